"""A whole list as CSV for spreadsheets: UTF-8 that says so, semicolons, no formula."""

import csv

from django.http import StreamingHttpResponse
from django.utils import timezone

from hub.backoffice.exports import neutralise
from hub.listing.formats.record import record_of
from hub.listing.formats.source import LIMIT
from hub.listing.kinds import page_kinds

# Excel reads a file without it as Windows-1252: « Ã©tÃ© ».
BYTE_ORDER_MARK = "\ufeff"
# What Excel in French opens in columns, where the comma is decimal; LibreOffice asks or guesses.
DELIMITER = ";"
BETWEEN_VALUES = " | "

COLUMNS = {
    "Type": lambda record: record.kind_label,
    "Titre": lambda record: record.title,
    "Résumé": lambda record: record.summary,
    "Date": lambda record: record.date,
    "Thèmes": lambda record: joined(theme.name for theme in record.themes),
    "Territoires": lambda record: joined(str(link.territory) for link in record.territories),
    "Codes des territoires": lambda record: joined(
        link.territory.code for link in record.territories
    ),
}
LAST_COLUMNS = {
    "Licence": lambda record: record.licence,
    "Adresse": lambda record: record.url,
    "Modifié le": lambda record: day_of(record.modified),
    "Identifiant": lambda record: record.uid,
}


class Line:
    """A file that gives back each line that it is told to write."""

    @staticmethod
    def write(line):
        return line


def render(source):
    cards = source.listing.all_cards(LIMIT)
    lines = lines_of(cards, source)
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")


def lines_of(cards, source):
    """Yield the lines of the table, the headings first."""
    details = detail_headings(source.listing.kinds)
    writer = csv.writer(Line(), delimiter=DELIMITER, lineterminator="\r\n")
    yield BYTE_ORDER_MARK + writer.writerow([*COLUMNS, *details, *LAST_COLUMNS])
    for card in cards:
        record = record_of(card, source.request)
        row = [
            *[read(record) for read in COLUMNS.values()],
            *[record.details.get(heading, "") for heading in details],
            *[read(record) for read in LAST_COLUMNS.values()],
        ]
        yield writer.writerow([neutralise(cell) for cell in row])


def detail_headings(kinds):
    """Return the headings that the types of a list add, each once, in their order."""
    models = [page_kinds()[kind] for kind in kinds]
    return list(dict.fromkeys(label for model in models for label in model.listing_details))


def joined(values):
    return BETWEEN_VALUES.join(values)


def day_of(moment):
    """Return the day of a moment in Paris, ISO 8601."""
    return timezone.localdate(moment).isoformat() if moment else ""
