"""Title suggestions for an unfinished query (autocomplete)."""

from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import BooleanField, Case, F, Q, Value, When
from django.utils import timezone

from hub.search.completion import Reading, readings
from hub.search.contract import Suggestion
from hub.search.embedded.rows import microseconds
from hub.search.models import SearchEntry, SearchIndex


def suggest(
    index: SearchIndex,
    prefix: str,
    *,
    hidden_paths: Sequence[str] = (),
    now: datetime | None = None,
    limit: int = 8,
) -> list[Suggestion]:
    """Return suggestions: titles that start with `prefix` first, then the latest.

    The words of `prefix` match in any order; the last one may be unfinished. Each of its
    `readings` is searched.
    """
    found = readings(prefix)
    if not found:
        return []
    entries = SearchEntry.objects.filter(index=index, is_gone=False)
    entries = entries.exclude(expires__lte=microseconds(now or timezone.now()))
    for path in filter(None, hidden_paths):
        entries = entries.exclude(path__startswith=path)
    entries = entries.filter(reduce(or_, map(_has_words, found))).annotate(
        begins=Case(
            When(reduce(or_, map(_begins_with, found)), then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        )
    )
    order = ("-begins", F("day").desc(nulls_last=True), "title_key", "uid")
    rows = entries.order_by(*order).values_list("uid", "kind", "title", "url")
    return [Suggestion(*row) for row in rows[: max(limit, 0)]]


def _has_words(reading: Reading) -> Q:
    complete, unfinished = reading[:-1], reading[-1]
    has_words = Q(title_words__contains=f" {unfinished}")
    for word in complete:
        has_words &= Q(title_words__contains=f" {word} ")
    return has_words


def _begins_with(reading: Reading) -> Q:
    return Q(title_words__startswith=f" {' '.join(reading)}")
