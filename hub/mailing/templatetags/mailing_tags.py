"""Tag of the form that subscribes to the letter, in the footer of every page."""

from django import template

from hub.mailing import wordings

register = template.Library()


@register.inclusion_tag("components/subscribe.html")
def subscribe_form() -> dict[str, str]:
    """Show the field of an address, with what its owner accepts."""
    return {"wording": wordings.LETTER}
