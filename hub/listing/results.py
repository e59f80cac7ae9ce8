"""Result of a listing: its totals, its correction, its two parts."""

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from hub.core.models import HubPage
from hub.listing.addresses import AddressesMixin
from hub.search.contract import SearchPage
from hub.search.query import verbatim_text

if TYPE_CHECKING:
    from django.core.paginator import Page


class ResultsMixin(AddressesMixin, ABC):
    """The properties of `hub.listing.listing.Listing` that describe the engine's response."""

    @property
    @abstractmethod
    def answer(self) -> SearchPage:
        """The engine's response for the requested page: hits, total, facet counts."""

    @property
    @abstractmethod
    def page(self) -> "Page[HubPage]":
        """The requested page; its `object_list` holds cards."""

    @property
    @abstractmethod
    def featured(self) -> list[HubPage]:
        """The cards shown with a picture at the top of the unfiltered list."""

    @property
    def total(self) -> int:
        """The number of results, over all pages."""
        return self.answer.total

    @property
    def holding_all(self) -> int:
        """The number of results that contain all that was asked, over all pages."""
        return self.answer.holding_all

    @property
    def by_meaning(self) -> bool:
        """Whether pages near in meaning are among the results."""
        return self.answer.by_meaning

    @property
    def is_degraded(self) -> bool:
        """Whether the fallback engine answered."""
        return self.answer.degraded

    @property
    def correction(self) -> dict[str, str] | None:
        """The spelling correction that the results are for, as {text, typed, url}, or None.

        `url` searches the query as typed, without correction.
        """
        text = self.answer.did_you_mean
        if not text:
            return None
        as_typed = self.parameters
        as_typed["q"] = verbatim_text(self.query, text)
        return {"text": text, "typed": self.query, "url": self._url(as_typed)}

    @property
    def groups(self) -> list[tuple[str, list[HubPage]]]:
        """The other cards of the page, as (title, cards) pairs.

        Without words there is one group, without title; with words, the pages that contain them
        all, then the others.
        """
        cards = list(self.page.object_list[len(self.featured) :])
        close = [card for card in cards if not card.holds_all]
        groups = [("", [card for card in cards if card.holds_all])]
        return [*groups, (self.close_title, close)] if close else groups

    @property
    def close_title(self) -> str:
        """The heading of the results that do not contain all the words; empty if all are such."""
        if not self.holding_all:
            return ""
        return "Proches par le sens" if self.by_meaning else "Avec une partie des mots"
