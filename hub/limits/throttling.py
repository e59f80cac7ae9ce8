"""Limits of a request by its source, and the responses above them."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers

from hub.limits.counters import Counter
from hub.limits.rates import Rate
from hub.limits.sources import client_source

STATUS = 429  # Too Many Requests (RFC 6585)


def rate_of(purpose: str) -> Rate | None:
    """Return the rate of the setting RATE_LIMITS, None when the limit is off."""
    return settings.RATE_LIMITS[purpose]


def seconds_to_wait(request: HttpRequest, purpose: str) -> int:
    """Count the request for its source; return 0, or the seconds to wait above the rate."""
    rate, source = rate_of(purpose), client_source(request)
    if rate is None or not source:
        return 0
    return Counter(purpose, source, rate).add()


def wait_text(seconds: int) -> str:
    """Return a duration to wait in French: « 40 secondes », « 12 minutes », « 2 heures »."""
    if seconds <= 90:
        return f"{seconds}\u00a0seconde{'s' if seconds > 1 else ''}"
    minutes = -(-seconds // 60)
    if minutes <= 90:
        return f"{minutes}\u00a0minutes"
    return f"{-(-minutes // 60)}\u00a0heures"


def mark_throttled(response: HttpResponseBase, seconds: int) -> None:
    """Make a response that of a throttled request: status 429, `Retry-After`, not cached."""
    response.status_code = STATUS
    response["Retry-After"] = str(seconds)
    add_never_cache_headers(response)


def throttled_page(seconds: int) -> HttpResponse:
    """Return the page of a throttled request, which takes no query."""
    response = HttpResponse(render_to_string("429.html", {"wait": wait_text(seconds)}))
    mark_throttled(response, seconds)
    return response


def throttled_json(seconds: int) -> JsonResponse:
    """Return the response of a throttled request to a script."""
    message = f"Trop de demandes. Attendez {wait_text(seconds)}, puis réessayez."
    response = JsonResponse({"error": message}, json_dumps_params={"ensure_ascii": False})
    mark_throttled(response, seconds)
    return response
