from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from hub.core.page_types import page_kinds
from hub.listing.promotions import promoted_results
from hub.listing.search_listing import search_listing
from hub.listing.statistics import record_search
from hub.listing.suggestions import suggestions_for

# Lifetime of suggestions in HTTP caches: a page that was just hidden may be suggested this long.
SUGGESTIONS_SECONDS = 60


def search(request: HttpRequest) -> TemplateResponse:
    """Show the search page over all content: query, filters, results."""
    listing = search_listing(request)
    if listing.typed and listing.page.number == 1:
        record_search(request, text=listing.typed, results=listing.holding_all)
    context = {
        "listing": listing,
        "promoted": promoted_results(listing.typed, request),
        "kinds": [str(model._meta.verbose_name_plural) for model in page_kinds().values()],
    }
    return TemplateResponse(request, "pages/search/search.html", context)


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Return the suggestions for the text being typed (`?q=`), as JSON; any text is accepted."""
    groups = suggestions_for(request, request.GET.get("q", ""))
    total = sum(len(group["suggestions"]) for group in groups)
    response = JsonResponse(
        {"total": total, "groups": groups}, json_dumps_params={"ensure_ascii": False}
    )
    response["X-Robots-Tag"] = "noindex"
    # Shared caches answer repeated texts; responses of accounts may differ, and are not shared.
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        patch_cache_control(response, public=True, max_age=SUGGESTIONS_SECONDS)
    return response
