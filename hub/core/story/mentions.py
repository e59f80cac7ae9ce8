"""What a story points at: pages of the hub and territories, so that each leads to the other."""

from wagtail import blocks
from wagtail.blocks.list_block import ListValue
from wagtail.models import Page

from hub.territories.models import Territory

SHOWN_MENTIONS = 12


def mentions_in(value, request):
    """Return (name, address) of each page and public territory that blocks chose, once, in order.

    `value` comes from a loaded story: what the reader may not see is not in it.
    """
    found = {}
    for thing in _chosen(value):
        if isinstance(thing, Page):
            found.setdefault((Page, thing.pk), (thing.title, thing.get_url(request) or ""))
        elif getattr(thing, "is_public", False):
            found.setdefault((Territory, thing.pk), (thing.name, thing.url))
    return list(found.values())[:SHOWN_MENTIONS]


def _chosen(value):
    if isinstance(value, Page | Territory):
        yield value
    elif isinstance(value, blocks.StructValue):
        for child in value.values():
            yield from _chosen(child)
    elif isinstance(value, blocks.StreamValue):
        for child in value:
            yield from _chosen(child.value)
    elif isinstance(value, ListValue):
        for child in value.bound_blocks:
            yield from _chosen(child.value)
