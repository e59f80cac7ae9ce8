"""The export and feed formats of a list: their names in URLs, labels and media types."""

from collections.abc import Iterable
from dataclasses import dataclass

from hub.core.page_types import page_kinds


@dataclass(frozen=True)
class Format:
    """A format of a list: `name` is the extension in the URL, `label` the text of the link.

    General formats (`is_general`) suit every list; the others suit the page types that name them
    in `listing_formats`. Saved formats (`is_saved`) are downloaded as a file.
    """

    name: str
    label: str
    media_type: str
    is_general: bool = True
    is_saved: bool = False


FORMATS = {
    list_format.name: list_format
    for list_format in (
        Format("rss", "RSS", "application/rss+xml"),
        Format("csv", "tableau (CSV)", "text/csv", is_saved=True),
        Format("ics", "agenda (iCalendar)", "text/calendar", is_general=False, is_saved=True),
        Format("geojson", "carte (GeoJSON)", "application/geo+json", is_general=False),
        Format("json", "JSON", "application/feed+json"),
    )
}


def format_names(kinds: Iterable[str] | None = None) -> list[str]:
    """Return the names of the formats that suit a list of these kinds; None: of all kinds."""
    models = page_kinds()
    special = {name for kind in kinds or models for name in models[kind].listing_formats}
    return [name for name, known in FORMATS.items() if known.is_general or name in special]


class FormatConverter:
    """URL path converter `<format:name>`: the name of a format."""

    regex = "|".join(FORMATS)

    @staticmethod
    def to_python(value: str) -> str:
        return value

    @staticmethod
    def to_url(value: str) -> str:
        return value
