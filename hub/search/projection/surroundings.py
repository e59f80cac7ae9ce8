"""Classification of pages: themes, territories, and the ancestors of both."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from hub.core.models import HubPage
from hub.territories.models import Territory, TerritoryKind
from hub.territories.strata import stratum_of
from hub.themes.models import Theme

# {filter parameter: kind of the ancestor territories that it selects}
ANCESTOR_KINDS = {"departement": TerritoryKind.DEPARTEMENT, "region": TerritoryKind.REGION}


class PageClassification:
    """Themes and territories of several pages, with their ancestors: one query per tree level.

    `theme_items` and `territory_links` of the pages must be prefetched.
    """

    def __init__(self, pages: Iterable[HubPage]) -> None:
        pages = list(pages)
        self._themes = _with_ancestors(
            Theme, {theme.pk: theme for page in pages for theme in page.ranked_themes}
        )
        self._territories = _with_ancestors(
            Territory, {place.pk: place for page in pages for place in page.territories}
        )

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
        values = {
            "theme": [theme.slug for theme in themes],
            "territoire": [place.path for place in direct],
            "strate": [stratum.value for stratum in strata if stratum],
            "annee": [str(page.listed_on.year)] if page.listed_on else [],
        }
        places = self._places(page)
        # « dans »: used by territory pages, which list everything inside the territory.
        values["dans"] = [place.path for place in places]
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
            for item in _self_and_ancestors(place, self._territories)
        ]


def _with_ancestors(model: type[Model], found: dict[int, Any]) -> dict[int, Any]:
    """Return `found` ({pk: object}) completed with all ancestors, one query per level."""
    known = dict(found)
    while missing := {item.parent_id for item in known.values()} - {None, *known}:
        parents = {item.pk: item for item in model._default_manager.filter(pk__in=missing)}
        if not parents:
            break
        known |= parents
    return known


def _self_and_ancestors(start: Any, known: dict[int, Any]) -> list[Any]:
    """Return an object and its ancestors; stop at a cycle in the data."""
    chain, current = [], start
    while current is not None and current not in chain:
        chain.append(current)
        current = known.get(current.parent_id)
    return chain
