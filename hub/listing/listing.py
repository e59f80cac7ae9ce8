"""The listing behind every list of the hub: query, filters, sort order, pagination.

A listing reads the query parameters, keeps the valid ones, collects the ignored ones to report
them on the page, queries the search engine once, and returns the cards of one page.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from hub.core.models import HubPage
from hub.core.page_types import page_kinds
from hub.core.site.visibility import hidden_paths
from hub.listing.facets import Facet, build_facets, code_of, territories_of_codes
from hub.listing.nearness import NearRequest, read_nearness
from hub.listing.places import QueryPlaces
from hub.listing.results import ResultsMixin
from hub.search.contract import Hit, SearchPage, SearchRequest
from hub.search.engines import embedded_engine, get_engine
from hub.search.highlighting import highlight
from hub.search.query import QUERY_LENGTH, parse_query, printable
from hub.territories.models import Territory

PER_PAGE = 10
# Highest page number read from the URL; beyond it the last page is shown.
MAX_PAGE = 10_000

SORTS = {
    "pertinence": "Pertinence",
    "proximite": "Proximité",
    "date": "Plus récents",
    "titre": "Titre",
}


class Listing(ResultsMixin):
    """The pages that match a request.

    - `kinds`: the page types; None: all of them;
    - `fixed`: filters that the reader cannot remove, {parameter: values} of the search engine;
    - `default_sort`: « date » or « titre »;
    - `featured`: number of cards shown with a picture at the top of the unfiltered list;
    - `formats`: names of the other formats of the list.

    Invalid query parameters are ignored, and never raise an error.
    """

    def __init__(
        self,
        request: HttpRequest,
        kinds: Iterable[str] | None = None,
        fixed: dict[str, tuple[str, ...]] | None = None,
        *,
        default_sort: str = "date",
        featured: int = 0,
        formats: Sequence[str] = (),
    ) -> None:
        self.request = request
        self.kinds = list(kinds or page_kinds())
        self.fixed = fixed or {}
        self.featured_limit, self.format_names = featured, formats
        self._ignored: list[str] = []
        self._territories: dict[str, Territory | None] = {}
        self.query = self._clean_text(request.GET.get("q", ""))
        # The page of a territory lists this territory only: a code is a word like any other there.
        self.places = QueryPlaces(request, "" if "territoire" in self.fixed else self.query)
        self.words = () if self.places.replaces_words else parse_query(self.query).terms
        self.near = self._read_near()
        ranked = (sort for sort in ("pertinence", "proximite") if sort in self.sorts)
        self.default_sort = next(ranked, default_sort)
        self.sort = self._read_sort()
        # Every filter, useful or not; the page shows `facets`.
        self.filters = build_facets(self)

    def _clean_text(self, text: str) -> str:
        """Return the printable query, truncated to QUERY_LENGTH characters with a notice."""
        if len(text) > QUERY_LENGTH:
            self.ignore(f"la fin de votre recherche, au-delà de {QUERY_LENGTH} signes")
        return printable(text)

    def _read_near(self) -> NearRequest:
        """Return the territory of the reader, with a notice when it is unknown."""
        near = read_nearness(self.request)
        if near.is_cut:
            self.ignore(f"la fin du nom de territoire, au-delà de {QUERY_LENGTH} signes")
        if near.typed and not near.nearness and not near.candidates:
            self.ignore(f"le territoire «\u00a0{near.typed[:60]}\u00a0»")
        return near

    def _read_sort(self) -> str:
        requested = self.request.GET.get("tri", "")
        if requested in self.sorts:
            return requested
        if requested:
            self.ignore(f"l’ordre «\u00a0{requested[:60]}\u00a0»")
        return self.default_sort

    def territories_at(self, paths: Iterable[str]) -> list[Territory]:
        """Return the territories of paths (« code-slug ») that exist, in the order of `paths`.

        Each is read once: the filters on territories, départements and régions share their rows.
        """
        paths = list(paths)
        if missing := set(paths) - self._territories.keys():
            self._territories |= dict.fromkeys(missing)
            for territory in territories_of_codes(map(code_of, missing)):
                self._territories[territory.path] = territory
        return [found for path in paths if (found := self._territories.get(path))]

    def ignore(self, what: str) -> None:
        """Add a part of the URL, described in French, to those reported as ignored."""
        self._ignored.append(what)

    @property
    def ignored(self) -> list[str]:
        """The ignored parts of the URL, in French."""
        _ = self.page, self.choosing  # reading them reports an invalid `page` or `choix`
        return self._ignored

    @property
    def sorts(self) -> dict[str, str]:
        """The available sort orders, {value: label}.

        Relevance is available with a query only, nearness with the territory of the reader.
        """
        needed = {"pertinence": bool(self.words), "proximite": bool(self.nearness)}
        return {value: label for value, label in SORTS.items() if needed.get(value, True)}

    @property
    def views(self) -> Sequence[dict[str, Any]]:
        """Links to the views of the list, as {label, url, total, is_current}; most have one."""
        return ()

    @property
    def ascending(self) -> bool:
        """Whether dates are sorted in ascending order, for lists of future events."""
        return False

    @property
    def among(self) -> tuple[str, ...] | None:
        """The uids to which the list is limited; None for no limit."""
        return None

    def search_request(
        self, without: Facet | str | None = None, *, number: int = 1, per_page: int = PER_PAGE
    ) -> SearchRequest:
        """Return the `SearchRequest` of a page, without the filter `without` (or « q »)."""
        fixed = {"type": tuple(self.kinds), **self.fixed}
        text = "" if without == "q" else self.query
        if text and self.places.replaces_words:
            text, fixed["territoire"] = "", self.places.paths
        return SearchRequest(
            text=text,
            filters={f.parameter: tuple(f.values) for f in self.filters if f is not without},
            fixed=fixed,
            among=self.among,
            sort=self.sort,
            ascending=self.ascending,
            near=self._near_weights(text),
            facets=tuple(facet.parameter for facet in self.filters),
            hidden_paths=tuple(hidden_paths(self.request)),
            offset=(number - 1) * per_page,
            limit=per_page,
        )

    def _near_weights(self, text: str) -> dict[str, float]:
        """Return the weights of the territories: like the reader's one, named by `text`."""
        weights = dict(self.places.weights) if text else {}
        if self.nearness and self.sort in ("pertinence", "proximite"):
            for path, weight in self.nearness.weights.items():
                weights[path] = max(weight, weights.get(path, 0))
        return weights

    @cached_property
    def _requested_page(self) -> int:
        """The page number of the URL; 1 when it is invalid."""
        requested = self.request.GET.get("page", "1")
        number = (
            int(requested)
            if requested.isascii() and requested.isdigit() and len(requested) < 9
            else 1
        )
        return min(max(number, 1), MAX_PAGE)

    @cached_property
    def answer(self) -> SearchPage:
        """The engine's response for the requested page: hits, total, facet counts."""
        return get_engine().search(self.search_request(number=self._requested_page))

    @cached_property
    def page(self) -> "Page[HubPage]":
        """The requested page, or the last one; its `object_list` holds cards."""
        requested = self.request.GET.get("page", "1")
        # The stubs ask for more than `len` and slices, which is all that Django documents.
        paginator: Paginator[HubPage] = Paginator(_Hits(self), PER_PAGE)  # type: ignore[arg-type]
        page = paginator.get_page(requested)
        if requested != str(page.number):
            self.ignore(f"la page «\u00a0{requested[:20]}\u00a0»")
        return page

    def hits(self, number: int) -> Sequence[Hit]:
        """Return the hits of a page; the requested page costs no second search."""
        if number == self._requested_page:
            return self.answer.hits
        return get_engine().search(self.search_request(number=number)).hits

    def all_cards(self, limit: int) -> list[HubPage]:
        """Return the cards of all result pages in order, at most `limit`."""
        request = self.search_request(per_page=limit)
        return self.cards(get_engine().search(request).hits)

    def cards(self, hits: Sequence[Hit]) -> list[HubPage]:
        """Return the pages of hits, in their order, each with its `Highlights` in `found`.

        `holds_all` tells the two parts of a result apart (`SearchPage`). With the territory of the
        reader, each has its `Likeness` in `likeness`.
        Pages that the reader may not see are left out, even when the index still has them.
        """
        pages = HubPage.objects.visible_to(self.request).filter(uid__in=[hit.uid for hit in hits])
        by_uid = {str(page.uid): page for page in pages.for_cards()}
        shown = highlight(hits) if self.words else {}
        holding_all = {hit.uid for hit in hits if hit.holds_all}
        found = [by_uid[hit.uid] for hit in hits if hit.uid in by_uid]
        for page in found:
            page.found = shown.get(str(page.uid))
            page.holds_all = str(page.uid) in holding_all
            if self.nearness:
                page.likeness = self.nearness.explain(page)
        return found

    @property
    def page_range(self) -> Iterator[int | str]:
        """The page numbers to show, with an ellipsis where some are left out."""
        return self.page.paginator.get_elided_page_range(
            self.page.number, on_each_side=1, on_ends=1
        )

    @property
    def is_plain(self) -> bool:
        """Whether the URL has no query, filter, sort order or page number."""
        return not self.parameters and self.page.number == 1 and self.choosing is None

    @property
    def featured(self) -> list[HubPage]:
        """The cards shown with a picture at the top of the unfiltered list."""
        return list(self.page.object_list[: self.featured_limit]) if self.is_plain else []

    @cached_property
    def facets(self) -> list[Facet]:
        """The filters to show: those that would change the list."""
        return [facet for facet in self.filters if facet.is_useful]

    @cached_property
    def choosing(self) -> Facet | None:
        """The filter whose choices the page shows in full (`choix=territoire`), or None."""
        requested = self.request.GET.get("choix", "")
        if not requested:
            return None
        found = next((facet for facet in self.facets if facet.parameter == requested), None)
        if found is None:
            self.ignore(f"le choix «\u00a0{requested[:60]}\u00a0»")
        return found

    @cached_property
    def relaxations(self) -> list[dict[str, Any]]:
        """For an empty result: the criteria to remove to get results, as {label, url, total}.

        A criterion is the query or one whole filter; the largest total comes first. The embedded
        engine counts, so that a page of results costs one Elasticsearch request at most.
        """
        criteria: list[tuple[str, list[str], Facet | str]] = (
            [("q", [f"«\u00a0{self.query}\u00a0»"], "q")] if self.words else []
        )
        criteria += [
            (facet.parameter, [choice.label for choice in facet.chosen], facet)
            for facet in self.filters
            if facet.values
        ]
        found = [
            {
                "label": ", ".join(labels),
                "url": self.url_without(parameter),
                "total": embedded_engine().search(self.search_request(criterion)).total,
            }
            for parameter, labels, criterion in criteria
        ]
        useful = [relaxed for relaxed in found if relaxed["total"]]
        return sorted(useful, key=lambda relaxed: -relaxed["total"])


class _Hits:
    """The results of a listing as a sequence for Django's `Paginator`: `len`, then one slice."""

    def __init__(self, listing: Listing) -> None:
        self.listing = listing
        self.ordered = True

    def __len__(self) -> int:
        return self.listing.total

    def __getitem__(self, pages: slice) -> Sequence[HubPage]:
        number = pages.start // PER_PAGE + 1
        # Lazy: the cards are loaded when the template reads them.
        cards = SimpleLazyObject(lambda: self.listing.cards(self.listing.hits(number)))
        # The stubs do not say that it behaves as the list.
        return cast("Sequence[HubPage]", cards)
