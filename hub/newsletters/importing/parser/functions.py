"""Role, organisation and place of a function, as in « Adjoint à Reugny »."""

import re
from dataclasses import dataclass

from hub.newsletters.importing.parser.names import has_body_word
from hub.newsletters.importing.parser.text_patterns import CAPITALISED, UPPER

ROLE = re.compile(
    r"\b(?:(?:vice|co|ex|sous)-?)?(?:"
    r"maires?\b|mairesse|adjointe?s?\b|élue?s?\b|direct(?:eur|rice)|responsable|présidente?|"
    r"chargée?s?\b|chef(?:fe)?s?\b|conseill[eè]re?s?\b|agente?s?\b|animat(?:eur|rice)|"
    r"coord(?:inat|onnat)(?:eur|rice)|fondat(?:eur|rice)|gérante?|technicien(?:ne)?|"
    r"habitante?s?\b|membres?\b|déléguée?s?\b|secrétaire|professeure?|enseignante?|sociologue|"
    r"urbaniste|architecte|paysagiste|cherche(?:ur|use)|ingénieure?|consultante?|journaliste|"
    r"rédact(?:eur|rice)|médiat(?:eur|rice)|formateur|formatrice|bénévole|salariée?|référente?|"
    r"facilitat(?:eur|rice)|administrat(?:eur|rice)|entrepreneure?|agricult(?:eur|rice)|"
    r"maraîch(?:er|ère)|députée?\b|sénat(?:eur|rice)|préfète?\b|doctorante?|économiste|philosophe|"
    r"auteur(?:e|rice)?|autrice|réalisat(?:eur|rice)|militante?|artisane?|commerçante?|"
    r"porte-parole|cheville ouvrière|stagiaire|documentaliste|géographe|DGS\b|DGA\b)",
    re.IGNORECASE,
)
# Functions whose complement is a territory: « élue de l’Ile Saint Denis ».
OFFICE = (
    r"(?:maires?|mairesse|adjointe?s?|élue?s?|conseill(?:er|ère)s?(?:\s+municipale?)?|"
    r"habitante?s?|agente?s?|députée?|sénat(?:eur|rice)|préfète?|présidente?|délégation)"
)
_LINK = r"(?:de\s+la\s+|de\s+l['’]|du\s+|des\s+|de\s+|d['’])"
# Preposition between a role and the place or organisation at its end, removed with them.
_LEAD = rf"\b(?:(?:au\s+sein\s+)?{_LINK}|à\s+la\s+|à\s+l['’]|à\s+|au\s+|chez\s+|pour\s+)"
# « Saint-Jean de Braye », « Ile Saint Denis », « Châlons sur Marne ».
TOPONYM = (
    rf"{CAPITALISED}(?:\s+(?:(?:de|du|des|la|le|les|sur|sous|en|lès|lez)\s+){{0,2}}"
    rf"(?:[dl]['’])?{CAPITALISED}){{0,5}}"
)
# Words that are part of the name of a territory; those of COMMUNAL and WIDER only give its kind.
INTERCOMMUNAL = (
    r"communauté\s+(?:urbaine|d['’]agglomération|de\s+communes)|métropole|agglomération|"
    r"établissement\s+public\s+territorial|pays|PETR|EPCI|CU|CA|CC"
)
COMMUNAL = r"ville|commune|mairie|village|municipalité|cité"
WIDER = r"département|région"
TERRITORY = re.compile(
    rf"\b(?P<kind>(?i:{INTERCOMMUNAL}|{COMMUNAL}|{WIDER}))\s+{_LINK}?(?P<name>{TOPONYM})"
)
SEAT = re.compile(rf"\b[àÀ]\s+(?P<name>{TOPONYM})")
ISLAND = re.compile(rf"\b(?:de\s+|à\s+)?[lL]['’](?P<name>[IÎ]le\s+{TOPONYM})")
HELD_OF = re.compile(rf"\b(?i:{OFFICE})\s+(?:de\s+|d['’]|du\s+|des\s+)(?P<name>{TOPONYM})")
# Common nouns before the name of an organisation: « la coopérative des Trois-Ponts ».
BODY = (
    r"agence|association|centre|chambre|club|collectif|comité|coopérative|école|entreprise|"
    r"fédération|fondation|institut|lycée|maison|média|office|régie|réseau|société|syndicat|"
    r"université"
)
ORGANISATION = re.compile(
    rf"\b(?:au\s+sein\s+)?(?:{_LINK}|à\s+l['’]|à\s+la\s+|au\s+|chez\s+)"
    rf"(?P<name>(?:(?:{BODY})\s+{_LINK}?)?{CAPITALISED}(?:/{CAPITALISED}){{0,3}}"
    rf"(?:\s+(?:(?:de|du|des|la|le|les|l['’]|d['’]|pour|et|sur)\s*){{0,3}}"
    rf"(?<=[\s'’]){CAPITALISED}){{0,8}})"
)
# The text after these words is the field of the function, not an organisation:
# « en charge de l’ESS ».
_FIELD = re.compile(
    r",?\s*\b(?:en charge|délégué|chargé|à la tête)\w*\s+(?:de|du|des|d['’]|à|aux?)\b"
)
_ARTICLE = re.compile(r"^(?:le|la|l['’]|un|une|les|notre|son|sa)\s*", re.IGNORECASE)
_ACRONYM = re.compile(rf"^[{UPPER}0-9]{{2,5}}$")


