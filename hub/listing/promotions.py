"""What editors put first for a question, read without writing anything.

Editors write it in the screens of `wagtail.contrib.search_promotions`. Its own template tag is not
used: it adds a row for each search, and wants the very words that the editor typed.
"""

from dataclasses import dataclass
from functools import lru_cache

from wagtail.contrib.search_promotions.models import SearchPromotion

from hub.core.site.visibility import is_visible
from hub.search.query import synonym_key

# Above the results, not instead of them.
LIMIT = 3

# Editors have dozens of these, read at each search.
_key = lru_cache(maxsize=2_000)(synonym_key)


@dataclass(frozen=True)
class Promoted:
    """A result put first: its title, its address, why (may be empty), and the kind of page.

    `kind` is empty for an address elsewhere, and for pages that lists do not hold.
    """

    title: str
    url: str
    description: str = ""
    kind: str = ""


def promoted(text, request):
    """Return what editors put first for a text, as this reader may see it: `Promoted` objects.

    « tiers lieux » finds what was written for « Les Tiers-lieux ». One query when nothing is
    promoted, two otherwise, besides the closed branches of the site, read once for a request.
    """
    key = synonym_key(text)
    if not key:
        return []
    queries = SearchPromotion.objects.values_list("pk", "query__query_string")
    wanted = [pk for pk, query in queries.order_by("sort_order", "pk") if _key(query) == key]
    if not wanted:
        return []
    found = SearchPromotion.objects.filter(pk__in=wanted).select_related("page")
    by_pk = {promotion.pk: promotion for promotion in found}
    shown = {}
    for promotion in (by_pk[pk] for pk in wanted if pk in by_pk):
        result = _as_result(promotion, request)
        if result and result.url:
            shown.setdefault(result.url, result)
    return list(shown.values())[:LIMIT]


def _as_result(promotion, request):
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
