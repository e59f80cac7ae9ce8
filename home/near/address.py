"""Redirects of the form of the home page: to the search, or to the canonical URL of a territory."""

from urllib.parse import urlencode

from django.http import HttpRequest

from hub.core.site.request_cache import request_cache
from hub.listing.nearness import PARAMETER, NearRequest, read_nearness
from hub.search.query import QUERY_LENGTH

SEARCH = "/recherche/"


def near_request(request: HttpRequest) -> NearRequest:
    """Return what `pres_de` asks, read once per request."""
    return request_cache(request, "_near_request", lambda: read_nearness(request))


def near_choices(near: NearRequest, home: str) -> list[dict[str, str]]:
    """Return the territories that `pres_de` may mean when there are several, as {label, url}.

    `home` is the path of the home page.
    """
    return near.choices(lambda path: f"{home}?{urlencode({PARAMETER: path})}")


def redirect_of(request: HttpRequest, home: str) -> str:
    """Return the URL that the form of the home page leads to; empty to show the page itself.

    `home` is the path of the home page. Words are searched, near the territory if one is given.
    Without words, a known territory gets its canonical URL, `?pres_de=37194`, and an empty form
    leads back to the home page. An unknown or ambiguous territory shows the page, which says so.
    """
    asked = request.GET
    if not {"q", PARAMETER} & asked.keys():
        return ""
    near = near_request(request)
    territory = near.nearness.value if near.nearness else near.typed
    fields = {PARAMETER: territory} if territory else {}
    # One character more than the limit, so that the search reports the cut.
    if words := asked.get("q", "").replace("\0", "").strip()[: QUERY_LENGTH + 1]:
        return f"{SEARCH}?{urlencode({'q': words, **fields})}"
    if near.nearness is None and near.typed:
        return ""
    if territory and "q" not in asked and asked[PARAMETER] == territory:
        return ""
    return f"{home}?{urlencode(fields)}" if fields else home
