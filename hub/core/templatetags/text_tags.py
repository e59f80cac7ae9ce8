"""Tags of the plain-text templates."""

from django import template
from wagtail.blocks import StreamValue

from hub.core.values import plain_text

register = template.Library()

register.filter("absolute", plain_text.absolute_url)
register.filter("plain", plain_text.rich_text_to_text)


@register.simple_tag(takes_context=True)
def text_of(context, child):
    """Return a stream, or one of its blocks, through its own text template."""
    if isinstance(child, StreamValue):
        return plain_text.block_to_text(child.stream_block, child, context.flatten())
    return plain_text.block_to_text(child.block, child.value, context.flatten())


@register.filter
def text_link(words, url):
    """Return « words (address) », or the words alone without an address."""
    return plain_text.link_to_text(str(words), url) if url else words


@register.filter
def text_image(alternative):
    return plain_text.image_to_text(alternative)


@register.filter
def text_table(value):
    """Return the value of a table block as lines."""
    return plain_text.table_to_text(
        value.get("data") or [], header=value.get("first_row_is_table_header", False)
    )


@register.filter
def underlined(text, sign):
    """Return a title underlined with a sign, on its own line."""
    words = str(text).strip()
    return f"{words}\n{sign * min(len(words), plain_text.WIDTH)}" if words else ""


@register.filter
def numbered(rank, ordered):
    """Return « 1. » in an ordered list, a dash in another."""
    return f"{rank}." if ordered else plain_text.DASH
