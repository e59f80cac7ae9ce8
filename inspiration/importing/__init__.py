"""Import of initiatives: reader → neutral items → parser → builder of drafts.

    items = read_path("lilo.md")            # neutral items, one per initiative
    parsed = parse_items(items)             # pure dataclasses, or every problem at once
    report = build_initiatives(parsed)      # drafts, in one transaction

Readers and parser do not access the database; only the builder does.
"""

from .builder import build_initiatives
from .errors import InitiativeImportError, Problem
from .parser import parse_items
from .readers import read_path

__all__ = [
    "InitiativeImportError",
    "Problem",
    "build_initiatives",
    "parse_items",
    "read_path",
]
