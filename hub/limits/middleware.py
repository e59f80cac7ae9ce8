"""Limits on public requests: searches (`/recherche/`, `q=`, formats), suggestions, passwords."""

import re
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from hub.limits.throttling import seconds_to_wait, throttled_json, throttled_page

_SUGGESTIONS = re.compile(r"/recherche/(?:suggestions|clic)/|/[^/]+/chercher/\Z")
# Passwords that the readers of a page or of a collection share.
_SHARED_PASSWORD = re.compile(r"/(?:_util|documents)/authenticate_with_password/")
_SEARCH = re.compile(r"/recherche/|/[^?]*\.(?:rss|csv|json|geojson|ics)\Z")


class LimitMiddleware:
    """Answer 429 to a source above a rate, before any query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        purpose = _purpose(request)
        if not purpose:
            return self.get_response(request)
        if wait := seconds_to_wait(request, purpose):
            wants_json = purpose == "suggestions" or request.path.endswith("json")
            return throttled_json(wait) if wants_json else throttled_page(wait)
        return self.get_response(request)


def _purpose(request: HttpRequest) -> str:
    """Return the limit that applies to the request, empty without one."""
    path = request.path_info
    if path.startswith("/admin/"):
        return ""  # searched by people with an account, limited at login
    if _SHARED_PASSWORD.match(path):
        return "login_address" if request.method == "POST" else ""
    if _SUGGESTIONS.match(path):
        return "suggestions"
    if _SEARCH.match(path) or request.GET.get("q"):
        return "search"
    return ""
