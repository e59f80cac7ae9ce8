"""Tags of images."""

from django import template

from hub.core.images.renditions.showing import picture as picture_of

register = template.Library()


@register.simple_tag
def picture(image, use):
    """Return the `Picture` of an image: {% picture image "card" as shown %}."""
    return picture_of(image, use) if image else None
