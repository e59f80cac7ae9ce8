"""Tags of the e-mail and feed templates."""

from typing import TYPE_CHECKING, Any, cast

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.blocks import StreamValue

from hub.core.images.renditions.showing import picture
from hub.core.story.email_html import block_to_email

if TYPE_CHECKING:
    from hub.core.models import HubImage

register = template.Library()

# Width of the text column of an e-mail, in CSS pixels.
COLUMN = 552


@register.simple_tag(takes_context=True)
def email_of(context: Context, child: Any, level: int | None = None) -> SafeString | str:
    """Render a stream, or one of its blocks, with its e-mail template."""
    extra = {} if level is None else {"level": level}
    # The stubs add the keys of the render context, which `flatten` leaves out.
    values = cast("dict[str, Any]", context.flatten())
    if isinstance(child, StreamValue):
        return block_to_email(child.stream_block, child, values, **extra)
    return block_to_email(child.block, child.value, values, **extra)


@register.simple_tag
def email_image(image: "HubImage | None", alt: str = "", use: str = "wide") -> SafeString | str:
    """Return an `img` with its size; its alternative text when it has no rendition yet.

    JPEG only, the format that all e-mail clients display; never wider than the column.
    """
    shown = picture(image, use) if image else None
    if shown is None:
        return format_html("<em>{}</em>", alt) if alt else ""
    width = min(shown.width, COLUMN)
    return format_html(
        # `width: 100%` keeps the placeholder of a blocked image within a narrow window.
        '<img src="{}" width="{}" height="{}" alt="{}" '
        'style="width:100%;max-width:{}px;height:auto">',
        shown.src,
        width,
        round(shown.height * width / shown.width),
        alt,
        width,
    )
