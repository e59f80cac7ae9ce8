"""Reader of the first sheet of an OpenDocument workbook (.ods), as LibreOffice writes it.

OpenDocument 1.3, part 3, sections 9 (tables) and 19.3 (values of cells).
"""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from hub.core.importing.archives import UNREADABLE_ARCHIVE
from inspiration.importing.errors import InitiativeImportError, Problem
from inspiration.importing.items import SourceItem
from inspiration.importing.readers.archives import check_size
from inspiration.importing.readers.cells import number_text, shown_date
from inspiration.importing.readers.tables import MAX_ROWS, read_rows
from inspiration.importing.readers.workbooks import COLUMNS, ERROR, UNREADABLE, remarks_on

# Limit in bytes of the XML, which takes about ten times as much memory once parsed.
MAX_XML = 20 * 1024 * 1024
ENCRYPTED = (
    "ce classeur est protégé par un mot de passe\u00a0: enregistrez-le sans mot de passe, "
    "puis réessayez."
)
TOO_LONG = f"ce classeur contient plus de {MAX_XML // 1024 // 1024}\u00a0Mo de texte."
NAMESPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TABLE, OFFICE, TEXT = (NAMESPACE % name for name in ("table", "office", "text"))
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
ERROR_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
SKIPPED = (f"{OFFICE}annotation", f"{TEXT}note")


def read_opendocument(name: str, data: bytes, folder: Path) -> list[SourceItem]:
    """Return one item per row of the first sheet; raise InitiativeImportError otherwise."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_size(name, archive)
            _refuse_encrypted(name, archive)
            if archive.getinfo("content.xml").file_size > MAX_XML:
                raise InitiativeImportError(Problem(name, 0, TOO_LONG))
            content = fromstring(archive.read("content.xml"))
        sheets = content.findall(f"{OFFICE}body/{OFFICE}spreadsheet/{TABLE}table")
        rows = list(_rows(name, sheets[0]))
        others = [sheet.get(f"{TABLE}name", "?") for sheet in sheets[1:] if _has_text(sheet)]
    except (*UNREADABLE_ARCHIVE, DefusedXmlException, ParseError, LookupError) as error:
        raise InitiativeImportError(Problem(name, 0, UNREADABLE)) from error
    return read_rows(name, rows, folder, remarks_on(others))


def _refuse_encrypted(name: str, archive: zipfile.ZipFile) -> None:
    manifest = "META-INF/manifest.xml"
    if manifest in archive.namelist() and b"encryption-data" in archive.read(manifest):
        raise InitiativeImportError(Problem(name, 0, ENCRYPTED))


def _rows(name: str, sheet: Element) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number, texts) for the rows with text; repeated rows are repeated."""
    number, problems = 1, []
    for row in sheet.iter(f"{TABLE}table-row"):
        repeated = _repeated(row, "rows")
        texts: list[str] = []
        for cell in row:
            if cell.tag not in CELLS:
                continue
            text = _text(cell)
            if text and cell.get(ERROR_TYPE) == "error":
                place = f"{len(texts) + 1} de la ligne {number}"
                problems.append(Problem(name, number, ERROR.format(place, text)))
            times = _repeated(cell, "columns")
            texts += [text] * (times if text else min(times, COLUMNS))
            if len(texts) > COLUMNS:
                break
        if any(texts):
            for copy in range(min(repeated, MAX_ROWS + 2)):
                yield number + copy, texts
        number += repeated
    if problems:
        raise InitiativeImportError(*problems)


def _repeated(element: Element, what: str) -> int:
    return max(1, int(element.get(f"{TABLE}number-{what}-repeated", "1")))


def _text(cell: Element) -> str:
    """Return the value of a cell as text; numbers and dates from their typed value."""
    shown = "\n".join(_words(paragraph) for paragraph in cell.findall(f"{TEXT}p")).strip()
    kind = cell.get(f"{OFFICE}value-type", "")
    if kind == "date":
        return shown_date(cell.get(f"{OFFICE}date-value", ""), shown) or shown
    if kind in ("float", "currency") and cell.get(ERROR_TYPE) != "error":
        # « 01001 » is a number that a format shows with its leading zero: a code.
        is_code = shown.isdigit() and shown.startswith("0")
        return shown if is_code else number_text(float(cell.get(f"{OFFICE}value", "")))
    return shown


def _words(element: Element) -> str:
    """Return the text of a paragraph: spaces, tabs and line breaks are elements."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{TEXT}s":
            parts.append(" " * min(int(child.get(f"{TEXT}c", "1")), 100))
        elif child.tag == f"{TEXT}tab":
            parts.append(" ")
        elif child.tag == f"{TEXT}line-break":
            parts.append("\n")
        elif child.tag not in SKIPPED:
            parts.append(_words(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _has_text(sheet: Element) -> bool:
    return any(_words(paragraph).strip() for paragraph in sheet.iter(f"{TEXT}p"))