@dataclass(frozen=True, slots=True)
class Function:
    """A function: `text` as written, and its parts, empty when absent."""

    text: str
    role: str = ""
    organisation: str = ""
    place: str = ""


def read_function(text: str) -> Function:
    """Parse a function.

    A place or organisation is removed from the role only when it is at the end of the text.
    """
    text = text.strip(" ,;")
    field = _FIELD.search(text)
    body = text[: field.start()] if field and field.start() else text
    place, place_start = _first_place(body)
    organisation, organisation_start = _organisation(body, place)
    role = text
    for name, start in ((organisation, organisation_start), (place, place_start)):
        if name and text.endswith(name):
            role = text[:start].strip(" ,")
            break
    return Function(text, _ARTICLE.sub("", role), organisation, place)


def territory_names(text: str) -> list[tuple[str, str, int]]:
    """Return the explicit territories of `text`: (name as written, kind, offset).

    « Communauté Urbaine d’Arras » is a name; « ville de Reugny » is Reugny, of kind « ville ».
    """
    found = []
    for match in TERRITORY.finditer(text):
        kind = match["kind"].lower()
        own_name = re.fullmatch(INTERCOMMUNAL, match["kind"], re.IGNORECASE)
        name, start = (
            (match.group(), match.start()) if own_name else (match["name"], match.start("name"))
        )
        found.append((name, kind, start))
    taken = bytearray(len(text))
    for name, _kind, start in found:
        taken[start : start + len(name)] = b"\1" * len(name)
    for pattern in (ISLAND, HELD_OF):
        for match in pattern.finditer(text):
            start, end = match.span("name")
            if not any(taken[start:end]) and not _ACRONYM.match(match["name"]):
                found.append((match["name"], "", start))
                taken[start:end] = b"\1" * (end - start)
    return sorted(found, key=lambda item: item[2])


def _first_place(text: str) -> tuple[str, int]:
    """Return the first place of a function, and the offset of the preposition before it."""
    candidates = []
    for name, _kind, start in territory_names(text):
        lead = re.search(rf"{_LEAD}$", text[:start])
        candidates.append((lead.start() if lead else start, name))
    candidates += [
        (match.start(), match["name"])
        for match in SEAT.finditer(text)
        if not _ACRONYM.match(match["name"])
    ]
    start, name = min(candidates, default=(0, ""))
    return name, start


def _organisation(text: str, place: str) -> tuple[str, int]:
    """Return the organisation of a function, and the offset of the preposition before it."""
    for match in TERRITORY.finditer(text):
        lead = re.search(rf"{_LEAD}$", text[: match.start()])
        if not re.fullmatch(COMMUNAL, match["kind"], re.IGNORECASE):
            return match.group(), lead.start() if lead else match.start()
    for match in ORGANISATION.finditer(text):
        name = match["name"]
        generic = has_body_word(name) and " " not in name
        if not generic and name != place and not place.endswith(name):
            return name, match.start()
    return "", 0
