"""Tags and filters of all public templates: visibility, dates, settings, metadata."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from hub.core.site.documents import is_visible_document
from hub.core.site.metadata import Metadata, page_metadata, site_settings
from hub.core.site.structured_data import json_ld_script, structured_data_of
from hub.core.values.durations import format_timecode
from hub.core.values.typography import alphabetical_key, french, thousands
from hub.dates import DatePrecision, format_known_date

if TYPE_CHECKING:
    from hub.core.site.settings import HubSettings
    from hub.listing.listing import Listing

register = template.Library()

register.filter("french", french)
register.filter("thousands", thousands)
register.filter("timecode", format_timecode)


@register.filter
def alphabetical(named: Iterable[Any]) -> list[Any]:
    """Sort objects by `name` in dictionary order: `{% for theme in themes|alphabetical %}`.

    Sorted in Python: the order of « Économie » depends on the collation of the database.
    """
    return sorted(named, key=lambda item: alphabetical_key(item.name))


@register.filter
def known_date(value: date | None, precision: str | None = DatePrecision.DAY) -> str:
    """Format a date in French with its precision: `{{ date|known_date:precision }}`."""
    return format_known_date(value, precision)


@register.simple_tag(takes_context=True)
def visible_document(context: Context, document: Any) -> Any:
    """Return a document, None when the reader may not open it: its name is hidden too."""
    return document if is_visible_document(document, context.get("request")) else None


@register.simple_tag(takes_context=True)
def visible_rows(context: Context, rows: Iterable[Any]) -> list[Any]:
    """Return the rows whose `document` the reader may open."""
    request = context.get("request")
    return [row for row in rows if is_visible_document(row.document, request)]


@register.simple_tag(takes_context=True)
def hub_settings(context: Context) -> "HubSettings":
    """Return the site settings; their defaults on an error page without a site."""
    return site_settings(context.get("request"))


@register.simple_tag(takes_context=True)
def metadata(context: Context) -> Metadata:
    """Return the `hub.core.site.metadata.Metadata` of the current page or view."""
    return page_metadata(
        context.get("request"),
        page=context.get("page"),
        listing=context.get("listing"),
        title=context.get("title") or "",
        subject=_subject(context),
    )


@register.simple_tag(takes_context=True)
def structured_data(context: Context) -> SafeString | str:
    """Return the JSON-LD script element of the current page, escaped."""
    data = structured_data_of(
        context.get("request"), context.get("page"), current=_sub_address_title(context)
    )
    return json_ld_script(data)


def _subject(context: Context) -> Any:
    """Return the subject of a sub-URL: a theme, a territory, or the `subject` of its view."""
    return context.get("theme") or context.get("territory") or context.get("subject")


def _sub_address_title(context: Context) -> str:
    subject = _subject(context)
    return subject.name if subject else ""


@register.simple_tag
def listing_url(listing: "Listing", number: int) -> str:
    """Return the URL of one page of a listing, with its filters."""
    return listing.page_url(number)


@register.simple_tag
def choosing_url(listing: "Listing", parameter: str) -> str:
    """Return the URL of the listing that shows all choices of one filter."""
    return listing.choosing_url(parameter)
