"""Detection of territories that the letter names explicitly."""

import re
from collections.abc import Iterable

from hub.newsletters.importing.documents import Span
from hub.newsletters.importing.parsed import InitiativeStub, ParsedPerson, ParsedTerritory, Place
from hub.newsletters.importing.parser.functions import CAPITALISED, TOPONYM, territory_names
from hub.newsletters.importing.parser.text_patterns import fold

# « Besançon (25) » in running text.
WITH_CODE = re.compile(rf"(?P<name>{TOPONYM})\s*\((?P<code>\d{{2}}|2[AB]|97\d)\)")
OWN_NAME = re.compile(
    rf"(?:\bde\s+|\bd['’]|\bdu\s+|\bdes\s+)(?P<name>{CAPITALISED}(?:\s+{CAPITALISED}){{0,4}})$"
)


def find_territories(
    stubs: Iterable[InitiativeStub],
    speaker_places: Iterable[tuple[str, Span]],
    people: Iterable[ParsedPerson],
    places: Iterable[Place],
) -> list[ParsedTerritory]:
    """Return each territory once, in reading order.

    In running text, a name counts when a noun (« ville de »), a function (« maire de ») or a
    département code marks it as a territory: the parser has no gazetteer.
    """
    places = list(places)
    found: dict[str, ParsedTerritory] = {}
    for stub in stubs:
        _add(found, stub.place, stub.span, departement=stub.departement)
    for person in people:
        if person.territory_name:
            _add(found, person.territory_name, person.mentions[0])
    for name, span in speaker_places:
        _add(found, name, span)
    for place in places:
        _add_explicit(found, place)
    for territory in list(found.values()):
        if own := OWN_NAME.search(territory.name):
            _add_mentions_alone(found, own["name"], territory.name, places)
    for territory in found.values():
        territory.mentions.sort()
    return sorted(found.values(), key=lambda territory: territory.mentions[0])


def _add_explicit(found: dict[str, ParsedTerritory], place: Place) -> None:
    for name, kind, _ in territory_names(place.text):
        _add(found, name, place.span, kind=kind)
    for match in WITH_CODE.finditer(place.text):
        _add(found, match["name"], place.span, departement=match["code"])


def propagate_territories(
    people: Iterable[ParsedPerson], territories: Iterable[ParsedTerritory]
) -> None:
    """Set the territory of the people whose organisation is a territory of the letter."""
    names = {fold(territory.name) for territory in territories}
    for person in people:
        if not person.territory_name and fold(person.organisation) in names:
            person.territory_name = person.organisation


def _add_mentions_alone(
    found: dict[str, ParsedTerritory], name: str, within: str, places: list[Place]
) -> None:
    """Add « Arras » alone, once « Communauté Urbaine d’Arras » (`within`) is a territory."""
    for place in places:
        if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", place.text.replace(within, "")):
            _add(found, name, place.span)


def _add(
    found: dict[str, ParsedTerritory],
    name: str,
    span: Span,
    departement: str = "",
    kind: str = "",
) -> None:
    """Add a territory, or a mention and details to the one of the same name."""
    key = fold(name).replace("-", " ")
    territory = found.setdefault(key, ParsedTerritory(name=name))
    territory.departement = territory.departement or departement
    territory.kind = territory.kind or kind
    if span not in territory.mentions:
        territory.mentions.append(span)
