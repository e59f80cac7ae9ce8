"""The territories that have a public page, and how many pages each holds."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from hub.core.models import HubPage, PageTerritory
from hub.territories.models import Inclusion, Territory

# Ids per IN list: SQLite accepts 32,766 variables at most in a query.
BATCH = 10_000


def visible_links(request: HttpRequest | None) -> QuerySet[PageTerritory]:
    """Return the links of the pages visible to `request` (None: an anonymous reader)."""
    visible = HubPage.objects.visible_to(request).order_by().values("pk")
    return PageTerritory.objects.filter(page__in=visible).order_by()


def public_territories(request: HttpRequest | None) -> QuerySet[Territory]:
    """Return the territories of the programme, those with visible pages, and their containers.

    The conditions are subqueries that do not depend on the row, so that the database computes each
    once, however many territories it holds.
    """
    linked = visible_links(request).values("territory")
    pilots = Territory.objects.in_programme().order_by().values("pk")
    above_linked = Inclusion.objects.filter(inner__in=linked).values("outer")
    above_pilots = Inclusion.objects.filter(inner__in=pilots).values("outer")
    # The page of a territory that was merged is that of its successor.
    return Territory.objects.filter(
        Q(in_programme=True) | Q(pk__in=linked) | Q(pk__in=above_linked) | Q(pk__in=above_pilots),
        successor=None,
    )


def counted_territories(request: HttpRequest | None) -> list[Territory]:
    """Return the public territories, each with `page_count`, in four queries.

    `page_count` is the number of distinct visible pages of the territory and of those that it
    contains, like the list on its page.
    """
    pages: dict[int, set[int]] = defaultdict(set)
    for territory, page in visible_links(request).values_list("territory", "page"):
        pages[territory].add(page)
    pilots = Territory.objects.in_programme().order_by().values_list("pk", flat=True)
    own = dict(pages)
    public = {*own, *pilots}
    for inner, outer in containers_of(list(public)):
        public.add(outer)
        pages[outer] |= own.get(inner, set())
    found = [territory for batch in _batches(list(public)) for territory in _rows(batch)]
    for territory in found:
        territory.page_count = len(pages[territory.pk])
    return found


def containers_of(inner: list[int]) -> Iterable[tuple[int, int]]:
    """Yield (inner id, container id) for each territory that contains one of `inner`."""
    for batch in _batches(inner):
        yield from Inclusion.objects.filter(inner__in=batch).values_list("inner", "outer")


def _rows(ids: list[int]) -> QuerySet[Territory]:
    return Territory.objects.filter(pk__in=ids, successor=None).select_related("cohort")


def _batches(ids: list[int]) -> Iterable[list[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
