"""Territories that the letter names as such, with the words it uses."""

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
    told: Iterable[tuple[str, Span]],
    people: Iterable[ParsedPerson],
    places: Iterable[Place],
) -> list[ParsedTerritory]:
    """Each territory once, in the order of the letter.

    `told` are the places of speakers. Running text adds what a word, an office or a code says
    to be a territory; a gazetteer is needed for more, and the parser has none.
    """
    places = list(places)
    found: dict[str, ParsedTerritory] = {}
    for stub in stubs:
        _remember(found, stub.place, stub.span, departement=stub.departement)
    for person in people:
        if person.territory_name:
            _remember(found, person.territory_name, person.mentions[0])
    for name, span in told:
        _remember(found, name, span)
    for place in places:
        _remember_written(found, place)
    for territory in list(found.values()):
        if own := OWN_NAME.search(territory.name):
            _mention_alone(found, own["name"], territory.name, places)
    for territory in found.values():
        territory.mentions.sort()
    return sorted(found.values(), key=lambda territory: territory.mentions[0])


def _remember_written(found: dict, place: Place) -> None:
    for name, kind, _ in territory_names(place.text):
        _remember(found, name, place.span, kind=kind)
    for match in WITH_CODE.finditer(place.text):
        _remember(found, match["name"], place.span, departement=match["code"])


def settle_territories(
    people: Iterable[ParsedPerson], territories: Iterable[ParsedTerritory]
) -> None:
    """A body that the letter elsewhere shows to be a territory is one for all its people."""
    names = {fold(territory.name) for territory in territories}
    for person in people:
        if not person.territory_name and fold(person.organisation) in names:
            person.territory_name = person.organisation


def _mention_alone(found: dict, name: str, within: str, places: list[Place]) -> None:
    """« Arras » alone, once « Communauté Urbaine d’Arras » has told that it is a place."""
    for place in places:
        if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", place.text.replace(within, "")):
            _remember(found, name, place.span)


def _remember(found: dict, name: str, span: Span, departement: str = "", kind: str = "") -> None:
    key = fold(name).replace("-", " ")
    territory = found.setdefault(key, ParsedTerritory(name=name))
    territory.departement = territory.departement or departement
    territory.kind = territory.kind or kind
    if span not in territory.mentions:
        territory.mentions.append(span)
