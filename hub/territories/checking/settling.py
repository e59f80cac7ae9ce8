"""What tells homonyms apart: the territories of the page, the other names of its texts."""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property

from hub.territories.checking.lookup import Place
from hub.territories.models import Inclusion, Territory, TerritoryKind

# Too wide to choose between two communes of the same name.
WIDE = TerritoryKind.REGION


class Settled:
    """The territories that a page certainly speaks of."""

    def __init__(self, linked: Collection[int], texts: Sequence[str]) -> None:
        self._linked = set(linked)
        self._texts = "\n".join(texts)
        self._confirmed: set[int] = set()

    def add(self, places: Iterable[Place]) -> None:
        """Add the territories that a code in brackets confirms."""
        self._confirmed |= {place.pk for place in places}

    def among(self, places: list[Place]) -> list[Place]:
        """Return the only one of some homonyms that the page speaks of; empty if unsettled."""
        if len(places) == 1:
            return places
        for known in (self._confirmed, self._linked):
            found = [p for p in places if p.pk in known]
            if len(found) == 1:
                return found
        for choose in (self._related, self._in_named_departement):
            found = choose(places)
            if len(found) == 1:
                return found
        return []

    def _related(self, places: list[Place]) -> list[Place]:
        """Return those inside a territory of the page smaller than a région, or around one."""
        if not self._linked:
            return []
        pks = [p.pk for p in places]
        inside = Inclusion.objects.filter(inner__in=pks, outer__in=self._linked)
        around = Inclusion.objects.filter(outer__in=pks, inner__in=self._linked)
        found = set(inside.exclude(outer__kind=WIDE).values_list("inner", flat=True))
        found |= set(around.values_list("outer", flat=True))
        return [p for p in places if p.pk in found]

    def _in_named_departement(self, places: list[Place]) -> list[Place]:
        """Return those whose département the texts name: « en Indre-et-Loire », « (Allier) »."""
        codes = {code for p in places for code in p.departements}
        named = {code for code in codes if self._names(self._departements.get(code, ""))}
        return [p for p in places if p.departements & named]

    @cached_property
    def _departements(self) -> dict[str, str]:
        rows = Territory.objects.filter(kind=TerritoryKind.DEPARTEMENT, dissolved_in="")
        return dict(rows.values_list("code", "name"))

    def departement_names(self) -> dict[str, str]:
        """Return {code: name} of the départements; one query, the first time."""
        return self._departements

    def _names(self, departement: str) -> bool:
        if not departement:
            return False
        name = re.escape(departement).replace("’", "['’]")
        before = r"(?i:\ben |\bdans l[ae]s? |\bdans l['’]|\bdu |\bde l['’]|\bde la |\bdes |\()"
        return bool(re.search(rf"{before}{name}(?![\w-])", self._texts))
