"""The one listing behind every list of the hub: words, filters, order, pages.

A listing reads the parameters of the address, keeps those it understands, remembers those it
ignored so that the page can say so, asks the search engine once, and gives the cards of one page.
"""

from functools import cached_property

from django.core.paginator import Paginator
from django.utils.functional import SimpleLazyObject

from hub.core.models import HubPage
from hub.core.site.visibility import hidden_paths
from hub.listing.addresses import AddressesMixin
from hub.listing.facets import build_facets
from hub.listing.kinds import page_kinds
from hub.search.contract import SearchRequest
from hub.search.engines import embedded_engine, get_engine
from hub.search.highlighting import highlight
from hub.search.query import QUERY_LENGTH, parse_query, printable

PER_PAGE = 10
# The deepest page that an address may ask for; beyond it the last one is shown.
DEEPEST_PAGE = 10_000

SORTS = {"pertinence": "Pertinence", "date": "Plus récents", "titre": "Titre"}


class Listing(AddressesMixin):
    """The pages that a request asks for.

    `kinds` limits the types, `fixed` limits the pages ({parameter: values}, as the engine knows
    them), `default_sort` is « date » or « titre », `featured` is how many cards open the plain list
    with a picture, `formats` names the other forms in which the list exists. Nothing in the address
    can make it raise.
    """

    # Links to the views of the same list, as {label, url, total, is_current}; most have one view.
    views = ()
    # Lists of what is to come are read from the nearest date on.
    ascending = False

    def __init__(
        self, request, kinds=None, fixed=None, *, default_sort="date", featured=0, formats=()
    ):
        self.request = request
        self.kinds = list(kinds or page_kinds())
        self.fixed = fixed or {}
        self.featured_limit, self.format_names = featured, formats
        self._ignored = []
        self.query = self._clean_text(request.GET.get("q", ""))
        self.words = parse_query(self.query).terms
        self.default_sort = "pertinence" if "pertinence" in self.sorts else default_sort
        self.sort = self._read_sort()
        # All of them, in force or not; the page shows `facets`.
        self.filters = build_facets(self)

    def _clean_text(self, text):
        if len(text) > QUERY_LENGTH:
            self.ignore(f"la fin de votre recherche, au-delà de {QUERY_LENGTH} signes")
        return printable(text)

    def _read_sort(self):
        asked = self.request.GET.get("tri", "")
        if asked in self.sorts:
            return asked
        if asked:
            self.ignore(f"l’ordre «\u00a0{asked[:60]}\u00a0»")
        return self.default_sort

    def ignore(self, what):
        """Remember, in French words, a part of the address that is not understood."""
        self._ignored.append(what)

    @property
    def ignored(self):
        """What the page must say was not understood, the number of the page included."""
        _ = self.page, self.choosing
        return self._ignored

    @property
    def sorts(self):
        """Orders that make sense here, as {value: label}: relevance needs words."""
        return {k: v for k, v in SORTS.items() if k != "pertinence" or self.words}

    @property
    def among(self):
        """The uids that the list is limited to; None for no limit."""
        return None

    def search_request(self, without=None, *, number=1, per_page=PER_PAGE):
        """Return the `SearchRequest` of a page; `without` sets one filter, or « q », aside."""
        return SearchRequest(
            text="" if without == "q" else self.query,
            filters={f.parameter: tuple(f.values) for f in self.filters if f is not without},
            fixed={"type": tuple(self.kinds), **self.fixed},
            among=self.among,
            sort=self.sort,
            ascending=self.ascending,
            facets=tuple(facet.parameter for facet in self.filters),
            hidden_paths=tuple(hidden_paths(self.request)),
            offset=(number - 1) * per_page,
            limit=per_page,
        )

    @cached_property
    def _asked_page(self):
        """The number of page in the address; 1 when it is not a number that a list can have."""
        asked = self.request.GET.get("page", "1")
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1
        return min(max(number, 1), DEEPEST_PAGE)

    @cached_property
    def answer(self):
        """What the engine says (`SearchPage`) of the asked page: hits, total, counts of filters."""
        return get_engine().search(self.search_request(number=self._asked_page))

    @cached_property
    def page(self):
        """The asked page (`django.core.paginator.Page`), or the last one; its list is of cards."""
        asked = self.request.GET.get("page", "1")
        page = Paginator(_Hits(self), PER_PAGE).get_page(asked)
        if asked != str(page.number):
            self.ignore(f"la page «\u00a0{asked[:20]}\u00a0»")
        return page

    def hits(self, number):
        """Return the hits of a page; the asked one is already there."""
        if number == self._asked_page:
            return self.answer.hits
        return get_engine().search(self.search_request(number=number)).hits

    def every(self, limit):
        """Return the cards of all pages in order, at most `limit`."""
        request = self.search_request(per_page=limit)
        return self.cards(get_engine().search(request).hits)

    def cards(self, hits):
        """Return the pages of hits, in their order, each with `found`: how to show it.

        A page that the reader may not see any more, whatever the engine says, is left out.
        """
        pages = HubPage.objects.visible_to(self.request).filter(uid__in=[hit.uid for hit in hits])
        by_uid = {str(page.uid): page for page in pages.for_cards()}
        shown = highlight(hits) if self.words else {}
        found = [by_uid[hit.uid] for hit in hits if hit.uid in by_uid]
        for page in found:
            page.found = shown.get(str(page.uid))
        return found

    @property
    def total(self):
        return self.answer.total

    @property
    def is_degraded(self):
        """Whether another engine stands in for the one that should answer."""
        return self.answer.degraded

    @property
    def did_you_mean(self):
        """A better way to write what is asked, as {label, url}; None when there is none."""
        text = self.answer.did_you_mean
        if not text:
            return None
        clean = self.parameters
        clean["q"] = text
        return {"label": text, "url": self._url(clean)}

    @property
    def page_range(self):
        """Page numbers to show, with an ellipsis where some are left out."""
        return self.page.paginator.get_elided_page_range(
            self.page.number, on_each_side=1, on_ends=1
        )

    @property
    def is_plain(self):
        """Whether nothing is asked: the list as it opens."""
        return not self.parameters and self.page.number == 1 and self.choosing is None

    @property
    def featured(self):
        """The cards that open the plain list with a picture."""
        return self.page.object_list[: self.featured_limit] if self.is_plain else []

    @property
    def groups(self):
        """The other cards of the page, as (title, cards); one group without a title here."""
        return [("", self.page.object_list[len(self.featured) :])]

    @cached_property
    def facets(self):
        """The filters to show: those that would change something."""
        return [facet for facet in self.filters if facet.is_useful]

    @cached_property
    def choosing(self):
        """The filter that the page shows in full (`choix=territoire`), or None."""
        asked = self.request.GET.get("choix", "")
        if not asked:
            return None
        found = next((facet for facet in self.facets if facet.parameter == asked), None)
        if found is None:
            self.ignore(f"le choix «\u00a0{asked[:60]}\u00a0»")
        return found

    @cached_property
    def relaxations(self):
        """When nothing is found: each criterion whose absence would give results, with how many.

        A criterion is the words or one whole filter. The site's own engine counts: Elasticsearch is
        asked once for a page of results, even an empty one.
        """
        criteria = [("q", [f"«\u00a0{self.query}\u00a0»"], "q")] if self.words else []
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
        return sorted((way for way in found if way["total"]), key=lambda way: -way["total"])


class _Hits:
    """The results of a listing as Django's `Paginator` takes them: counted, then sliced."""

    def __init__(self, listing):
        self.listing = listing
        self.ordered = True

    def __len__(self):
        return self.listing.total

    def __getitem__(self, pages):
        number = pages.start // PER_PAGE + 1
        # The cards are read when they are shown.
        return SimpleLazyObject(lambda: self.listing.cards(self.listing.hits(number)))
