"""Tags of the plain-text templates."""

from typing import Any, cast

from django import template
from django.template import Context
from wagtail.blocks import StreamValue

from hub.core.values import plain_text

register = template.Library()

register.filter("absolute", plain_text.absolute_url)
register.filter("plain", plain_text.rich_text_to_text)


@register.simple_tag(takes_context=True)
def text_of(context: Context, child: Any) -> str:
    """Render a stream, or one of its blocks, with its text template."""
    # The stubs add the keys of the render context, which `flatten` leaves out.
    values = cast("dict[str, Any]", context.flatten())
    if isinstance(child, StreamValue):
        return plain_text.block_to_text(child.stream_block, child, values)
    return plain_text.block_to_text(child.block, child.value, values)


@register.filter
def text_link(words: str, url: str | None) -> str:
    """Return « words (URL) »; the words alone without a URL."""
    return plain_text.link_to_text(str(words), url) if url else words


@register.filter
def text_image(alternative: str) -> str:
    """Return the text that replaces an image; empty for a decorative image."""
    return plain_text.image_to_text(alternative)


@register.filter
def text_table(value: dict[str, Any]) -> str:
    """Return the value of a table block as text lines."""
    return plain_text.table_to_text(
        value.get("data") or [], header=value.get("first_row_is_table_header", False)
    )


@register.filter
def underlined(text: object, sign: str) -> str:
    """Return a title and, on the next line, its underline made of `sign`."""
    words = str(text).strip()
    return f"{words}\n{sign * min(len(words), plain_text.WIDTH)}" if words else ""


@register.filter
def numbered(rank: int, ordered: bool) -> str:
    """Return the list marker: « 1. » in an ordered list, otherwise a dash."""
    return f"{rank}." if ordered else plain_text.DASH
