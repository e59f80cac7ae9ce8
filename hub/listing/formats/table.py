"""Render a whole list as CSV for spreadsheets: UTF-8 with BOM, semicolons, no formula."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.http import StreamingHttpResponse
from django.utils import timezone

from hub.backoffice.exports import csv_lines
from hub.core.models import HubPage
from hub.core.page_types import page_kinds
from hub.listing.formats.record import record_of
from hub.listing.formats.source import LIMIT, ListSource

VALUE_SEPARATOR = " | "

COLUMNS = {
    "Type": lambda record: record.kind_label,
    "Titre": lambda record: record.title,
    "Résumé": lambda record: record.summary,
    "Date": lambda record: record.date,
    "Thèmes": lambda record: join_values(theme.name for theme in record.themes),
    "Territoires": lambda record: join_values(str(link.territory) for link in record.territories),
    "Codes des territoires": lambda record: join_values(
        link.territory.code for link in record.territories
    ),
}
LAST_COLUMNS = {
    "Licence": lambda record: record.licence,
    "Adresse": lambda record: record.url,
    "Modifié le": lambda record: iso_day(record.modified),
    "Identifiant": lambda record: record.uid,
}


def render(source: ListSource) -> StreamingHttpResponse:
    """Return a streaming response with a row per page of a list."""
    cards = source.listing.all_cards(LIMIT)
    lines = lines_of(cards, source)
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")


def lines_of(cards: Iterable[HubPage], source: ListSource) -> Iterator[str]:
    """Yield the lines of the CSV file, the header first."""
    details = detail_headings(source.listing.kinds)

    def rows() -> Iterator[list[str]]:
        yield [*COLUMNS, *details, *LAST_COLUMNS]
        for card in cards:
            record = record_of(card, source.request)
            yield [
                *[read(record) for read in COLUMNS.values()],
                *[record.details.get(heading, "") for heading in details],
                *[read(record) for read in LAST_COLUMNS.values()],
            ]

    return csv_lines(rows())


def detail_headings(kinds: Iterable[str]) -> list[str]:
    """Return the column headings that the page types of a list add, without duplicates."""
    models = [page_kinds()[kind] for kind in kinds]
    return list(dict.fromkeys(label for model in models for label in model.listing_details))


def join_values(values: Iterable[str]) -> str:
    return VALUE_SEPARATOR.join(values)


def iso_day(moment: datetime | None) -> str:
    """Return the ISO 8601 date of a datetime in the current time zone; empty for None."""
    return timezone.localdate(moment).isoformat() if moment else ""
