"""Which result was opened, by rank alone: what `static/js/clicks.js` sends."""

from urllib.parse import urlsplit

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hub.listing.statistics import record_click

BODY_LENGTH = 2_000


@csrf_exempt  # no cookie is sent nor read; other sites are told apart by the headers
@never_cache
@require_POST
def count_click(request):
    """Count an opened result: `q`, what was asked, and `rang`, from 1. Always answers 204."""
    if _is_from_here(request) and _length(request) <= BODY_LENGTH:
        rank = request.POST.get("rang", "")
        if rank.isascii() and rank.isdigit() and len(rank) < 4:
            record_click(request, text=request.POST.get("q", ""), rank=int(rank))
    return HttpResponse(status=204)


def _is_from_here(request):
    """Tell whether the browser says that a page of this site sent the request."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()


def _length(request):
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isascii() and length.isdigit() else BODY_LENGTH + 1
