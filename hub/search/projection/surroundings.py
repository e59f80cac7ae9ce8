"""What pages belong to: themes and their parents, territories and all that contains them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from hub.core.models import HubPage
from hub.territories.models import Territory, TerritoryKind
from hub.territories.strata import stratum_of
from hub.themes.models import Theme

# The containing territories that have a filter of their own, by its parameter.
CONTAINING = {"departement": TerritoryKind.DEPARTEMENT, "region": TerritoryKind.REGION}


class Surroundings:
    """Themes and territories of several pages, with what is above them: one query a level.

    The pages come with `theme_items` and `territory_links` already loaded.
    """

    def __init__(self, pages: Iterable[HubPage]) -> None:
        pages = list(pages)
        self._themes = _with_parents(
            Theme, {theme.pk: theme for page in pages for theme in page.ranked_themes}
        )
        self._territories = _with_parents(
            Territory, {place.pk: place for page in pages for place in page.territories}
        )

    def theme_words(self, page: HubPage) -> tuple[str, ...]:
        """Return the names and synonyms of the themes of a page and of their parents."""
        themes = [one for theme in page.ranked_themes for one in _chain(theme, self._themes)]
        words = [word for theme in themes for word in (theme.name, *theme.synonym_list)]
        return tuple(dict.fromkeys(words))

    def territory_names(self, page: HubPage) -> tuple[str, ...]:
        """Return the names of the territories of a page and of all that contains them."""
        return tuple(dict.fromkeys(place.name for place in self._places(page)))

    def filters(self, page: HubPage) -> dict[str, tuple[str, ...]]:
        """Return {parameter: values} of what a page can be filtered on, its kind set aside."""
        themes = [one for theme in page.ranked_themes for one in _chain(theme, self._themes)]
        direct = page.territories
        strata = [stratum_of(place) for place in direct]
        values = {
            "theme": [theme.slug for theme in themes],
            "territoire": [place.path for place in direct],
            "strate": [stratum.value for stratum in strata if stratum],
            "annee": [str(page.listed_on.year)] if page.listed_on else [],
        }
        places = self._places(page)
        # What the page of a territory lists: all that happens inside it.
        values["dans"] = [one.path for one in places]
        for parameter, kind in CONTAINING.items():
            values[parameter] = [one.path for one in places if one.kind == kind]
        for parameter, name in page.listing_facets.items():
            values[parameter] = [str(value)] if (value := getattr(page, name)) else []
        return {name: tuple(dict.fromkeys(found)) for name, found in values.items() if found}

    def _places(self, page: HubPage) -> list[Territory]:
        return [one for place in page.territories for one in _chain(place, self._territories)]


def _with_parents(model: type[Model], found: dict[int, Any]) -> dict[int, Any]:
    """Return `found` ({pk: object}) with all that is above, one query a level."""
    known = dict(found)
    while missing := {one.parent_id for one in known.values()} - {None, *known}:
        parents = {one.pk: one for one in model.objects.filter(pk__in=missing)}
        if not parents:
            break
        known |= parents
    return known


def _chain(start: Any, known: dict[int, Any]) -> list[Any]:
    """Return an object and all that is above it; a loop in the data ends there."""
    chain, above = [], start
    while above is not None and above not in chain:
        chain.append(above)
        above = known.get(above.parent_id)
    return chain
