"""The one listing behind every list of the hub: words, filters, order, pages.

A listing reads the parameters of the address, keeps those it understands, remembers those it
ignored so that the page can say so, and gives the cards of one page.
"""

from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import F

from hub.core.models import HubPage
from hub.search.facets import build_facets
from hub.search.kinds import page_kinds
from hub.search.words import QUERY_LENGTH, query_words, shared_words

PER_PAGE = 20
# How many matches are ranked; further ones would never be read.
MATCH_LIMIT = 1000

SORTS = {"pertinence": "Pertinence", "date": "Plus récents", "titre": "Titre"}


class Listing:
    """The pages that a request asks for.

    `kinds` limits the types, `within` limits the pages (a queryset of HubPage), `default_sort`
    is « date » or « titre ». Nothing in the address can make it raise.
    """

    def __init__(self, request, kinds=None, within=None, default_sort="date"):
        self.request = request
        self.kinds = list(kinds or page_kinds())
        self._ignored = []
        self.within = HubPage.objects.all() if within is None else within
        self.query = self._clean_text(request.GET.get("q", ""))
        self.words = query_words(self.query)
        self.sort = self._read_sort(default_sort)
        self.facets = build_facets(self)

    def _clean_text(self, text):
        kept = "".join(c if c.isprintable() else " " for c in text[: QUERY_LENGTH + 1])
        if len(text) > QUERY_LENGTH:
            self.ignore(f"la fin de votre recherche, au-delà de {QUERY_LENGTH} signes")
        return kept[:QUERY_LENGTH].strip()

    def _read_sort(self, default):
        asked = self.request.GET.get("tri", "")
        if asked in self.sorts:
            return asked
        if asked:
            self.ignore(f"l’ordre «\u00a0{asked[:60]}\u00a0»")
        return "pertinence" if self.words else default

    def ignore(self, what):
        """Remember, in French words, a part of the address that is not understood."""
        self._ignored.append(what)

    @property
    def ignored(self):
        """What the page must say was not understood, the number of the page included."""
        _ = self.page
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

    @cached_property
    def results(self):
        """The pages found, as an ordered queryset, or a list when sorted by relevance."""
        pages = self.base
        for facet in self.facets:
            pages = facet.filter(pages)
        if self.matches is not None:
            pages = pages.filter(pk__in=self.matches)
        if self.sort == "titre":
            return pages.order_by("title", "pk")
        if self.sort == "date" or self.matches is None:
            return pages.order_by(F("listed_on").desc(nulls_last=True), "-pk")
        found = set(pages.values_list("pk", flat=True))
        return [pk for pk in self.matches if pk in found]

    @cached_property
    def page(self):
        """The asked page (`django.core.paginator.Page`) of cards."""
        asked = self.request.GET.get("page", "1")
        page = Paginator(self.results, PER_PAGE).get_page(asked)
        if asked != str(page.number):
            self.ignore(f"la page «\u00a0{asked[:20]}\u00a0»")
        if isinstance(self.results, list):
            cards = HubPage.objects.filter(pk__in=page.object_list).for_cards()
            by_pk = {card.pk: card for card in cards}
            page.object_list = [by_pk[pk] for pk in page.object_list if pk in by_pk]
        else:
            page.object_list = list(page.object_list.for_cards())
        return page

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
    def chips(self):
        """The filters in force, each with the address that takes it away."""
        chips = [
            {"label": choice.label, "url": self.url_without(facet.parameter, choice.value)}
            for facet in self.facets
            for choice in facet.chosen
        ]
        if self.query:
            label = f"«\u00a0{self.query}\u00a0»"
            chips.insert(0, {"label": label, "url": self.url_without("q", self.query)})
        return chips

    @property
    def parameters(self):
        """The understood parameters as a QueryDict, without the page."""
        clean = self.request.GET.copy()
        clean.clear()
        if self.query:
            clean["q"] = self.query
        for facet in self.facets:
            clean.setlist(facet.parameter, [choice.value for choice in facet.chosen])
            if not facet.chosen:
                del clean[facet.parameter]
        if self.request.GET.get("tri") == self.sort:
            clean["tri"] = self.sort
        return clean

    def url_without(self, parameter, value):
        """Address of this listing without one value of a parameter."""
        clean = self.parameters
        values = [v for v in clean.getlist(parameter) if v != value]
        clean.setlist(parameter, values)
        return self._url(clean)

    def page_url(self, number):
        clean = self.parameters
        if number > 1:
            clean["page"] = number
        return self._url(clean)

    @property
    def reset_url(self):
        return self.request.path

    def _url(self, parameters):
        encoded = parameters.urlencode()
        return f"{self.request.path}?{encoded}" if encoded else self.request.path
