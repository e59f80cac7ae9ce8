"""What the admin screens of the search write in their own way."""

from django import template

register = template.Library()


@register.filter
def percent(share):
    """Return a share between 0 and 1 as a French percentage, without decimals."""
    return f"{share:.0%}".replace("%", "\u00a0%")


@register.simple_tag
def label_of(labels, value):
    """Return the label of a value, the value itself when it has none."""
    return labels.get(value, value)


@register.simple_tag
def page_of(pages, uid):
    """Return the (title, edit address) of a page by its uid, None when there is no such page."""
    return pages.get(uid)
