"""Template tags and filters of the search screens of the admin."""

from django import template

register = template.Library()


@register.filter
def percent(share: float) -> str:
    """Return a share between 0 and 1 as a French percentage, without decimals."""
    return f"{share:.0%}".replace("%", "\u00a0%")


@register.simple_tag
def label_of(labels: dict[str, str], value: str) -> str:
    """Return the label of a value, or the value itself when it has none."""
    return labels.get(value, value)


@register.simple_tag
def page_of(pages: dict[str, tuple[str, str]], uid: str) -> tuple[str, str] | None:
    """Return the (title, edit URL) of a page by its uid, or None."""
    return pages.get(uid)
