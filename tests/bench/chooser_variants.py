"""Typed variants of the names of territories: rules applied to random ones, and hard ones by hand.

A rule without a département is applied only to names that no other territory has: of homonyms,
what is meant cannot be known.
"""

import random
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator

from hub.territories.models import Territory, TerritoryKind

SEED = 14
LETTERS = "abcdefghijklmnopqrstuvwxyz"
COMMUNE, EPCI, DEPARTEMENT, REGION = (
    TerritoryKind.COMMUNE.value,
    TerritoryKind.EPCI.value,
    TerritoryKind.DEPARTEMENT.value,
    TerritoryKind.REGION.value,
)
LONG_NATURES = {"CC": "communauté de communes", "CA": "communauté d’agglomération"}

# What is typed, then the kind and the code of the territory meant.
HARD = (
    ("st denis 93", COMMUNE, "93066"),
    ("Saint-Denis (93)", COMMUNE, "93066"),
    ("93200", COMMUNE, "93066"),
    ("200054781", EPCI, "200054781"),
    ("200 054 781", EPCI, "200054781"),
    ("CU d’Arras", EPCI, "200033579"),
    ("communauté urbaine d'arras", EPCI, "200033579"),
    ("Communauté Urbaine d’Arras (62)", EPCI, "200033579"),
    ("arras", COMMUNE, "62041"),
    ("metropole de lyon", EPCI, "200046977"),
    ("métropole de Lille", EPCI, "200093201"),
    ("métropole nantes", EPCI, "244400404"),
    ("île saint denis", COMMUNE, "93039"),
    ("ile st-denis", COMMUNE, "93039"),
    ("la rochelle", COMMUNE, "17300"),
    ("rochelle", COMMUNE, "17300"),
    ("Saint-Jean de Braye", COMMUNE, "45284"),
    ("saintjeandebraye", COMMUNE, "45284"),
    ("st jean de bray", COMMUNE, "45284"),
    ("Reugny 37", COMMUNE, "37194"),
    ("reugny en indre et loire", COMMUNE, "37194"),
    ("Reugny (Allier)", COMMUNE, "03213"),
    ("BESANCON", COMMUNE, "25056"),
    ("saone et loire", DEPARTEMENT, "71"),
    ("2a004", COMMUNE, "2A004"),
    ("corse du sud", DEPARTEMENT, "2A"),
    ("93", DEPARTEMENT, "93"),
    ("paca", REGION, "93"),
    ("Centre Val de Loire", REGION, "24"),
    ("lyon 3e", COMMUNE, "69123"),
    ("Paris 20", COMMUNE, "75056"),
    ("mairie de Lisieux", COMMUNE, "14366"),
    ("lisieu", COMMUNE, "14366"),
    ("Lisieux Normandie", EPCI, "200069532"),
    ("chalon s/ saone", COMMUNE, "71076"),
    ("Bellegarde-sur-Valserine", COMMUNE, "01033"),
    ("villeneuve d'asq", COMMUNE, "59009"),
    ("Tolouse", COMMUNE, "31555"),
    ("strassbourg", COMMUNE, "67482"),
    ("clermond ferrand", COMMUNE, "63113"),
)


def without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def plain(name: str, draw: random.Random) -> str:
    """Return a name in lower case, without accents, hyphens or apostrophes."""
    return without_accents(name.lower()).replace("-", " ").replace("’", " ").replace("'", " ")


def shouted(name: str, draw: random.Random) -> str:
    return without_accents(name).upper()


def abbreviated(name: str, draw: random.Random) -> str:
    return name.replace("Saint-", "St ").replace("Sainte-", "Ste ").replace("-", " ")


def without_article(name: str, draw: random.Random) -> str:
    for article in ("La ", "Le ", "Les ", "L’", "L'"):
        name = name.removeprefix(article)
    return name


def mistyped(name: str, draw: random.Random) -> str:
    """Return a name with a letter removed, doubled, replaced, or exchanged with the next."""
    places = [n for n in range(1, len(name) - 1) if name[n].isalpha() and name[n + 1].isalpha()]
    at = draw.choice(places)
    edits = (
        name[:at] + name[at + 1 :],
        name[:at] + name[at] + name[at:],
        name[:at] + draw.choice(LETTERS) + name[at + 1 :],
        name[:at] + name[at + 1] + name[at] + name[at + 2 :],
    )
    return draw.choice(edits)


def long_nature(name: str, draw: random.Random) -> str:
    nature, _, rest = name.partition(" ")
    return f"{LONG_NATURES[nature]} {rest}"


