"""Words before a name that say what it is: a commune, a group of communes… or not a territory."""

import re

from hub.territories.models import TerritoryKind

COMMUNES = (TerritoryKind.COMMUNE,)
GROUPS = (TerritoryKind.EPCI, TerritoryKind.EPT)
DEPARTEMENTS = (TerritoryKind.DEPARTEMENT,)
REGIONS = (TerritoryKind.REGION,)
ANY: tuple[TerritoryKind, ...] = ()

OF = r"\s+(?:de\s+la\s+|de\s+l['’]|des\s+|du\s+|de\s+|d['’])"
# Official words before the name of a territory, the kinds that they announce.
CUES = (
    (
        r"(?:villes?|communes?|mairies?|villages?|municipalités?|conseil municipal|"
        r"conseillère?s? municipa(?:le?s?|ux)|maires?(?:[ -]adjointe?s?)?|mairesses?)" + OF,
        COMMUNES,
    ),
    (r"adjointe?s? (?:au maire )?(?:à\s+|au\s+|aux\s+|de\s+|d['’])", COMMUNES),
    (r"(?:départements?|conseil départemental)" + OF, DEPARTEMENTS),
    (r"(?:régions?|conseil régional)(?:" + OF + r"|\s+)", REGIONS),
    (r"(?:élue?s?|habitante?s?|agente?s?)" + OF, ANY),
    (r"territoires? à\s+", ANY),
)
CUE = re.compile(
    r"(?<![\w-])(?:" + "|".join(f"({pattern})" for pattern, _ in CUES) + r")(?=\w)",
    re.IGNORECASE,
)
GROUP = re.compile(
    r"(?<![\w-])(?:communauté (?:urbaine|d['’]agglomération|de communes)"
    r"|établissement public territorial|(?-i:CU|CA|CC|EPT))\s+"
    r"(?:de\s+la\s+|de\s+l['’]|des\s+|du\s+|de\s+|d['’])?(?=\w)",
    re.IGNORECASE,
)
# « commune déléguée de », « ancienne commune de », « ex-commune de »
FORMER = re.compile(r"(?:ancien(?:ne)?s?|ex-?|déléguée?s?|associée?s?|feue?)\s*$", re.IGNORECASE)
FORMER_CUE = re.compile(
    r"(?:communes?|mairies?|maires?) (?:déléguée?s?|associée?s?)" + OF + "$", re.IGNORECASE
)

# Words before a name that is a street, a building, a river, a person, a product…
ELSE = re.compile(
    r"(?<!\w)(?:rues?|avenues?|boulevards?|bd|places?|quais?|routes?|chemins?|impasses?|allées?|"
    r"squares?|faubourgs?|cours|passages?|gares?|stations?|églises?|chapelles?|lycées?|collèges?|"
    r"écoles?|universités?|facultés?|hôpita(?:l|ux)|cliniques?|stades?|châteaux?|abbayes?|"
    r"cathédrales?|basiliques?|prieurés?|monastères?|couvents?|forts?|bois|forêts?|ponts?|tours?|"
    r"portes?|musées?|théâtres?|rivières?|fleuves?|canal|canaux|parcs?|jardins?|marathons?|"
    r"fromages?|vins?|appellation|cidres?|plateaux?|vallées?|vals?|vaux|pays|lacs?|massifs?|"
    r"bassins?|étangs?|baies?|golfes?|gorges|cols?|monts?|montagnes?|îles?|îlots?|presqu['’]îles?|"
    r"côtes?|causses?|marais|plaines?|collines?|caps?|pointes?|rades?|ports?|détroits?|batailles?|"
    r"traités?|édits?|sièges?|saintes?|saints?|comtes?|comtesses?|ducs?|duchesses?|marquise?s?|"
    r"barons?|baronnes?|princes?|princesses?|seigneurs?|famille|fondation|association|société|"
    r"fêtes?|été|foires?|ordre|monsieur|madame|docteure?|MM?\.|Mmes?|Mlles?|Dr|Pr|Me)"
    r"(?:\s+(?:de\s+la|de\s+l['’]|des|du|de|d['’]))?\s*(?:la\s+|le\s+|les\s+|l['’])?$",
    re.IGNORECASE,
)
# End of a longer name, « Saint-Fulgent - Les Essarts », « Castillon/Pujols ».
JOINED = re.compile(r"\w(?:\s[-–]\s|/|['’])$")
BEFORE = 40  # characters read before a name

# « Marie (32) » is a person and an age: first names that are names of communes.
_FIRST_NAMES = (
    "agnes alba albert amand andre ange anne arnaud aube aurore barbara bastien baudouin beatrice "
    "benoit bernard blanche brice camille celine charles charlotte christine claire clement "
    "colette corinne denise edmond elise emma ernest eugenie eve flora florence florent francois "
    "gabriel gaston georges germain gilles ginette guy helene henri ines irene jacques jean jeanne "
    "jules julie laure laurent leonie lisa lise loreto louis louise luc lucie lucy madeleine "
    "manon marc margaux margot marie marine martin martine mathilde maxime melanie michel moise "
    "muriel nicole noe noel oceane olivet paul pauline philippe pierre rachel raphael regis remy "
    "rene robert roger roland romain rose sabine sarah simon simone solange sophie suzanne "
    "sylvie theo thomas valentine victor vincent virginie vivien xavier yves yvette zoe"
)
FIRST_NAMES = frozenset(_FIRST_NAMES.split())
# Saints, who give their names to other things than communes.
SAINTS = frozenset(
    (
        "saint-vincent-de-paul",
        "saint-jean-de-la-croix",
        "saint-francois-de-sales",
        "saint-jean-de-dieu",
    )
)


def is_something_else(text: str, start: int) -> bool:
    """Tell whether the words before `start` say that the name there is not a territory."""
    return bool(ELSE.search(text[max(0, start - BEFORE) : start]))


def is_joined(text: str, start: int) -> bool:
    """Tell whether a dash or a slash joins the name at `start` to the word before it."""
    before = text[max(0, start - BEFORE) : start]
    return bool(JOINED.search(before)) and not re.search(r"(?<!\w)(?:[ldLD]|[Qq]u)['’]$", before)


def is_said_former(text: str, start: int, name: int) -> bool:
    """Tell whether the words around the cue of a name say « ancienne » or « déléguée ».

    The cue starts at `start`, the name at `name`.
    """
    return bool(
        FORMER.search(text[max(0, start - BEFORE) : start]) or FORMER_CUE.search(text[start:name])
    )
