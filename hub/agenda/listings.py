"""The list of the agenda: what is to come, or what is past, each in its own order."""

from dataclasses import replace
from functools import cached_property

from hub.listing.listing import Listing
from hub.search.engines import embedded_engine

PAST = "passes"


class AgendaListing(Listing):
    """The events to come, the nearest first, or with `quand=passes` those past, the latest first.

    Events announced without a date come last, under a title of their own.
    """

    # Dates have one sensible order.
    sorts = {}

    def __init__(self, request, events, **options):
        """`events` is the manager of the event pages."""
        self.events = events
        asked = request.GET.get("quand", "")
        self.is_past = asked == PAST
        super().__init__(request, **options)
        if asked and not self.is_past:
            self.ignore(f"quand\u00a0: «\u00a0{asked[:60]}\u00a0»")

    @property
    def ascending(self):
        return not self.is_past

    @cached_property
    def among(self):
        return self._uids(self.is_past)

    def _uids(self, is_past):
        events = self.events.past() if is_past else self.events.to_come()
        return tuple(map(str, events.values_list("uid", flat=True)))

    @property
    def groups(self):
        cards = self.page.object_list
        dated = [card for card in cards if card.listed_on]
        undated = [card for card in cards if not card.listed_on]
        groups = [("", dated), ("Date à préciser", undated)]
        return [(title, cards) for title, cards in groups if cards]

    @cached_property
    def views(self):
        """Both views, as {label, url, total, is_current}; each says what it would give."""
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
    def parameters(self):
        clean = super().parameters
        if self.is_past:
            clean["quand"] = PAST
        return clean

    @property
    def fixed_parameters(self):
        clean = super().fixed_parameters
        if self.is_past:
            clean["quand"] = PAST
        return clean
