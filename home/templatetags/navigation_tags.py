"""Menus and breadcrumb of every page, in a constant number of queries."""

from dataclasses import dataclass

from django import template

from home.accessibility import read_matrix
from home.models import AccessibilityPage, FreePage
from hub.core.site.breadcrumbs import breadcrumb_trail
from hub.core.site.tree import top_pages
from hub.core.site.visibility import is_visible

register = template.Library()


@dataclass(frozen=True)
class MenuItem:
    title: str
    url: str
    # The value of aria-current: « page » here, « true » inside the section, empty elsewhere.
    current: str


@register.simple_tag(takes_context=True)
def main_menu(context):
    """The sections that editors show in menus, in the order of the page tree."""
    return [
        menu_item(page, context)
        for page in visible_top_pages(context.get("request"))
        if page.show_in_menus
    ]


@register.simple_tag(takes_context=True)
def footer_menu(context):
    """The free pages at the top of the site, and the declaration of accessibility.

    Its link says the state of the site, as the law asks of the home page (loi 2005-102, art. 47).
    """
    return [
        menu_item(page, context, footer_title(page))
        for page in visible_top_pages(context.get("request"))
        if page.specific_class in (FreePage, AccessibilityPage)
    ]


@register.simple_tag(takes_context=True)
def breadcrumb(context, current=""):
    """The trail of the page; `current` names a sub-address such as a theme."""
    return breadcrumb_trail(context.get("page"), context.get("request"), current)


def visible_top_pages(request):
    """Pages right under the home page that the reader may see."""
    return [page for page in top_pages(request) if is_visible(page, request)] if request else []


def menu_item(page, context, title=""):
    return MenuItem(
        title or page.title, page.get_url(context["request"]), _current(page, context.get("page"))
    )


def footer_title(page):
    """Return « Accessibilité : partiellement conforme » for the declaration, or the title."""
    if page.specific_class is AccessibilityPage:
        return f"{page.title}\u00a0: {read_matrix().state}"
    return page.title


def _current(item, page):
    path = getattr(page, "path", None)
    if not path:
        return ""
    if path == item.path:
        return "page"
    return "true" if path.startswith(item.path) else ""
