"""Template tags for the menus and the breadcrumb, in a constant number of queries."""

from dataclasses import dataclass

from django import template
from django.http import HttpRequest
from django.template import Context
from wagtail.models import Page

from home.accessibility import read_matrix
from home.models import AccessibilityPage, FreePage
from hub.core.site.breadcrumbs import Crumb, breadcrumb_trail
from hub.core.site.tree import top_pages
from hub.core.site.visibility import is_visible
from hub.listing.index_pages import ListingIndexMixin

register = template.Library()


@dataclass(frozen=True)
class MenuItem:
    title: str
    url: str
    # Value of aria-current: « page » on the page itself, « true » below it, else empty.
    current: str
    # Whether it leads to a list, which a territory can rank (`pres_de`).
    is_list: bool


@register.simple_tag(takes_context=True)
def main_menu(context: Context) -> list[MenuItem]:
    """Return the top pages shown in menus, in the order of the page tree."""
    return [
        menu_item(page, context)
        for page in visible_top_pages(context.get("request"))
        if page.show_in_menus
    ]


@register.simple_tag(takes_context=True)
def footer_menu(context: Context) -> list[MenuItem]:
    """Return the free pages under the home page, and the accessibility declaration.

    The link to the declaration states the conformity of the site, which the law requires on the
    home page (loi 2005-102, art. 47).
    """
    return [
        menu_item(page, context, footer_title(page))
        for page in visible_top_pages(context.get("request"))
        if page.specific_class in (FreePage, AccessibilityPage)
    ]


@register.simple_tag(takes_context=True)
def breadcrumb(context: Context, current: str = "") -> list[Crumb]:
    """Return the breadcrumb of the page; `current` is the title of a sub-page (a theme)."""
    return breadcrumb_trail(context.get("page"), context.get("request"), current)


def visible_top_pages(request: HttpRequest | None) -> list[Page]:
    """Return the children of the home page that the reader may see."""
    return [page for page in top_pages(request) if is_visible(page, request)] if request else []


def menu_item(page: Page, context: Context, title: str = "") -> MenuItem:
    return MenuItem(
        title or page.title,
        page.get_url(context["request"]),
        _current(page, context.get("page")),
        issubclass(page.specific_class or Page, ListingIndexMixin),
    )


def footer_title(page: Page) -> str:
    """Return the title; « Accessibilité : partiellement conforme » for the declaration."""
    if page.specific_class is AccessibilityPage:
        return f"{page.title}\u00a0: {read_matrix().state}"
    return page.title


def _current(item: Page, page: Page | None) -> str:
    """Return the aria-current value of the menu item of `item`, on `page`."""
    path = getattr(page, "path", None)
    if not path:
        return ""
    if path == item.path:
        return "page"
    return "true" if path.startswith(item.path) else ""
