"""Stored form of a recognition, kept between the review of a letter and its draft.

It holds what the parser read and the matches, by primary key. The source, its images and the
rubriques are not in it: they are read from the document and the database.
"""

from typing import Any

from hub.newsletters.importing.builder.addresses import find_addresses
from hub.newsletters.importing.builder.images import ImageMatches
from hub.newsletters.importing.builder.initiatives import InitiativeMatches
from hub.newsletters.importing.builder.names import find_doubtful_names
from hub.newsletters.importing.builder.people import PeopleMatches, PersonStatus
from hub.newsletters.importing.builder.recognition import Recognition
from hub.newsletters.importing.builder.rubriques import RubriqueMatches
from hub.newsletters.importing.builder.territories import MatchStatus, TerritoryMatches
from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.importing.encoding import CODEC, decode, encode

# Increase MATCHES when `as_data` of a class of matches changes; the rest follows the dataclasses.
MATCHES = 1
VERSION = f"{MATCHES}-{CODEC.shape(MatchStatus, PersonStatus)}"


def to_data(recognition: Recognition) -> dict[str, Any]:
    """Return a recognition without decisions as JSON-serialisable data."""
    return {
        "version": VERSION,
        "paragraphs": encode(recognition.paragraphs),
        "typography": encode(recognition.typography),
        "letter": encode(recognition.letter),
        "territories": recognition.territories.as_data(),
        "people": recognition.people.as_data(),
        "initiatives": recognition.initiatives.as_data(),
    }


def from_data(data: dict[str, Any] | None, document: SourceDocument) -> Recognition | None:
    """Return the recognition of a document stored by `to_data`, None for another version.

    Objects of the hub deleted since are no longer matched.
    """
    if not data or data["version"] != VERSION:
        return None
    letter, paragraphs = decode(data["letter"]), decode(data["paragraphs"])
    territories = TerritoryMatches.from_data(data["territories"])
    return Recognition(
        document=document,
        paragraphs=paragraphs,
        typography=decode(data["typography"]),
        letter=letter,
        lost_links=letter.lost_links,
        territories=territories,
        people=PeopleMatches.from_data(data["people"], letter, territories),
        initiatives=InitiativeMatches.from_data(data["initiatives"]),
        rubriques=RubriqueMatches(),
        images=ImageMatches(document, letter),
        addresses=find_addresses(paragraphs, letter),
        names=find_doubtful_names(paragraphs),
    )
