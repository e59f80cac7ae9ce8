"""Redirects from the former addresses of pages, and from every address below them.

Wagtail records the former address of each page that is renamed or moved, and of its descendants,
as a `Redirect` to the page: whatever happens next, it leads to the current address. The rest of a
requested path (a route of the page, a theme, the format of a list) is appended to that address,
because `Page.get_route_paths` can only name routes that are known when the page moves.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import (
    Http404,
    HttpRequest,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from hub.core.site.forwarding import is_local, with_query
from hub.core.site.restrictions import serve_if_allowed

# Maximum number of redirects followed to find the address that is served.
MAX_STEPS = 5
# « /lettres.rss »: the path of a list, then the format.
FORMAT = re.compile(r"(?P<path>/.+)(?P<suffix>\.[a-z]+)")


@dataclass(frozen=True)
class FormerPath:
    """A path to look up, what follows it in the requested path, and the end of its address.

    `suffix` is that of a list in a format, « .csv », or a file of a page, « /feed.xml ».
    """

    old_path: str
    rest: str = ""
    suffix: str = ""

    @property
    def is_exact(self) -> bool:
        return not self.rest and not self.suffix


@dataclass(frozen=True)
class Target:
    """Where a redirect leads; `page` is None for the address of a view, a file or another site."""

    address: str
    page: Page | None
    is_permanent: bool = True


class MovedPageMiddleware:
    """Redirect the requests that found nothing (404) at a former address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code != 404:
            return response
        return redirect_moved(request) or response


def redirect_moved(request: HttpRequest) -> HttpResponseBase | None:
    """Return the redirect from the requested address, with its query string; None without one.

    Readers whom the new page excludes get its login form instead of its address.
    """
    site = Site.find_for_request(request)
    if site is None or "\0" in request.path:
        return None
    query = request.META.get("QUERY_STRING", "")
    target = None
    if query:
        # A redirect that an editor wrote for this query string only.
        target = find_target(request, site, [FormerPath(normalised(f"{request.path}?{query}"))])
        query = "" if target else query
    target = target or find_target(request, site, list(former_paths(request.path)))
    if target is None or target.address == request.path:
        return None
    kind = HttpResponsePermanentRedirect if target.is_permanent else HttpResponseRedirect
    response = kind(with_query(target.address, query))
    if target.page is None:
        return response
    try:
        return serve_if_allowed(target.page, request, lambda: response)
    except Http404:
        return None


def former_paths(path: str) -> Iterator[FormerPath]:
    """Yield what to look up for a requested path: itself, then its ancestors, the nearest first."""
    yield FormerPath(normalised(path))
    found = FORMAT.fullmatch(path)
    html_path, suffix = (found["path"], found["suffix"]) if found else (path, "")
    parts = [part for part in html_path.split("/") if part]
    for length in range(len(parts) - (not suffix), 0, -1):
        old_path = "/" + "/".join(parts[:length])
        yield FormerPath(old_path, "/".join(parts[length:]), suffix)
        if suffix and length < len(parts):
            yield FormerPath(old_path, "/".join(parts[length:-1]), f"/{parts[-1]}{suffix}")


def normalised(path: str) -> str:
    return Redirect.normalise_path(path)


def find_target(
    request: HttpRequest, site: Site, former: list[FormerPath], steps: int = MAX_STEPS
) -> Target | None:
    """Return the `Target` of the first former path whose redirect leads to a published address."""
    paths = [candidate.old_path for candidate in former]
    rows = Redirect.get_for_site(site).filter(old_path__in=paths).select_related("redirect_page")
    # Redirects of all sites first: those of this site replace them in the dictionary.
    by_path = {row.old_path: row for row in sorted(rows, key=lambda row: row.site_id is not None)}
    for candidate in former:
        row = by_path.get(candidate.old_path)
        if row is None:
            continue
        if not candidate.is_exact and is_live_path(site, candidate.old_path):
            return None  # another page has this address now: what it lacks does not exist
        if target := follow(request, site, row, candidate, steps):
            return target
    return None


def is_live_path(site: Site, path: str) -> bool:
    """Tell whether a live page has this path."""
    url_path = f"{site.root_page.url_path.rstrip('/')}{path}/"
    return Page.objects.filter(url_path=url_path, live=True).exists()


def follow(
    request: HttpRequest, site: Site, row: Redirect, former: FormerPath, steps: int
) -> Target | None:
    """Return the `Target` of a redirect for a former path; None when it leads nowhere."""
    link = row.link or ""
    if not is_local(link):
        # Another site: what follows the former path is unknown there.
        is_usable = bool(link) and former.is_exact
        return Target(link, row.redirect_page, row.is_permanent) if is_usable else None
    if former.rest:
        link = f"{urlsplit(link).path.rstrip('/')}/{former.rest}/"
    place = locate(request, site, link, steps)
    if place is None and former.is_exact and not row.redirect_page_id:
        place = Target(link, None)  # written by an editor: a file that another server has
    if place is None:
        return None
    address = with_suffix(place.address, former.suffix)
    return Target(address, place.page, row.is_permanent) if address else None


def locate(request: HttpRequest, site: Site, link: str, steps: int) -> Target | None:
    """Return the page or the view at a link of the site; a former address is followed again."""
    path = urlsplit(link).path
    try:
        if resolve(path).url_name != "wagtail_serve":
            return Target(link, None)
        components = [part for part in path.split("/") if part]
        return Target(link, site.root_page.specific.route(request, components)[0])
    except Resolver404:
        return None
    except Http404:
        return find_target(request, site, list(former_paths(path)), steps - 1) if steps else None


def with_suffix(address: str, suffix: str) -> str:
    """Return the address of a file of a page, or of a list in a format; empty without one."""
    if not suffix:
        return address
    address = f"{urlsplit(address).path.rstrip('/')}{suffix}" if is_local(address) else ""
    try:
        resolve(address)
    except Resolver404:
        return ""
    return address
