"""The trail from the home page to where the reader is."""

from dataclasses import dataclass

from wagtail.models import Site

from hub.core.site.visibility import is_visible

HOME_DEPTH = 2  # right under the root of the page tree


@dataclass(frozen=True)
class Crumb:
    """A step of the trail; `url` is empty for the place where the reader is."""

    title: str
    url: str = ""


def breadcrumb_trail(page, request, current=""):
    """Return the crumbs of `page` (None: a view apart, such as the search), home first.

    `current` names a sub-address of the page (a theme, a territory): the page itself then
    becomes a link. Ancestors that the reader may not see are left out. One query a request.
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


def _url(page, request):
    return page.get_url(request) or ""


def _ancestors(page, request):
    """Visible pages above `page` within its site; the home page alone for a view apart."""
    site = Site.find_for_request(request)
    if page is None or (site and page.depth == HOME_DEPTH + 1):
        # The home page came with the site: no need to ask for it again.
        return [site.root_page] if site and is_visible(site.root_page, request) else []
    if not page.path or page.depth <= HOME_DEPTH:
        return []  # the home page itself, or a preview of a page that has no place yet
    above, parent = [], page
    # A page that was routed knows its parents: no query.
    while parent.depth > HOME_DEPTH:
        parent = parent.get_parent()
        above.insert(0, parent)
    return [ancestor for ancestor in above if is_visible(ancestor, request)]
