"""Reader of tables: one row per initiative, columns named as the keys of the front matter.

Cells are read as text: formulas are not computed, and the apostrophe that protects from formula
injection before « = + - @ » is removed.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from inspiration.importing.errors import InitiativeImportError, Problem
from inspiration.importing.items import SourceField, SourceItem

DELIMITERS = ";,\t"
MAX_ROWS = 2000
# What the exports of the site protect with an apostrophe (`hub.backoffice.exports`).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\n")
# First line that tells Excel the delimiter; it is not data.
SEPARATOR_LINE = re.compile(r'\s*"?sep=(?P<delimiter>.)"?[;,\t ]*', re.IGNORECASE)
EMPTY = "ce fichier est vide."


def read_table(name: str, text: str, folder: Path) -> list[SourceItem]:
    """Return one item per row of a CSV; raise InitiativeImportError for an invalid table."""
    text, delimiter = _delimiter_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)

    def numbered_rows() -> Iterator[tuple[int, list[str]]]:
        line = 1
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1

    try:
        return read_rows(name, numbered_rows(), folder)
    except csv.Error as error:
        message = f"la table n’est pas lisible ({error}). Un guillemet est-il resté ouvert\u00a0?"
        raise InitiativeImportError(Problem(name, reader.line_num, message)) from error


def _delimiter_of(text: str) -> tuple[str, str]:
    """Return the text with an empty line in place of « sep=; », and its delimiter."""
    first, newline, rest = text.partition("\n")
    if match := SEPARATOR_LINE.fullmatch(first):
        return newline + rest, match["delimiter"]
    lines = (line for line in text.split("\n") if line.strip(f"{DELIMITERS} \"'"))
    # Delimiters inside quotation marks belong to a heading.
    header = re.sub(r'"[^"]*"', "", next(lines, ""))
    return text, max(DELIMITERS, key=header.count)


def read_rows(
    name: str, rows: Iterable[tuple[int, list[str]]], folder: Path, remarks: Iterable[str] = ()
) -> list[SourceItem]:
    """Return one item per row, from (line, cells) pairs; the first row with text is the header.

    `remarks` go to the first item. Raise InitiativeImportError for an invalid table.
    """
    filled = ((line, cells) for line, cells in rows if any(cell.strip() for cell in cells))
    first_line, header = next(filled, (0, []))
    labels = [label.strip() for label in header]
    if not any(labels):
        raise InitiativeImportError(Problem(name, 0, EMPTY))
    duplicates = {label for label in labels if label and labels.count(label) > 1}
    if duplicates:
        message = f"ces colonnes sont en double\u00a0: {', '.join(sorted(duplicates))}."
        raise InitiativeImportError(Problem(name, first_line, message))
    items: list[SourceItem] = []
    for line, cells in filled:
        if len(items) >= MAX_ROWS:
            raise InitiativeImportError(Problem(name, line, f"plus de {MAX_ROWS} lignes."))
        _refuse_unnamed(name, line, cells, labels)
        fields = [
            SourceField(label, _plain(cell), line)
            for label, cell in zip(labels, cells, strict=False)
            if label and cell.strip()
        ]
        items.append(SourceItem(source=name, line=line, folder=folder, fields=fields))
    if items:
        items[0].remarks += remarks
    return items


def _refuse_unnamed(name: str, line: int, cells: list[str], labels: list[str]) -> None:
    """Raise InitiativeImportError for a text that is under no heading."""
    if any(cell.strip() for cell in cells[len(labels) :]):
        message = "cette ligne a plus de cellules que l’en-tête."
        raise InitiativeImportError(Problem(name, line, message))
    for number, (label, cell) in enumerate(zip(labels, cells, strict=False), start=1):
        if cell.strip() and not label:
            message = f"la colonne {number} n’a pas de titre\u00a0: «\u00a0{cell.strip()}\u00a0»."
            raise InitiativeImportError(Problem(name, line, message))


def _plain(cell: str) -> str:
    cell = cell.strip()
    guarded = cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS)
    return cell[1:] if guarded else cell
