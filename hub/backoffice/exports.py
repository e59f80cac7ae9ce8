"""Spreadsheet exports with the columns of the admin table, safe from CSV formula injection."""

import csv
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTitleColumn
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from hub.backoffice.view_bases import IndexViewBase

# Excel and LibreOffice read a cell that starts with one of these as a formula (OWASP, CSV
# Injection), full-width forms included. A leading apostrophe makes it a text; Wagtail already does
# the same in XLSX.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Without it, Excel reads the file as Windows-1252 (« Ã©tÃ© »).
BYTE_ORDER_MARK = "\ufeff"
# The list separator of Excel in French, where the comma is the decimal separator.
DELIMITER = ";"


class EchoFile:
    """A pseudo-file for `csv.writer` that returns each line instead of storing it."""

    @staticmethod
    def write(line: str) -> str:
        return line


def neutralise(text: str) -> str:
    """Return `text`, with a leading apostrophe if a spreadsheet would read it as a formula."""
    is_formula = text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS)
    return f"'{text}" if is_formula else text


def csv_lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Yield the lines of a CSV file for spreadsheets in French: UTF-8 with BOM, semicolons.

    Numbers are written as they are; everything else as text that is not read as a formula.
    """
    writer = csv.writer(EchoFile(), delimiter=DELIMITER, lineterminator="\r\n")
    mark = BYTE_ORDER_MARK
    for row in rows:
        yield mark + writer.writerow([_csv_cell(value) for value in row])
        mark = ""


def _csv_cell(value: Any) -> Any:
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return value if is_number or value is None else neutralise(str(value))


def stream_csv(view: SpreadsheetExportMixin, queryset: Iterable[Any]) -> Iterator[str]:
    """Yield the CSV lines of a Wagtail export; replaces `SpreadsheetExportMixin.stream_csv`."""

    def rows() -> Iterator[list[Any]]:
        yield [view.get_heading(queryset, field) for field in view.list_export]
        for item in queryset:
            yield [
                view.preprocess_field_value(field, value, view.FORMAT_CSV)
                for field, value in view.to_row_dict(item).items()
            ]

    return csv_lines(rows())


def neutralise_csv_exports() -> None:
    """Write every CSV of the admin with `csv_lines`, Wagtail's own included."""
    SpreadsheetExportMixin.stream_csv = stream_csv


class ColumnExportMixin(IndexViewBase):
    """For a listing view: export the columns of the table."""

    @cached_property
    def _value_getters(self) -> dict[str, Callable[[Any], Any]]:
        """Map each column label to the function that reads its value from an item."""
        getters = {}
        for column in self.columns:
            if isinstance(column, PageTitleColumn):
                getters[str(column.label)] = lambda page: page.get_admin_display_title()
            elif isinstance(column, PageStatusColumn):
                getters[str(column.label)] = lambda page: str(page.status_string)
            elif isinstance(column, Column):
                getters[str(column.label)] = column.get_value
        return getters

    @cached_property
    def list_export(self) -> list[str]:
        return list(self._value_getters)

    def get_heading(self, queryset: QuerySet, field: str) -> str:
        return field

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        return {
            label: cell_value(get_value(item)) for label, get_value in self._value_getters.items()
        }


def cell_value(value: Any) -> Any:
    """Return the value of a cell: « oui » or « non » for a boolean, empty for None."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    return "" if value is None else value
