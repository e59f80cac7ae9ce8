"""Data tables of a page: each row becomes one line, its cells separated by « | »."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from hub.newsletters.importing.documents import ParagraphKind
from hub.newsletters.importing.readers.inline_styles import declarations
from hub.newsletters.importing.readers.runs import Line

SEPARATOR = "|"
# Longer cells are those of a layout table, whose paragraphs are read one after the other.
MAX_CELL, MAX_LINES_OF_CELL, MIN_FILLED = 120, 3, 0.6


@dataclass(slots=True)
class TableShape:
    """The cells of a table, by row, as numbers of tags; `declared` if it looks like data."""

    declared: bool = False
    regular: bool = True
    rows: dict[int, list[int]] = field(default_factory=dict)

    def add(self, row: int, cell: int, tag: str, attributes: Mapping[str, str]) -> None:
        """Add a cell, and empty ones for the columns that it covers too."""
        border = declarations(attributes.get("style", "")).get("border", "")
        self.declared = self.declared or tag == "th" or "solid" in border
        self.regular = self.regular and attributes.get("rowspan", "1") == "1"
        span = attributes.get("colspan", "1")
        covered = min(int(span), 50) if span.isdecimal() else 1
        self.rows.setdefault(row, []).extend([cell, *([0] * (covered - 1))])


def shape_of(attributes: Mapping[str, str]) -> TableShape:
    """Return the shape of a table that opens."""
    border = attributes.get("border", "0")
    is_grid = "grid" in attributes.get("class", "").lower()
    is_layout = attributes.get("role", "") in ("presentation", "none")
    return TableShape(declared=is_grid or border not in ("", "0"), regular=not is_layout)


def with_rows(
    lines: Sequence[Line], tables: Mapping[int, TableShape], undeclared: bool
) -> list[Line]:
    """Return the lines, those of a data table replaced by one line per row.

    `undeclared`: the source has no layout table (Word), so that a table without borders is data.
    An empty line follows each table, so that two tables are not one.
    """
    found: list[Line] = []
    for table, group in groupby(lines, key=lambda line: line.cell[0] if line.cell else 0):
        inside = list(group)
        shape = tables.get(table)
        if shape and (shape.declared or undeclared) and _is_data(inside, shape):
            found += [*_rows(inside, shape), Line()]
            found += [line for line in inside if line.hidden]
        else:
            found += inside
    return found


def _is_data(lines: Sequence[Line], shape: TableShape) -> bool:
    widths = {len(cells) for cells in shape.rows.values()}
    if not shape.regular or len(shape.rows) < 2 or len(widths) != 1 or max(widths) < 2:
        return False
    shown = [line for line in lines if not line.hidden]
    simple = all(
        line.kind is ParagraphKind.TEXT
        and not (line.image or line.links or line.level)
        and SEPARATOR not in line.text
        for line in shown
    )
    texts = _texts(shown)
    counts = [sum(line.cell == key for line in shown) for key in {line.cell for line in shown}]
    filled = len(texts) / (len(shape.rows) * max(widths))
    return (
        simple
        and filled >= MIN_FILLED
        and max(counts) <= MAX_LINES_OF_CELL
        and all(len(text) <= MAX_CELL for text in texts.values())
    )


def _texts(lines: Sequence[Line]) -> dict[int, str]:
    texts: dict[int, str] = {}
    for line in lines:
        if line.cell and not line.hidden:
            texts[line.cell[1]] = f"{texts.get(line.cell[1], '')} {line.text}".strip()
    return texts


def _rows(lines: Sequence[Line], shape: TableShape) -> list[Line]:
    texts = _texts(lines)
    rows = [[texts.get(cell, "") for cell in cells] for cells in shape.rows.values()]
    return [
        Line(text=f" {SEPARATOR} ".join(row), kind=ParagraphKind.TABLE_ROW)
        for row in rows
        if any(row)
    ]
