"""Which forms a list can take, and how its address and its links call them."""

from collections.abc import Iterable
from dataclasses import dataclass

from hub.core.page_types import page_kinds


@dataclass(frozen=True)
class Format:
    """A form of a list: `name` ends its address, `label` names its link.

    `is_general` ones suit every list; the others, those of a type that names them in its
    `listing_formats`. What `is_saved` becomes a file of the reader's.
    """

    name: str
    label: str
    media_type: str
    is_general: bool = True
    is_saved: bool = False


FORMATS = {
    one.name: one
    for one in (
        Format("rss", "RSS", "application/rss+xml"),
        Format("csv", "tableau (CSV)", "text/csv", is_saved=True),
        Format("ics", "agenda (iCalendar)", "text/calendar", is_general=False, is_saved=True),
        Format("geojson", "carte (GeoJSON)", "application/geo+json", is_general=False),
        Format("json", "JSON", "application/feed+json"),
    )
}


def format_names(kinds: Iterable[str] | None = None) -> list[str]:
    """Return the names of the forms that suit a list of these kinds of pages; None: of all."""
    models = page_kinds()
    special = {name for kind in kinds or models for name in models[kind].listing_formats}
    return [one.name for one in FORMATS.values() if one.is_general or one.name in special]


class FormatConverter:
    """`<format:name>` in an address: the name of a form."""

    regex = "|".join(FORMATS)

    @staticmethod
    def to_python(value):
        return value

    @staticmethod
    def to_url(value):
        return value
