"""Recursive iteration over the value of a StreamField or of one of its blocks.

For code that reads values. Code that needs the block definitions beside the values, or returns
changed values, has its own recursion: `hub.core.story.loading`, `hub.backoffice.usage.pointers`,
`hub.backoffice.revisions.blocks`, `hub.core.publication.streams` and
`hub.newsletters.preflight.proof`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.blocks.list_block import ListValue


def walk_values(value: Any, anchor: str = "") -> Iterator[tuple[str, Any]]:
    """Yield (anchor, value) for a value, then for each value inside it, in page order.

    `value` is that of any block, or raw StreamField data. `anchor` is the URL fragment that
    templates write for the innermost stream or list item around a value, `b-<block id>`; it is
    empty for a block that was never saved, and in raw data.
    """
    yield anchor, value
    if isinstance(value, StreamValue):
        children = ((_anchor(child), child.value) for child in value)
    elif isinstance(value, ListValue):
        children = ((_anchor(child), child.value) for child in value.bound_blocks)
    elif isinstance(value, Mapping):
        children = ((anchor, part) for part in value.values())
    elif isinstance(value, Sequence) and not isinstance(value, str):
        children = ((anchor, part) for part in value)
    else:
        return
    for child_anchor, child in children:
        yield from walk_values(child, child_anchor)


def _anchor(child: StreamValue.StreamChild | ListValue.ListChild) -> str:
    return f"b-{child.id}" if child.id else ""
