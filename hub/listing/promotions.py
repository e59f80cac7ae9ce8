"""Promoted search results, as editors write them in `wagtail.contrib.search_promotions`.

The template tag of this package is not used: it inserts a row at each search, and compares queries
literally. This module only reads, and compares analysed queries.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest
from wagtail.contrib.search_promotions.models import SearchPromotion

from hub.core.site.visibility import is_visible
from hub.search.query import synonym_key

# Number of promoted results shown above the others.
LIMIT = 3

# Every promoted query is analysed at each search: dozens of them, hence the cache.
_key = lru_cache(maxsize=2_000)(synonym_key)


@dataclass(frozen=True)
class Promoted:
    """A promoted result; `description` is the editor's reason, and may be empty.

    `kind` is the label of the page type, empty for external links and non-listable pages.
    """

    title: str
    url: str
    description: str = ""
    kind: str = ""


def promoted_results(text: str, request: HttpRequest | None) -> list[Promoted]:
    """Return the promoted results of a query that `request` may see (None: anonymous).

    Analysed queries are compared: « tiers lieux » matches « Les Tiers-lieux ». Costs one query
    when nothing is promoted, two otherwise, and the page restrictions, read once per request.
    """
    key = synonym_key(text)
    if not key:
        return []
    queries = SearchPromotion.objects.values_list("pk", "query__query_string")
    matching = [pk for pk, query in queries.order_by("sort_order", "pk") if _key(query) == key]
    if not matching:
        return []
    found = SearchPromotion.objects.filter(pk__in=matching).select_related("page")
    by_pk = {promotion.pk: promotion for promotion in found}
    shown = {}
    for promotion in (by_pk[pk] for pk in matching if pk in by_pk):
        result = _as_result(promotion, request)
        if result and result.url:
            shown.setdefault(result.url, result)
    return list(shown.values())[:LIMIT]


def _as_result(promotion: SearchPromotion, request: HttpRequest | None) -> Promoted | None:
    """Return the result of a promotion; None when it is hidden or its link is not HTTP(S)."""
    page = promotion.page
    if page is None:
        if not promotion.external_link_url.startswith(("https://", "http://")):
            return None
        return Promoted(
            promotion.external_link_text or promotion.external_link_url,
            promotion.external_link_url,
            promotion.description,
        )
    if not is_visible(page, request):
        return None
    kind = getattr(page.specific_class, "kind_label", "")
    return Promoted(page.title, page.get_url(request) or "", promotion.description, kind)
