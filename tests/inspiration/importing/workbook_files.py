"""Generated workbooks: OpenDocument without a library, Excel with openpyxl."""

import io
import zipfile
from collections.abc import Iterable
from html import escape
from typing import Any

from openpyxl import Workbook

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
) + (
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def cell(shown: str = "", kind: str = "", value: str = "", **attributes: str) -> str:
    """Return the XML of an OpenDocument cell: what it shows, its type and its typed value."""
    name = {"date": "date-value"}.get(kind, "value")
    typed = f' office:value-type="{kind}"' * bool(kind) + f' office:{name}="{value}"' * bool(value)
    others = "".join(
        f' {key.replace("__", ":").replace("_", "-")}="{text}"' for key, text in attributes.items()
    )
    words = "".join(f"<text:p>{escape(line)}</text:p>" for line in shown.split("\n") if shown)
    return f"<table:table-cell{typed}{others}>{words}</table:table-cell>"


def row(*cells: str, repeated: int = 1) -> str:
    inside = "".join(each if each.startswith("<") else cell(each, "string") for each in cells)
    return f'<table:table-row table:number-rows-repeated="{repeated}">{inside}</table:table-row>'


def ods(*sheets: Iterable[str], **parts: bytes) -> bytes:
    """Return an OpenDocument workbook whose sheets have these rows."""
    tables = "".join(
        f'<table:table table:name="Feuille{number}">{"".join(rows)}</table:table>'
        for number, rows in enumerate(sheets, start=1)
    )
    content = (
        f"<office:document-content {NAMES}><office:body><office:spreadsheet>"
        f"{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        for name, data in parts.items():
            archive.writestr(name, data)
    return output.getvalue()


def xlsx(*rows: list[Any], formats: dict[str, str] | None = None, **others: list[Any]) -> bytes:
    """Return an Excel workbook; `formats` maps cells to number formats, `others` are sheets."""
    book = Workbook()
    for values in rows:
        book.active.append(values)
    for place, number_format in (formats or {}).items():
        book.active[place].number_format = number_format
    for title, values in others.items():
        book.create_sheet(title).append(values)
    return saved(book)


def saved(book: Workbook) -> bytes:
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()
