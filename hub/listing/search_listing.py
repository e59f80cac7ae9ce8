"""The listing of `/recherche/`: it reads a kind named in the query, and has a best answer."""

import copy
from collections.abc import Sequence
from functools import cached_property

from django.http import HttpRequest, QueryDict

from hub.core.models import HubPage
from hub.listing.best_answers import BestAnswer, answer_of_name, answer_of_number
from hub.listing.format_names import format_names
from hub.listing.listing import Listing
from hub.listing.named_kinds import KindQuery, numbered_pages, read_kind_query
from hub.search.query import QUERY_LENGTH, printable


class SearchListing(Listing):
    """The results of a search in the whole site.

    - `kind_query`: the query that `q` and `type` stand for, when the reader named a kind;
    - `numbered`: the pages that have the number `number`, as cards;
    - `typed`: the query as typed.
    """

    def __init__(
        self,
        request: HttpRequest,
        kind_query: KindQuery | None = None,
        numbered: Sequence[HubPage] = (),
        number: int = 0,
    ) -> None:
        super().__init__(request, formats=format_names())
        self.kind_query, self.numbered, self.number = kind_query, numbered, number
        self.typed = kind_query.typed if kind_query else self.query

    @cached_property
    def best_answer(self) -> BestAnswer | None:
        """What the query names exactly, on the first page; None for territories (`places`)."""
        if self.page.number > 1:
            return None
        if self.numbered:
            return answer_of_number(self.numbered, self.number, self.request)
        if self.kind_query or not self.query:
            return None
        return answer_of_name(self.query, self.request, has_place=bool(self.places.shown))

    @property
    def everywhere_url(self) -> str:
        """The URL of the typed words in every kind, when the query names one; else empty."""
        if self.kind_query is None:
            return ""
        clean = self.parameters
        clean["q"] = self.kind_query.everywhere
        clean.setlist("type", [])
        return self._url(clean)


def search_listing(request: HttpRequest) -> SearchListing:
    """Return the listing of a search.

    A query that begins with the name of a kind is the search of its other words in that kind, with
    the filter `type`; when that finds nothing, every word is searched everywhere. Costs a second
    search in that case only.
    """
    text = printable(request.GET.get("q", ""))
    asked = read_kind_query(text) if len(request.GET.get("q", "")) <= QUERY_LENGTH else None
    chosen = request.GET.getlist("type")
    if asked is None or not set(chosen) <= set(asked.kinds):
        return SearchListing(request)
    number = asked.number or 0
    numbered = numbered_pages(asked.kinds, number, request)
    given = request.GET.copy()
    # The code of a territory is a number too.
    given["q"] = f"n°\u00a0{number}" if numbered else asked.words
    given.setlist("type", chosen or list(asked.kinds))
    inside = copy.copy(request)
    inside.GET = QueryDict(given.urlencode())
    listing = SearchListing(inside, asked, numbered, number)
    return listing if listing.total else SearchListing(request, None, numbered, number)
