from django.conf import settings
from django.http import JsonResponse
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from hub.listing.format_names import format_names
from hub.listing.listing import Listing
from hub.listing.promotions import promoted
from hub.listing.statistics import record_search
from hub.listing.suggestions import suggestions_for

# A page that is hidden may still be proposed this long, by caches on the way.
SUGGESTIONS_SECONDS = 60


def search(request):
    """The search over everything: words, filters, results."""
    listing = Listing(request, formats=format_names())
    if listing.query and listing.page.number == 1:
        record_search(request, text=listing.query, results=listing.total)
    context = {"listing": listing, "promoted": promoted(listing.query, request)}
    return TemplateResponse(request, "pages/search/search.html", context)


@require_safe
def suggestions(request):
    """What goes on from the words being typed (`?q=`), as JSON; any text is fine."""
    groups = suggestions_for(request, request.GET.get("q", ""))
    total = sum(len(group["suggestions"]) for group in groups)
    response = JsonResponse(
        {"total": total, "groups": groups}, json_dumps_params={"ensure_ascii": False}
    )
    response["X-Robots-Tag"] = "noindex"
    # Typing a word again, or another reader's, asks nothing. What an account sees is its own.
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        patch_cache_control(response, public=True, max_age=SUGGESTIONS_SECONDS)
    return response
