"""Image tags."""

from typing import TYPE_CHECKING

from django import template

from hub.core.images.renditions.showing import Picture
from hub.core.images.renditions.showing import picture as picture_of

if TYPE_CHECKING:
    from hub.core.models import HubImage

register = template.Library()


@register.simple_tag
def picture(image: "HubImage | None", use: str) -> Picture | None:
    """Return the `Picture` of an image for a use: `{% picture image "card" as shown %}`."""
    return picture_of(image, use) if image else None
