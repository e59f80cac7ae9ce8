"""Reader of CSV: one row per initiative, columns named as the keys of the front matter.

Cells are read as text: formulas are not computed, and the apostrophe that protects from formula
injection before « = + - @ » is removed.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from inspiration.importing.errors import InitiativeImportError, Problem
from inspiration.importing.items import SourceField, SourceItem

DELIMITERS = ";,\t"
MAX_ROWS = 2000
FORMULA_STARTS = ("=", "+", "-", "@")


def read_table(name: str, text: str, folder: Path) -> list[SourceItem]:
    """Return one item per row; raise InitiativeImportError for an invalid table."""
    header = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return list(_read_rows(name, reader, folder))
    except csv.Error as error:
        message = f"la table n’est pas lisible ({error}). Un guillemet est-il resté ouvert\u00a0?"
        raise InitiativeImportError(Problem(name, reader.line_num, message)) from error


def _read_rows(name: str, reader: Any, folder: Path) -> Iterator[SourceItem]:
    labels = [label.strip() for label in next(reader)]
    duplicates = {label for label in labels if label and labels.count(label) > 1}
    if duplicates:
        message = f"ces colonnes sont en double\u00a0: {', '.join(sorted(duplicates))}."
        raise InitiativeImportError(Problem(name, 1, message))
    line = reader.line_num + 1
    for count, cells in enumerate(reader, start=1):
        if count > MAX_ROWS:
            raise InitiativeImportError(Problem(name, line, f"plus de {MAX_ROWS} lignes."))
        if any(cell.strip() for cell in cells):
            if len(cells) > len(labels):
                raise InitiativeImportError(
                    Problem(name, line, "cette ligne a plus de cellules que l’en-tête.")
                )
            yield SourceItem(
                source=name,
                line=line,
                folder=folder,
                fields=[
                    SourceField(label, _plain(cell), line)
                    for label, cell in zip(labels, cells, strict=False)
                    if label and cell.strip()
                ],
            )
        line = reader.line_num + 1


def _plain(cell: str) -> str:
    cell = cell.strip()
    guarded = cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS)
    return cell[1:] if guarded else cell
