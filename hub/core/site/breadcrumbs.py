"""Breadcrumbs: the path from the home page to the current page."""

from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Page, Site

from hub.core.site.visibility import is_visible

HOME_DEPTH = 2  # `depth` of the home page: the tree root has depth 1


@dataclass(frozen=True)
class Crumb:
    """A step of the breadcrumb; `url` is empty for the current page."""

    title: str
    url: str = ""


def breadcrumb_trail(
    page: Page | None, request: HttpRequest | None, current: str = ""
) -> list[Crumb]:
    """Return the crumbs of `page`, home page first; `page` is None for a view such as the search.

    `current` is the title of a sub-URL of the page (a theme, a territory): the page itself is
    then a link. Ancestors hidden from the reader are left out. At most one query per request.
    """
    if request is None:
        return []
    crumbs = [
        Crumb(
            "Accueil" if ancestor.depth == HOME_DEPTH else ancestor.title, _url(ancestor, request)
        )
        for ancestor in _ancestors(page, request)
    ]
    if page is not None:
        crumbs.append(Crumb(page.title, _url(page, request) if current else ""))
    if current:
        crumbs.append(Crumb(current))
    return crumbs


def _url(page: Page, request: HttpRequest) -> str:
    return page.get_url(request) or ""


def _ancestors(page: Page | None, request: HttpRequest) -> list[Page]:
    """Return the visible ancestors of `page` in its site; the home page alone when it is None."""
    site = Site.find_for_request(request)
    if page is None or (site and page.depth == HOME_DEPTH + 1):
        # `Site.find_for_request` already loaded the home page: no query.
        return [site.root_page] if site and is_visible(site.root_page, request) else []
    if not page.path or page.depth <= HOME_DEPTH:
        return []  # the home page itself, or the preview of a page that is not in the tree yet
    ancestors, parent = [], page
    # Routing has cached the parent of each page: no query.
    while parent.depth > HOME_DEPTH:
        parent = parent.get_parent()
        ancestors.insert(0, parent)
    return [ancestor for ancestor in ancestors if is_visible(ancestor, request)]
