"""Small things that every public template needs: visibility, dates, settings, metadata."""

from django import template

from hub.core.site.metadata import page_metadata, site_settings
from hub.core.site.structured_data import json_ld_script, structured_data_of
from hub.core.site.visibility import is_visible
from hub.core.values.dates import DatePrecision, format_known_date
from hub.core.values.durations import format_timecode
from hub.core.values.typography import alphabetical_key, french, thousands

register = template.Library()

register.filter("french", french)
register.filter("thousands", thousands)
register.filter("timecode", format_timecode)


@register.filter
def alphabetical(named):
    """`{% for theme in themes|alphabetical %}`: things with a name, in dictionary order.

    Databases put « Économie » after « Tiers-lieux », or not, as their collation goes.
    """
    return sorted(named, key=lambda thing: alphabetical_key(thing.name))


@register.filter
def visible_to(page, request):
    """`{% if page|visible_to:request %}`: may this reader see a linked page? None: no."""
    return is_visible(page, request)


@register.filter
def known_date(value, precision=DatePrecision.DAY):
    """`{{ date|known_date:precision }}`: a date in French, no more precise than it is known."""
    return format_known_date(value, precision)


@register.simple_tag(takes_context=True)
def hub_settings(context):
    """The settings of the site; their defaults on an error page or without a site."""
    return site_settings(context.get("request"))


@register.simple_tag(takes_context=True)
def metadata(context):
    """What the head of the page says of it (`hub.core.site.metadata.Metadata`)."""
    return page_metadata(
        context.get("request"),
        page=context.get("page"),
        listing=context.get("listing"),
        title=context.get("title", ""),
        subject=_subject(context),
    )


@register.simple_tag(takes_context=True)
def structured_data(context):
    """The JSON-LD of the page in a script element that its data cannot close."""
    data = structured_data_of(
        context.get("request"), context.get("page"), current=_sub_address_title(context)
    )
    return json_ld_script(data)


def _subject(context):
    """What a sub-address of the page is about: a theme, a territory, or what its view says."""
    return context.get("theme") or context.get("territory") or context.get("subject")


def _sub_address_title(context):
    subject = _subject(context)
    return subject.name if subject else ""


@register.simple_tag
def listing_url(listing, number):
    """Address of one page of a listing, filters kept."""
    return listing.page_url(number)


@register.simple_tag
def choosing_url(listing, parameter):
    """Address of the page of a listing that shows one of its filters in full."""
    return listing.choosing_url(parameter)
