"""Names that probably mean the same thing: accents, order of the words, one slip of the finger."""

from collections.abc import Iterable

from django.db.models import Model, QuerySet

from hub.backoffice.finding import fold

SHORTEST_WITH_SLIP = 6  # letters; below, one letter makes another name: « Ain » and « Aisne »


def looks_like(one: str, other: str) -> bool:
    """Return whether two names probably mean the same thing; an empty one resembles nothing."""
    first, second = _signature(one), _signature(other)
    if not first or not second:
        return False
    if first == second:
        return True
    short = min(len(first), len(second)) < SHORTEST_WITH_SLIP
    same_figures = _figures(first) == _figures(second)  # « Lot 1 » is not « Lot 2 »
    return not short and same_figures and within_one_edit(first, second)


def rows_like(rows: QuerySet, names: Iterable[str], fields: Iterable[str]) -> list[Model]:
    """Return the rows one of whose `fields` looks like one of `names`, in the order of `rows`.

    Compared in Python, as `hub.backoffice.finding` does: for thousands of rows, not more.
    """
    wanted = [name for name in names if name and name.strip()]
    if not wanted:
        return []
    found = [
        pk
        for pk, *values in rows.values_list("pk", *fields)
        if any(looks_like(name, value) for name in wanted for value in values if value)
    ]
    return list(rows.filter(pk__in=found))


def within_one_edit(one: str, other: str) -> bool:
    """Return whether one letter added, dropped or replaced makes `one` of `other`."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    at = next((i for i, letter in enumerate(one) if letter != other[i]), len(one))
    return one[at + (len(one) == len(other)) :] == other[at + 1 :]


def _signature(name: str) -> str:
    return " ".join(sorted(fold(name).split()))


def _figures(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())
