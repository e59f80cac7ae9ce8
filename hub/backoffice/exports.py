"""Spreadsheet exports with the columns of the admin table, safe from CSV formula injection."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTitleColumn
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from hub.backoffice.view_bases import IndexViewBase

# Excel and LibreOffice read a cell that starts with one of these as a formula (OWASP, CSV
# Injection). A leading apostrophe makes it a text; Wagtail already does the same in XLSX.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def neutralise(text: str) -> str:
    """Return `text`, with a leading apostrophe if a spreadsheet would read it as a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def neutralise_csv_exports() -> None:
    """Apply `neutralise` to the texts of every CSV of the admin, Wagtail's own included."""
    preprocess = SpreadsheetExportMixin.custom_value_preprocess
    preprocess[str] = {SpreadsheetExportMixin.FORMAT_CSV: neutralise}
    join = preprocess[list][SpreadsheetExportMixin.FORMAT_CSV]
    preprocess[list] = {
        **preprocess[list],
        SpreadsheetExportMixin.FORMAT_CSV: lambda values: neutralise(join(values)),
    }


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
