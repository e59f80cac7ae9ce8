"""French compounds that keep a hyphen, by their first part.

Sources: Dictionnaire de l’Académie française, 9th edition; rectifications of 1990 (learned prefixes
are joined, except where two vowels would meet); Grevisse, Le Bon Usage (« trait d’union »).
"""

# First parts that take a hyphen before any word: adverbs, prepositions and adjectives that French
# does not weld, numerals, points of the compass.
HYPHENATED = """
tiers demi semi quasi vice non après avant arrière outre hors sans trop sous peut mieux moins
saint saints sainte saintes grand grands haut hauts haute hautes basse petit petits libre belle
sage chef chefs mot mots porte centre quelques là
dix vingt trente quarante cinquante soixante quatre nord sud ouest
"""
# Beginnings of the second part in the simple words that begin with one of these: « souscrire ».
SIMPLE = {
    "avant": ("ag",),
    "grand": ("eur", "i", "os"),
    "haut": ("eur", "ain", "bois"),
    "non": ("ant", "obst", "ce"),
    "outre": ("pass", "cuid"),
    "petit": ("ess",),
    "porte": ("feuille", "mant", "faix", "rie"),
    "sans": ("crit",),
    "sous": ("cri", "traire", "traction", "tray", "trais", "sign"),
    "vice": ("lard",),
}
# Learned prefixes: a hyphen where two vowels meet, « socio-économique », « micro-entreprise ».
PREFIXES = """
agro anti auto bio contre éco électro géo hydro infra intra macro micro multi pluri socio ultra
"""
VOWELS = "aàâeéèêiîoôuœh"
# First parts that begin many simple words: the second parts before which they take a hyphen.
PAIRS = {
    "au": "dessus dessous delà devant dedans dehors",
    "bas": "relief côté fond ventre",
    "beau": "père frère fils parent",
    "bien": "être aimé fondé vivre",
    "ci": "dessus dessous contre après devant joint jointe inclus incluse gît",
    "compte": "rendu goutte",
    "court": "circuit métrage terme",
    "est": "ouest",
    "entre": "deux temps soi",
    "faire": "part valoir",
    "garde": "fou meuble boue corps manger côte champêtre forestier malade robe",
    "laisser": "faire passer aller",
    "laissez": "faire passer",
    "lieu": "dit",
    "long": "métrage courrier cours terme",
    "mal": "être logé logement entendant voyant aimé",
    "mi": "temps chemin parcours hauteur saison mandat journée côte course corps nuit janvier "
    "février mars avril mai juin juillet août septembre octobre novembre décembre",
    "nouveau": "né",
    "par": "dessus dessous delà devant derrière là",
    "plate": "forme bande",
    "plus": "value",
    "rez": "de",
    "savoir": "faire être vivre",
    "soi": "disant",
    "état": "major civil nation providence",
}
# After « ex », simple words begin otherwise: « ex-maire », but « exercice », « expression ».
AFTER_EX = tuple("bdgjklmnrvwz") + ("fem", "fon", "pré", "prem", "sal", "sec", "sén", "sou")


def is_compound(first: str, second: str) -> bool:
    """Tell whether French writes a hyphen between two parts, given in lower case."""
    if second == "ment":  # suffix of adverbs: « librement »
        return False
    if first in HYPHENATED.split():
        return not second.startswith(SIMPLE.get(first, ()))
    if first in PREFIXES.split():
        return first[-1] in VOWELS and second[0] in VOWELS
    if first == "ex":
        return second.startswith(AFTER_EX)
    singular = second.rstrip("sx") or second
    return second in PAIRS.get(first, "").split() or singular in PAIRS.get(first, "").split()
