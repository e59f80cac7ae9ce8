"""The one listing behind every list of the hub: words, filters, order, pages.

A listing reads the parameters of the address, keeps those it understands, remembers those it
ignored so that the page can say so, and gives the cards of one page.
"""

from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import F
from django.utils.functional import SimpleLazyObject

from hub.core.models import HubPage
from hub.search.addresses import AddressesMixin
from hub.search.facets import build_facets
from hub.search.kinds import page_kinds
from hub.search.words import QUERY_LENGTH, query_words, shared_words

PER_PAGE = 10
# How many matches are ranked; further ones would never be read.
MATCH_LIMIT = 1000

SORTS = {"pertinence": "Pertinence", "date": "Plus récents", "titre": "Titre"}


class Listing(AddressesMixin):
    """The pages that a request asks for.

    `kinds` limits the types, `within` limits the pages (a queryset of HubPage), `default_sort`
    is « date » or « titre », `featured` is how many cards open the plain list with a picture,
    `formats` names the other forms in which the list exists. Nothing in the address can make
    it raise.
    """

    # Links to the views of the same list, as {label, url, total, is_current}; most have one view.
    views = ()

    def __init__(
        self, request, kinds=None, within=None, *, default_sort="date", featured=0, formats=()
    ):
        self.request = request
        self.kinds = list(kinds or page_kinds())
        self.within = HubPage.objects.all() if within is None else within
        self.featured_limit, self.format_names = featured, formats
        self._ignored = []
        self.query = self._clean_text(request.GET.get("q", ""))
        self.words = query_words(self.query)
        self.default_sort = "pertinence" if "pertinence" in self.sorts else default_sort
        self.sort = self._read_sort()
        # All of them, in force or not; the page shows `facets`.
        self.filters = build_facets(self)

    def _clean_text(self, text):
        kept = "".join(c if c.isprintable() else " " for c in text[: QUERY_LENGTH + 1])
        if len(text) > QUERY_LENGTH:
            self.ignore(f"la fin de votre recherche, au-delà de {QUERY_LENGTH} signes")
        return kept[:QUERY_LENGTH].strip()

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

    @cached_property
    def base(self):
        """All that this listing could show to the reader, before words and filters."""
        models = [page_kinds()[kind] for kind in self.kinds]
        return self.within.visible_to(self.request).type(*models)

    @cached_property
    def matches(self):
        """Ids of the pages that hold the words, the best first; None without words."""
        if not self.words:
            return None
        found = HubPage.objects.search(" ".join(self.words), operator="or")[:MATCH_LIMIT]
        # SQLite weighs a word of the body as much as one of the title: titles come first.
        ranked = sorted(found, key=lambda page: -shared_words(self.words, page.title))
        return [page.pk for page in ranked]

    def narrowed(self, without=None):
        """The pages of the words and filters in force; `without` sets one filter, or « q », aside.

        Unordered, as a queryset.
        """
        pages = self.base
        for facet in self.filters:
            if facet is not without:
                pages = facet.filter(pages)
        if self.matches is not None and without != "q":
            pages = pages.filter(pk__in=self.matches)
        return pages

    @cached_property
    def results(self):
        """The pages found, as an ordered queryset, or a list when sorted by relevance."""
        pages = self.narrowed()
        if self.sort == "titre":
            return pages.order_by("title", "pk")
        if self.sort == "date" or self.matches is None:
            return pages.order_by(F("listed_on").desc(nulls_last=True), "-pk")
        found = set(pages.values_list("pk", flat=True))
        return [pk for pk in self.matches if pk in found]

    @cached_property
    def page(self):
        """The asked page (`django.core.paginator.Page`); its cards are loaded when read."""
        asked = self.request.GET.get("page", "1")
        page = Paginator(self.results, PER_PAGE).get_page(asked)
        if asked != str(page.number):
            self.ignore(f"la page «\u00a0{asked[:20]}\u00a0»")
        found = page.object_list
        page.object_list = SimpleLazyObject(lambda: self._cards(found))
        return page

    @staticmethod
    def _cards(found):
        """Return the cards of a slice of the results, in their order."""
        if not isinstance(found, list):
            return list(found.for_cards())
        by_pk = {card.pk: card for card in HubPage.objects.filter(pk__in=found).for_cards()}
        return [by_pk[pk] for pk in found if pk in by_pk]

    @property
    def total(self):
        return self.page.paginator.count

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
    def ways_out(self):
        """When nothing is found: each criterion whose absence would give results, with how many.

        A criterion is the words or one whole filter.
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
                "total": self.narrowed(without=criterion).count(),
            }
            for parameter, labels, criterion in criteria
        ]
        return sorted((way for way in found if way["total"]), key=lambda way: -way["total"])
