"""Fuzzy comparison of names: accents, word order and one typing error are ignored."""

from collections.abc import Iterable

from django.db.models import Model, QuerySet

from hub.backoffice.finding import fold_words

# In letters; in shorter names, one letter makes another name: « Ain » and « Aisne ».
MIN_LENGTH_FOR_TYPO = 6


def looks_like(one: str, other: str) -> bool:
    """Return whether two names are probably the same; an empty name matches nothing."""
    first, second = _signature(one), _signature(other)
    if not first or not second:
        return False
    if first == second:
        return True
    short = min(len(first), len(second)) < MIN_LENGTH_FOR_TYPO
    same_figures = _figures(first) == _figures(second)  # « Lot 1 » is not « Lot 2 »
    return not short and same_figures and within_one_edit(first, second)


def rows_like(rows: QuerySet, names: Iterable[str], fields: Iterable[str]) -> list[Model]:
    """Return the rows with one of `fields` similar to one of `names`, in the order of `rows`.

    Compares in Python, as `hub.backoffice.finding` does: for thousands of rows, not more.
    """
    typed_names = [name for name in names if name and name.strip()]
    if not typed_names:
        return []
    found = [
        pk
        for pk, *values in rows.values_list("pk", *fields)
        if any(looks_like(name, value) for name in typed_names for value in values if value)
    ]
    return list(rows.filter(pk__in=found))


def within_one_edit(one: str, other: str) -> bool:
    """Return whether the edit distance (Levenshtein) between the texts is at most 1."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    at = next((i for i, letter in enumerate(one) if letter != other[i]), len(one))
    return one[at + (len(one) == len(other)) :] == other[at + 1 :]


def _signature(name: str) -> str:
    return " ".join(sorted(fold_words(name).split()))


def _figures(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())
