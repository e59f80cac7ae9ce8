"""Classification of pages: themes, territories, and the ancestors of both."""

from collections import defaultdict
from collections.abc import Iterable

from hub.core.models import HubPage
from hub.territories.models import Inclusion, Territory, TerritoryKind, smallest_first
from hub.territories.strata import stratum_of
from hub.themes.models import Theme

# {filter parameter: kind of the ancestor territories that it selects}
ANCESTOR_KINDS = {"departement": TerritoryKind.DEPARTEMENT, "region": TerritoryKind.REGION}


class PageClassification:
    """Themes and territories of several pages, with what contains them, in a few queries.

    `theme_items` and `territory_links` of the pages must be prefetched.
    """

    def __init__(self, pages: Iterable[HubPage]) -> None:
        pages = list(pages)
        self._themes = _with_ancestors(
            {theme.pk: theme for page in pages for theme in page.ranked_themes}
        )
        self._containers = _containers({place.pk for page in pages for place in page.territories})

    def theme_words(self, page: HubPage) -> tuple[str, ...]:
        """Return the names and synonyms of the themes of a page and of their parents."""
        themes = self._page_themes(page)
        words = [word for theme in themes for word in (theme.name, *theme.synonym_list)]
        return tuple(dict.fromkeys(words))

    def territory_names(self, page: HubPage) -> tuple[str, ...]:
        """Return the names of the territories of a page and of their ancestors."""
        return tuple(dict.fromkeys(place.name for place in self._places(page)))

    def filters(self, page: HubPage) -> dict[str, tuple[str, ...]]:
        """Return {filter parameter: values} of a page, except its kind."""
        themes = self._page_themes(page)
        direct = page.territories
        strata = [stratum_of(place) for place in direct]
        places = self._places(page)
        values = {
            "theme": [theme.slug for theme in themes],
            # A territory selects the pages of all that it contains.
            "territoire": [place.path for place in places],
            # The territories of the page itself: likeness compares them (`SearchRequest.near`).
            "lieu": [place.path for place in direct],
            "nature": [str(place.kind) for place in direct],
            "strate": [stratum.value for stratum in strata if stratum],
            "annee": [str(page.listed_on.year)] if page.listed_on else [],
        }
        for parameter, kind in ANCESTOR_KINDS.items():
            values[parameter] = [place.path for place in places if place.kind == kind]
        for parameter, name in page.listing_facets.items():
            values[parameter] = [str(value)] if (value := getattr(page, name)) else []
        return {name: tuple(dict.fromkeys(found)) for name, found in values.items() if found}

    def _page_themes(self, page: HubPage) -> list[Theme]:
        return [
            item
            for theme in page.ranked_themes
            for item in _self_and_ancestors(theme, self._themes)
        ]

    def _places(self, page: HubPage) -> list[Territory]:
        return [
            item
            for place in page.territories
            for item in (place, *self._containers.get(place.pk, ()))
        ]


def _containers(pks: set[int]) -> dict[int, list[Territory]]:
    """Return {territory: its containers, the smallest first}, in one query."""
    found: dict[int, list[Territory]] = defaultdict(list)
    if pks:
        for row in Inclusion.objects.filter(inner__in=pks).select_related("outer"):
            found[row.inner_id].append(row.outer)
    for containers in found.values():
        containers.sort(key=smallest_first)
    return found


def _with_ancestors(found: dict[int, Theme]) -> dict[int, Theme]:
    """Return `found` ({pk: theme}) completed with all ancestors, one query per level."""
    known = dict(found)
    while missing := {item.parent_id for item in known.values()} - {None, *known}:
        parents = {item.pk: item for item in Theme.objects.filter(pk__in=missing)}
        if not parents:
            break
        known |= parents
    return known


def _self_and_ancestors(start: Theme, known: dict[int, Theme]) -> list[Theme]:
    """Return a theme and its ancestors; stop at a cycle in the data."""
    chain: list[Theme] = []
    current: Theme | None = start
    while current is not None and current not in chain:
        chain.append(current)
        current = known.get(current.parent_id) if current.parent_id else None
    return chain