def without_nature(name: str, draw: random.Random) -> str:
    return plain(name.partition(" ")[2], draw)


Rule = Callable[[str, random.Random], str]

# (rule, number of variants, kind, the function, what the name must be)
RULES: tuple[tuple[str, int, str, Rule, Callable[[str], bool]], ...] = (
    ("plain", 25, COMMUNE, plain, lambda name: True),
    ("capitals", 8, COMMUNE, shouted, lambda name: True),
    ("abbreviation", 16, COMMUNE, abbreviated, lambda name: name.startswith(("Saint", "Sainte"))),
    ("article", 8, COMMUNE, without_article, lambda name: name.startswith(("La ", "Le ", "L"))),
    ("typing error", 35, COMMUNE, mistyped, lambda name: len(name) >= 6),
    ("nature in full", 10, EPCI, long_nature, lambda name: name[:3] in ("CC ", "CA ")),
    ("nature left out", 8, EPCI, without_nature, lambda name: name[:3] in ("CC ", "CA ")),
    ("group mistyped", 6, EPCI, mistyped, lambda name: len(name) >= 12),
    ("département", 3, DEPARTEMENT, plain, lambda name: True),
    ("région", 3, REGION, plain, lambda name: True),
)


def make_variants() -> list[dict[str, str]]:
    """Return the variants as {typed, kind, code, rule}, the same for the same gazetteer."""
    draw = random.Random(SEED)
    hard = [
        {"typed": typed, "kind": kind, "code": code, "rule": "by hand"}
        for typed, kind, code in HARD
    ]
    return [*hard, *by_rules(draw), *homonyms(draw), *by_codes(draw)]


def by_rules(draw: random.Random) -> Iterator[dict[str, str]]:
    territories = list(Territory.objects.current().order_by("kind", "code"))
    counts = Counter(comparable(territory.name) for territory in territories)
    for rule, number, kind, change, suits in RULES:
        among = [
            one
            for one in territories
            if one.kind == kind and counts[comparable(one.name)] == 1 and suits(one.name)
        ]
        for one in draw.sample(among, number):
            yield variant(change(one.name, draw), one, rule)


def comparable(name: str) -> str:
    """Return a name without accents, articles or nature: equal for names easily confused."""
    words = plain(name, random.Random(0)).split()
    return " ".join(word for word in words if word not in ("le", "la", "les", "l", "cc", "ca"))


def homonyms(draw: random.Random) -> Iterator[dict[str, str]]:
    """Yield communes that have homonyms, with their département."""
    communes = list(Territory.objects.current().filter(kind=COMMUNE).order_by("code"))
    counts = Counter(one.name for one in communes)
    names = dict(
        Territory.objects.filter(kind=DEPARTEMENT).order_by("code").values_list("code", "name")
    )
    shared = draw.sample([one for one in communes if counts[one.name] > 1], 20)
    for position, one in enumerate(shared):
        code = one.departement_code
        forms = (
            f"{one.name} ({code})",
            f"{plain(one.name, draw)} {code}",
            f"{one.name}, {names[code]}",
            f"{plain(one.name, draw)} {plain(names[code], draw)}",
        )
        yield variant(forms[position % len(forms)], one, "homonym")


def by_codes(draw: random.Random) -> Iterator[dict[str, str]]:
    """Yield INSEE codes, SIREN numbers, paths, and postcodes that one commune has.

    A code that is the postcode of another commune is written as a path.
    """
    territories = list(Territory.objects.current().order_by("kind", "code"))
    communes = [one for one in territories if one.kind == COMMUNE]
    groups = [one for one in territories if one.kind == EPCI]
    postcodes = Counter(code for one in communes for code in one.postcodes.split())
    for one in draw.sample(communes, 8):
        typed = one.path if one.code in postcodes else one.code
        yield variant(typed, one, "code")
    for one in draw.sample(groups, 4):
        yield variant(f"{one.code[:3]} {one.code[3:6]} {one.code[6:]}", one, "code")
    codes = {one.code for one in communes}
    alone = [
        (code, one)
        for one in communes
        for code in one.postcodes.split()
        if postcodes[code] == 1 and code not in codes
    ]
    for code, one in draw.sample(alone, 6):
        yield variant(code, one, "postcode")


def variant(typed: str, territory: Territory, rule: str) -> dict[str, str]:
    return {"typed": typed, "kind": territory.kind, "code": territory.code, "rule": rule}
