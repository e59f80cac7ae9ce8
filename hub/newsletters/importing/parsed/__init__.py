"""Output of the parser: dataclasses that hold only what is in the source.

Every non-empty paragraph of the source is in exactly one `Place` (title line, greeting, rubrique
heading, prose, answer…), given by `ParsedLetter.places`; people, territories, dates, lost links and
quotations are annotations, attached to places by their source span.
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
    Table,
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
    "Table",
]
