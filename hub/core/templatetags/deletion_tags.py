"""Tags of the page deletion screens: the usage of the pages to delete."""

from collections.abc import Iterable

from django import template
from wagtail.models import Page

from hub.backoffice.usage import Usage, find_places_in_bulk

register = template.Library()


def citations_of(pages: Iterable[Page]) -> Usage:
    """Return the usage of `pages` and their descendants, except in pages deleted with them."""
    pages = list(pages)
    branches = tuple(page.path for page in pages)
    deleted = [*pages]
    for page in pages:
        deleted += page.get_descendants()
    places = find_places_in_bulk(deleted).values()
    return Usage(
        place
        for found in places
        for place in found
        if not (isinstance(place.source, Page) and place.source.path.startswith(branches))
    )


@register.simple_tag
def citations_of_page(page: Page) -> Usage:
    """Return the usage of one page and its descendants."""
    return citations_of([page])


@register.simple_tag
def citations_of_items(items: Iterable[dict]) -> Usage:
    """Return the usage of the pages of a bulk action; each dict has its page under `item`."""
    return citations_of([item["item"] for item in items])


@register.simple_tag(takes_context=True)
def mentions_for_user(context: dict, usage: Usage) -> list:
    """Return the lines of `usage` that the current user may read."""
    return usage.mentions(context["request"].user)
