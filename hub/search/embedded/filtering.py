"""Filters and facet counts of a request, on the catalogue of an index."""

from collections.abc import Iterable, Set

from hub.search.contract import SearchRequest
from hub.search.embedded.catalogue import Catalogue


def selectable(catalogue: Catalogue, request: SearchRequest, hidden: Set[int]) -> set[int]:
    """Return the entries that a request may find, whatever its words and its filters.

    That is without `hidden`, with all of `fixed`, among `among`, and in the range of dates.
    """
    found = catalogue.rows.keys() - hidden
    for parameter, values in request.fixed.items():
        if values:
            found &= catalogue.with_any_value(parameter, values)
    if request.among is not None:
        among = set(request.among)
        found = {pk for pk in found if catalogue.rows[pk].uid in among}
    if request.since or request.before:
        found &= catalogue.dated_between(request.since, request.before)
    return found


def apply_filters(
    catalogue: Catalogue, request: SearchRequest, found: Iterable[int]
) -> tuple[set[int], dict[str, dict[str, int]]]:
    """Return (entries of `found` that pass the filters, {parameter: {value: count}}).

    A parameter without values filters nothing. The counts of a parameter ignore its own filter.
    """
    base = set(found)
    chosen = {k: catalogue.with_any_value(k, v) for k, v in request.filters.items() if v}
    passing = base.intersection(*chosen.values())
    facets = catalogue.count_values(passing, request.facets)
    for parameter in chosen.keys() & facets.keys():
        others = [having for other, having in chosen.items() if other != parameter]
        facets |= catalogue.count_values(base.intersection(*others), [parameter])
    return passing, facets
