"""Spreadsheets of what an admin table shows, that cannot run a formula."""

from functools import cached_property

from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTitleColumn
from wagtail.admin.views.mixins import SpreadsheetExportMixin

# A cell that starts so is a formula, or becomes one, in Excel and LibreOffice (OWASP, CSV
# Injection). An apostrophe makes it a text; Wagtail already does the same in XLSX.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def neutralise(text):
    """Return a text that a spreadsheet shows as it is."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def neutralise_csv_exports():
    """Apply `neutralise` to the texts of every CSV of the admin, Wagtail's own included."""
    preprocess = SpreadsheetExportMixin.custom_value_preprocess
    preprocess[str] = {SpreadsheetExportMixin.FORMAT_CSV: neutralise}
    join = preprocess[list][SpreadsheetExportMixin.FORMAT_CSV]
    preprocess[list] = {
        **preprocess[list],
        SpreadsheetExportMixin.FORMAT_CSV: lambda values: neutralise(join(values)),
    }


class ColumnExportMixin:
    """For a listing view: the export has the columns of the table."""

    @cached_property
    def _exported(self):
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
    def list_export(self):
        return list(self._exported)

    def get_heading(self, queryset, field):
        return field

    def to_row_dict(self, item):
        return {label: as_cell(get_value(item)) for label, get_value in self._exported.items()}


def as_cell(value):
    """Return a value as people read it in a spreadsheet."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    return "" if value is None else value
