"""Tag of the form that subscribes to the letter, in the footer of every page."""

from typing import Any

from django import template
from django.template import Context

from hub.mailing import wordings

register = template.Library()


@register.inclusion_tag("components/subscribe.html", takes_context=True)
def subscribe_form(context: Context) -> dict[str, Any]:
    """Show the field of an address, with what its owner accepts."""
    request = context.get("request")
    return {"path": request.path if request else "", "wording": wordings.LETTER}
