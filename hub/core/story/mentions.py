"""Pages of the hub and territories that a story references."""

from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from hub.core.story.walking import walk_values
from hub.territories.models import Territory

SHOWN_MENTIONS = 12


def mentions_in(value: Any, request: HttpRequest | None) -> list[tuple[str, str]]:
    """Return (name, URL) of each distinct page and public territory chosen in blocks, in order.

    `value` comes from a loaded story, without the objects hidden from the reader. The result is
    limited to `SHOWN_MENTIONS`.
    """
    found = {}
    for _, target in walk_values(value):
        if isinstance(target, Page):
            found.setdefault((Page, target.pk), (target.title, target.get_url(request) or ""))
        elif isinstance(target, Territory) and getattr(target, "is_public", False):
            found.setdefault((Territory, target.pk), (target.name, target.url))
    return list(found.values())[:SHOWN_MENTIONS]
