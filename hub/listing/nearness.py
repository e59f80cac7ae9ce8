"""Nearness of a list to one territory (`pres_de`): its weights for the search, and the reasons.

Likeness (`hub.territories.likeness`) compares two territories; this module reads the territories
of the visible pages in a constant number of queries.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from hub.core.models import HubPage, PageTerritory, PageTheme
from hub.core.values.typography import alphabetical_key
from hub.search.query import QUERY_LENGTH, printable
from hub.territories.finding import resolve, value_of
from hub.territories.likeness import Likeness, Profile, likeness
from hub.territories.models import Inclusion, Territory

PARAMETER = "pres_de"
WITHOUT_TERRITORY = Likeness(0.0, ("aucun territoire indiqué",))
# Homonyms proposed for a name.
CANDIDATES = 12


class Nearness:
    """The territories of the visible pages, compared with one territory.

    `request` limits them to the pages that its reader may see; None is an anonymous reader.
    """

    def __init__(self, territory: Territory, request: HttpRequest | None = None) -> None:
        self.territory = territory
        self._request = request

    @cached_property
    def value(self) -> str:
        """The value in URLs: its code, or its path when the code is not enough (`value_of`)."""
        return value_of(self.territory)

    @property
    def label(self) -> str:
        """Its name, with what tells homonyms apart."""
        return str(self.territory)

    @cached_property
    def weights(self) -> dict[str, float]:
        """{path: likeness} of the territories of the visible pages, for `SearchRequest.near`."""
        return {
            there.path: likeness(self._here, self._profile(there)).score
            for there in self._candidates
            if there.pk in self._with_pages
        }

    def explain(self, page: HubPage) -> Likeness:
        """Return the likeness of a page: that of its most similar territory, with its reasons.

        The shared themes are those of the page itself. Its territories and themes must be
        prefetched (`HubPageQuerySet.for_cards`).
        """
        themes = {theme.slug: theme.name for theme in page.ranked_themes}
        profiles = [replace(self._profile(there), themes=themes) for there in page.territories]
        found = [likeness(self._here, profile) for profile in profiles]
        return max(found, key=lambda likeness: likeness.score, default=WITHOUT_TERRITORY)

    def closest(self, limit: int) -> list[tuple[Territory, Likeness]]:
        """Return the most similar territories, among those with visible pages or in the programme.

        Those that contain it, and those that it contains, are left out.
        """
        related = self._containers | self._contents | {self.territory.pk}
        others = [there for there in self._candidates if there.pk not in related]
        found = [(there, likeness(self._here, self._profile(there))) for there in others]
        found.sort(key=lambda pair: (-pair[1].score, alphabetical_key(pair[0].name), pair[0].code))
        return found[:limit]

    @cached_property
    def _visible(self) -> QuerySet[HubPage]:
        return HubPage.objects.visible_to(self._request).order_by().values("pk")

    @cached_property
    def _links(self) -> QuerySet[PageTerritory]:
        """The links of the visible pages, as a subquery."""
        return PageTerritory.objects.filter(page__in=self._visible).order_by()

    @cached_property
    def _candidates(self) -> list[Territory]:
        """The territories with visible pages or in the programme, without their long texts."""
        known = Q(pk__in=self._links.values("territory")) | Q(in_programme=True)
        return list(Territory.objects.filter(known).defer("presentation", "postcodes").order_by())

    @cached_property
    def _with_pages(self) -> frozenset[int]:
        return frozenset(self._links.values_list("territory_id", flat=True).distinct())

    @cached_property
    def _containers(self) -> frozenset[int]:
        return frozenset(
            Inclusion.objects.filter(inner=self.territory).values_list("outer_id", flat=True)
        )

    @cached_property
    def _contents(self) -> frozenset[int]:
        """The ids of the territories of `_candidates` that it contains."""
        inner = Inclusion.objects.filter(outer=self.territory).values_list("inner_id", flat=True)
        return frozenset(inner) & {there.pk for there in self._candidates}

    @cached_property
    def _here(self) -> Profile:
        """Its profile; its themes are those of its visible pages, the most frequent first."""
        pages = self._links.filter(territory=self.territory)
        themes = (
            PageTheme.objects.filter(content_object__in=pages.values("page"))
            .values_list("tag__slug", "tag__name")
            .annotate(pages=Count("pk"))
            .order_by("-pages", "tag__name")
        )
        names = {slug: name for slug, name, _ in themes}
        return Profile(self.territory, self._containers, names)

    @cached_property
    def _shared_themes(self) -> dict[int, dict[str, str]]:
        """{territory: {slug: name}} of the themes that its visible pages share with `_here`."""
        shared: dict[int, dict[str, str]] = {}
        names = self._here.themes
        if names:
            rows = PageTheme.objects.filter(
                tag__slug__in=names, content_object__in=self._visible
            ).values_list("content_object__territory_links__territory", "tag__slug")
            for territory, slug in rows.distinct().order_by():
                shared.setdefault(territory, {})[slug] = names[slug]
        return shared

    def _profile(self, there: Territory) -> Profile:
        """Return the profile of another territory, limited to what can be shared with it."""
        containers = {self.territory.pk} if there.pk in self._contents else set()
        return Profile(there, frozenset(containers), self._shared_themes.get(there.pk, {}))


@dataclass(frozen=True)
class NearRequest:
    """What `pres_de` asks: `typed` is its printable text, cut to QUERY_LENGTH characters.

    `nearness` is None when no territory, or several (`candidates`), match.
    """

    typed: str = ""
    nearness: Nearness | None = None
    candidates: tuple[Territory, ...] = ()
    is_cut: bool = False

    def choices(self, url_of: Callable[[str], str]) -> list[dict[str, str]]:
        """Return the candidates as {label, url}; `url_of(path)` is the page for one of them."""
        return [
            {
                "label": f"{place}, {place.get_kind_display().lower()}",
                "url": url_of(place.path),
            }
            for place in self.candidates
        ]

    @property
    def notice(self) -> str:
        """What to tell the reader, in French; empty when the territory is found."""
        if not self.typed or self.nearness:
            return ""
        quoted = f"«\u00a0{self.typed[:60]}\u00a0»"
        if self.candidates:
            return f"{quoted} désigne plusieurs territoires\u00a0: lequel est le vôtre\u00a0?"
        return f"Nous ne connaissons pas de territoire {quoted}\u00a0: essayez son code postal."


def read_nearness(request: HttpRequest) -> NearRequest:
    """Return the territory of `pres_de`: a code, a path, « Reugny (37) » or a name."""
    given = request.GET.get(PARAMETER, "")
    typed = printable(given)
    found = resolve(typed) if typed else []
    is_cut = len(given) > QUERY_LENGTH
    if len(found) == 1:
        return NearRequest(typed, Nearness(found[0], request), is_cut=is_cut)
    return NearRequest(typed, candidates=tuple(found[:CANDIDATES]), is_cut=is_cut)
