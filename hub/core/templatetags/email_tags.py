"""Tags of the templates of e-mails and feeds."""

from django import template
from django.utils.html import format_html
from wagtail.blocks import StreamValue

from hub.core.images.renditions.showing import picture
from hub.core.story.email_html import block_to_email

register = template.Library()

# Columns of text are this wide in a message, in CSS pixels.
COLUMN = 552


@register.simple_tag(takes_context=True)
def email_of(context, child, level=None):
    """Return a stream, or one of its blocks, through its own e-mail template."""
    extra = {} if level is None else {"level": level}
    if isinstance(child, StreamValue):
        return block_to_email(child.stream_block, child, context.flatten(), **extra)
    return block_to_email(child.block, child.value, context.flatten(), **extra)


@register.simple_tag
def email_image(image, alt="", use="wide"):
    """Return an image with its size, or its alternative while nothing of it is ready.

    JPEG only, the one format that every message reader shows; never wider than the column.
    """
    shown = picture(image, use) if image else None
    if shown is None:
        return format_html("<em>{}</em>", alt) if alt else ""
    width = min(shown.width, COLUMN)
    return format_html(
        # Blocked, an image is no longer one: « width: 100% » keeps its place within the window.
        '<img src="{}" width="{}" height="{}" alt="{}" '
        'style="width:100%;max-width:{}px;height:auto">',
        shown.src,
        width,
        round(shown.height * width / shown.width),
        alt,
        width,
    )
