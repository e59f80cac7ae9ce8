"""What the screens that delete pages say about the pages that cite them."""

from collections.abc import Iterable

from django import template
from wagtail.models import Page

from hub.backoffice.usage import Usage, find_places_in_bulk

register = template.Library()


def citations_of(pages: Iterable[Page]) -> Usage:
    """Return what cites `pages` or a page below them, without what is deleted with them."""
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
    """Return what cites one page or its branch."""
    return citations_of([page])


@register.simple_tag
def citations_of_items(items: Iterable[dict]) -> Usage:
    """Return what cites the pages of a bulk action, each under the key « item »."""
    return citations_of([item["item"] for item in items])


@register.simple_tag(takes_context=True)
def mentions_for_user(context: dict, usage: Usage) -> list:
    """Return the lines of `usage` that the user of the request may read."""
    return usage.mentions(context["request"].user)
