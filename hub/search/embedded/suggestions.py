"""Title suggestions for an unfinished query (autocomplete)."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import BooleanField, Case, F, Value, When
from django.utils import timezone

from hub.search.analysis import exact_text
from hub.search.contract import Suggestion
from hub.search.embedded.rows import microseconds
from hub.search.models import SearchEntry, SearchIndex
from hub.search.query import printable


def suggest(
    index: SearchIndex,
    prefix: str,
    *,
    hidden_paths: Sequence[str] = (),
    now: datetime | None = None,
    limit: int = 8,
) -> list[Suggestion]:
    """Return suggestions: titles that start with `prefix` first, then the latest.

    The words of `prefix` match in any order; the last one may be unfinished.
    """
    words = exact_text(printable(prefix)).split()
    if not words:
        return []
    entries = SearchEntry.objects.filter(index=index, is_gone=False)
    entries = entries.exclude(expires__lte=microseconds(now or timezone.now()))
    for path in filter(None, hidden_paths):
        entries = entries.exclude(path__startswith=path)
    for word in words[:-1]:
        entries = entries.filter(title_words__contains=f" {word} ")
    entries = entries.filter(title_words__contains=f" {words[-1]}").annotate(
        begins=Case(
            When(title_words__startswith=f" {' '.join(words)}", then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        )
    )
    order = ("-begins", F("day").desc(nulls_last=True), "title_key", "uid")
    found = entries.order_by(*order).values_list("uid", "kind", "title", "url")
    return [Suggestion(*row) for row in found[: max(limit, 0)]]
