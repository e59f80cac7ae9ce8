"""Listing of the agenda: upcoming events in ascending order, past events in descending order."""

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, QueryDict

from hub.core.models import HubPage
from hub.listing.listing import Listing
from hub.search.engines import embedded_engine

if TYPE_CHECKING:
    from hub.agenda.models import EventQuerySet

PAST = "passes"


class AgendaListing(Listing):
    """The upcoming events, nearest first; with `quand=passes`, the past ones, latest first.

    Events without a date come last, in a group of their own.
    """

    def __init__(self, request: HttpRequest, events: "EventQuerySet", **options: Any) -> None:
        """Read `quand` in the address; `events` are all the event pages."""
        self.events = events
        asked = request.GET.get("quand", "")
        self.is_past = asked == PAST
        super().__init__(request, **options)
        if asked and not self.is_past:
            self.ignore(f"quand\u00a0: «\u00a0{asked[:60]}\u00a0»")

    @property
    def sorts(self) -> dict[str, str]:
        """The sort orders: by date only, or by nearness first, with the reader's territory."""
        return {"proximite": "Proximité", "date": "Date"} if self.nearness else {}

    @property
    def ascending(self) -> bool:
        return not self.is_past

    @cached_property
    def among(self) -> tuple[str, ...]:
        return self._uids(self.is_past)

    def _uids(self, is_past: bool) -> tuple[str, ...]:
        events = self.events.past() if is_past else self.events.to_come()
        return tuple(map(str, events.values_list("uid", flat=True)))

    @property
    def groups(self) -> list[tuple[str, list[HubPage]]]:
        cards = self.page.object_list
        dated = [card for card in cards if card.listed_on]
        undated = [card for card in cards if not card.listed_on]
        groups = [("", dated), ("Date à préciser", undated)]
        return [(title, cards) for title, cards in groups if cards]

    @cached_property
    def views(self) -> list[dict[str, Any]]:
        """The upcoming and past views, as {label, url, total, is_current}."""
        others = replace(self.search_request(), among=self._uids(not self.is_past), limit=0)
        here, there = self.total, embedded_engine().search(others).total
        clean = self.parameters
        clean.pop("quand", None)
        to_come_url = self._url(clean)
        clean["quand"] = PAST
        to_come, past = (there, here) if self.is_past else (here, there)
        return [
            {
                "label": "À venir",
                "url": to_come_url,
                "total": to_come,
                "is_current": not self.is_past,
            },
            {"label": "Passés", "url": self._url(clean), "total": past, "is_current": self.is_past},
        ]

    @property
    def parameters(self) -> QueryDict:
        clean = super().parameters
        if self.is_past:
            clean["quand"] = PAST
        return clean

    @property
    def fixed_parameters(self) -> QueryDict:
        clean = super().fixed_parameters
        if self.is_past:
            clean["quand"] = PAST
        return clean
