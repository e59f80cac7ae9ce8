"""The latest pages of a theme or a territory, grouped by kind, for its unfiltered listing."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils.text import capfirst

from hub.core.models import HubPage, HubPageQuerySet
from hub.core.page_types import page_kinds
from hub.listing.listing import Listing

# Number of pages shown per kind: for the kind shown with pictures, and for the others.
PICTURED, PLAIN = 3, 2


@dataclass(frozen=True)
class KindGroup:
    """The latest pages of one kind; `url` is the list of all its `total` pages."""

    kind: str
    label: str
    total: int
    url: str
    cards: list[HubPage]
    is_pictured: bool = False

    @property
    def is_whole(self) -> bool:
        return self.total == len(self.cards)


def groups_by_kind(listing: Listing, pages: HubPageQuerySet) -> list[KindGroup]:
    """Return a `KindGroup` per kind, case studies (initiatives) first.

    The result is empty when the listing has a query or filters, or holds a single kind. `pages`
    is a queryset of the pages of the listing, not yet restricted to the visible ones.
    """
    kinds = next((f for f in listing.filters if f.parameter == "type"), None)
    if kinds is None or not listing.is_plain or len(kinds.choices) < 2:
        return []
    cards = latest_by_kind(pages.visible_to(listing.request))
    types = page_kinds()
    ordered = sorted(kinds.choices, key=lambda choice: not types[choice.value].opens_overviews)
    return [
        KindGroup(
            kind=choice.value,
            label=capfirst(types[choice.value]._meta.verbose_name_plural),
            total=choice.count,
            url=listing.url_with("type", choice.value),
            cards=cards[choice.value],
            is_pictured=types[choice.value].opens_overviews,
        )
        for choice in ordered
    ]


def latest_by_kind(pages: HubPageQuerySet) -> dict[str, list[HubPage]]:
    """Return {kind: latest cards}, in a constant number of queries for all kinds."""
    rank = Window(
        RowNumber(),
        partition_by="content_type",
        order_by=[F("listed_on").desc(nulls_last=True), F("pk").desc()],
    )
    ranked = pages.order_by().annotate(rank=rank).filter(rank__lte=PICTURED)
    ranks = dict(ranked.values_list("pk", "rank"))
    cards = defaultdict(list)
    found = HubPage.objects.filter(pk__in=ranks).for_cards()
    for card in sorted(found, key=lambda page: ranks[page.pk]):
        limit = PICTURED if card.opens_overviews else PLAIN
        if len(cards[card.kind]) < limit:
            cards[card.kind].append(card)
    return cards
