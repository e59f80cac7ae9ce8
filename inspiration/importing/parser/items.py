"""Parsing of all the items of an import, and of what they must not share."""

from collections.abc import Iterable

from inspiration.importing.errors import InitiativeImportError, Problem
from inspiration.importing.items import SourceItem
from inspiration.importing.parsed import ParsedInitiative
from inspiration.importing.parser.exports import ExportParser, is_export
from inspiration.importing.parser.initiative import ItemParser


def parse_items(items: Iterable[SourceItem]) -> list[ParsedInitiative]:
    """Return the initiatives of `items`; raise InitiativeImportError with every problem found."""
    problems, initiatives = [], []
    for item in items:
        parser = ExportParser(item) if is_export(item) else ItemParser(item)
        initiatives.append(parser.parse())
        problems += parser.problems
    seen = {}
    for initiative in initiatives:
        first = seen.setdefault(initiative.slug, initiative)
        if first is not initiative and initiative.slug:
            message = (
                f"même adresse «\u00a0{initiative.slug}\u00a0» que {first.source}, "
                f"ligne {first.line}."
            )
            problems.append(Problem(initiative.source, initiative.line, message))
    if problems:
        raise InitiativeImportError(*problems)
    return initiatives
