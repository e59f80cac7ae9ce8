"""Pages of the hub and territories that a story references."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from wagtail import blocks
from wagtail.blocks.list_block import ListValue
from wagtail.models import Page

from hub.territories.models import Territory

SHOWN_MENTIONS = 12


def mentions_in(value: Any, request: HttpRequest | None) -> list[tuple[str, str]]:
    """Return (name, URL) of each distinct page and public territory chosen in blocks, in order.

    `value` comes from a loaded story, without the objects hidden from the reader. The result is
    limited to `SHOWN_MENTIONS`.
    """
    found = {}
    for target in _chosen_objects(value):
        if isinstance(target, Page):
            found.setdefault((Page, target.pk), (target.title, target.get_url(request) or ""))
        elif getattr(target, "is_public", False):
            found.setdefault((Territory, target.pk), (target.name, target.url))
    return list(found.values())[:SHOWN_MENTIONS]


def _chosen_objects(value: Any) -> Iterator[Page | Territory]:
    if isinstance(value, Page | Territory):
        yield value
    elif isinstance(value, blocks.StructValue):
        for child in value.values():
            yield from _chosen_objects(child)
    elif isinstance(value, blocks.StreamValue):
        for child in value:
            yield from _chosen_objects(child.value)
    elif isinstance(value, ListValue):
        for child in value.bound_blocks:
            yield from _chosen_objects(child.value)
