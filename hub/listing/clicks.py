"""View that counts the clicks on results, by rank, for `static/js/clicks.js`."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hub.listing.statistics import record_click

MAX_BODY_BYTES = 2_000


@csrf_exempt  # no cookie is sent nor read; `_is_same_origin` rejects other sites
@never_cache
@require_POST
def count_click(request: HttpRequest) -> HttpResponse:
    """Count a click on a result: `q` is the query, `rang` the rank from 1. Always answer 204."""
    if _is_same_origin(request) and _content_length(request) <= MAX_BODY_BYTES:
        rank = request.POST.get("rang", "")
        if rank.isascii() and rank.isdigit() and len(rank) < 4:
            record_click(request, text=request.POST.get("q", ""), rank=int(rank))
    return HttpResponse(status=204)


def _is_same_origin(request: HttpRequest) -> bool:
    """Return whether the request comes from a page of this site, according to its headers."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()


def _content_length(request: HttpRequest) -> int:
    """Return the Content-Length in bytes; more than the limit when it is not a number."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isascii() and length.isdigit() else MAX_BODY_BYTES + 1
