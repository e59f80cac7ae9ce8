"""Reader of the first sheet of an Excel workbook (.xlsx): formulas give their last result."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from inspiration.importing.errors import InitiativeImportError, Problem
from inspiration.importing.items import SourceItem
from inspiration.importing.readers.archives import check_size
from inspiration.importing.readers.cells import code_text, date_text
from inspiration.importing.readers.tables import read_rows

# Limits of what is read, empty rows included: some programs format a million of them.
COLUMNS, ROWS = 200, 20_000
# Exceptions that openpyxl raises for damaged files, XML errors (SyntaxError) included.
UNREADABLE_WORKBOOK = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
UNREADABLE = "ce classeur n’est pas lisible. Enregistrez-le au format CSV, puis réessayez."
ERROR = "la cellule {} contient une erreur de calcul ({})."
NOT_COMPUTED = (
    "la formule de la cellule {} n’a pas de résultat. Ouvrez le classeur dans un tableur et "
    "enregistrez-le, puis réessayez."
)
OTHER_SHEETS = "seule la première feuille est lue\u00a0; les autres\u00a0: {}."


def read_workbook(name: str, data: bytes, folder: Path) -> list[SourceItem]:
    """Return one item per row of the first sheet; raise InitiativeImportError otherwise."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_size(name, archive)
        values, formulas = (
            load_workbook(io.BytesIO(data), read_only=True, data_only=computed)
            for computed in (True, False)
        )
        sheets = values.worksheets
        rows = list(_read_cells(name, _cells_of(sheets[0]), _cells_of(formulas.worksheets[0])))
        others = [sheet.title for sheet in sheets[1:] if _has_text(sheet)]
    except UNREADABLE_WORKBOOK as error:
        raise InitiativeImportError(Problem(name, 0, UNREADABLE)) from error
    return read_rows(name, rows, folder, remarks_on(others))


def remarks_on(sheets: list[str]) -> list[str]:
    """Return the remark on the sheets, by title, that have text and are not read."""
    return [OTHER_SHEETS.format(", ".join(f"«\u00a0{title}\u00a0»" for title in sheets))] * bool(
        sheets
    )


def _cells_of(sheet: Any) -> Iterator[tuple[Any, ...]]:
    return sheet.iter_rows(max_row=ROWS, max_col=COLUMNS + 1)


def _read_cells(
    name: str, values: Iterator[tuple[Any, ...]], formulas: Iterator[tuple[Any, ...]]
) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number, texts) from the cells with their results and with their formulas."""
    problems = []
    for number, (cells, written) in enumerate(zip(values, formulas, strict=False), start=1):
        texts = []
        for cell, source in zip(cells, written, strict=False):
            # Excel gives the type « str » to a formula whose result is an empty text.
            if cell.value is None and source.value is not None and cell.data_type != "str":
                place = source.coordinate
                problems.append(Problem(name, number, NOT_COMPUTED.format(place)))
            elif cell.value is not None and cell.data_type == "e":
                message = ERROR.format(cell.coordinate, cell.value)
                problems.append(Problem(name, number, message))
            texts.append(_text(cell))
        yield number, texts
    if problems:
        raise InitiativeImportError(*problems)


def _text(cell: Any) -> str:
    """Return the value of a cell as text, in the format that the parser expects."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return date_text(value, cell.number_format or "")
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, int | float):
        return code_text(value, cell.number_format or "")
    return str(value)


def _has_text(sheet: Any) -> bool:
    rows = sheet.iter_rows(values_only=True, max_row=ROWS, max_col=COLUMNS)
    return any(cell not in (None, "") for row in rows for cell in row)
