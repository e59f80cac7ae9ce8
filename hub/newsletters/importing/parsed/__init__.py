"""What the parser understands of a letter: plain data, nothing the source does not hold.

Every non-empty paragraph of the source stands in exactly one *place* (title line, greeting,
rubrique heading, prose, answer…), told by `ParsedLetter.places`; people, territories, dates,
lost links and quotations are annotations that point at places by their source span.
"""

from .annotations import (
    ParsedDate,
    ParsedImage,
    ParsedLostLink,
    ParsedPerson,
    ParsedTerritory,
    Remark,
)
from .items import (
    Answer,
    Heading,
    InitiativeStub,
    Interview,
    Item,
    ItemList,
    Place,
    Prose,
    Quotation,
    StandaloneQuote,
)
from .letter import Author, ParsedLetter, ParsedRubrique

__all__ = [
    "Answer",
    "Author",
    "Heading",
    "InitiativeStub",
    "Interview",
    "Item",
    "ItemList",
    "ParsedDate",
    "ParsedImage",
    "ParsedLetter",
    "ParsedLostLink",
    "ParsedPerson",
    "ParsedRubrique",
    "ParsedTerritory",
    "Place",
    "Prose",
    "Quotation",
    "Remark",
    "StandaloneQuote",
]
