"""Autocomplete suggestions of the search box: themes, territories, then page titles."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst

from hub.core.models import HubPage, PageTerritory, PageTheme
from hub.core.page_types import page_kinds
from hub.core.site.visibility import hidden_paths
from hub.core.values.typography import alphabetical_key, french
from hub.search.analysis import exact_text
from hub.search.completion import readings
from hub.search.contract import EngineUnavailable
from hub.search.engines import get_engine
from hub.search.query import printable
from hub.territories.models import Territory
from hub.themes.models import Theme

# A single letter is the prefix of too many words.
MIN_LENGTH = 2
# Maximum number of titles in all, and of names per group.
TITLES, NAMES = 8, 3

# (name, URL, synonyms) of a theme or a territory.
SuggestionRow = tuple[str, str, Sequence[str]]


def suggestions_for(request: HttpRequest, typed: str) -> list[dict[str, Any]]:
    """Return the groups of suggestions for what is typed so far, ready for JSON; may be empty.

    A group is {"kind", "label", "suggestions": [{"label", "url", "kind"}]}; the inner `kind` is
    a French label. Only themes, territories and pages that the reader may see are suggested.
    """
    prefixes = [" ".join(reading) for reading in readings(typed)]
    if not prefixes or len(prefixes[0]) < MIN_LENGTH:
        return []
    names = [
        ("theme", "Thèmes", "Thème", theme_rows(request)),
        ("territoire", "Territoires", "Territoire", territory_rows(request, prefixes[0])),
    ]
    groups = [
        build_group(
            kind, label, [(name, url, singular) for name, url in match_rows(prefixes, rows)]
        )
        for kind, label, singular, rows in names
    ]
    return [
        found for found in [*groups, *build_title_groups(request, typed)] if found["suggestions"]
    ]


def build_group(kind: str, label: str, rows: Iterable[tuple[str, str, str]]) -> dict[str, Any]:
    """Return a group of suggestions; `rows` are (name, URL, singular label of the kind)."""
    suggestions = [
        {"label": french(name), "url": url, "kind": singular} for name, url, singular in rows
    ]
    return {"kind": kind, "label": label, "suggestions": suggestions}


def build_title_groups(request: HttpRequest, typed: str) -> list[dict[str, Any]]:
    """Return a group of titles per kind of page, in the order of the engine's suggestions."""
    try:
        found = get_engine().suggest(
            printable(typed),
            hidden_paths=tuple(hidden_paths(request)),
            now=timezone.now(),
            limit=TITLES,
        )
    except EngineUnavailable:
        return []
    by_kind = {}
    for suggestion in found:
        by_kind.setdefault(suggestion.kind, []).append(suggestion)
    groups = []
    for kind, suggestions in by_kind.items():
        model = page_kinds().get(kind)
        label = capfirst(model._meta.verbose_name_plural) if model else "Documents"
        singular = model.kind_label if model else "Document"
        rows = [(suggestion.title, suggestion.url, singular) for suggestion in suggestions]
        groups.append(build_group(kind, label, rows))
    return groups


def match_rows(prefixes: Sequence[str], rows: Iterable[SuggestionRow]) -> list[tuple[str, str]]:
    """Return the (name, URL) of the rows that have a word beginning with one of `prefixes`.

    Names that begin with it come first, then names that have such a word, then synonyms.
    """
    found = []
    for name, url, synonyms in rows:
        ranks = [
            rank_match(prefixes, name, 0),
            *[rank_match(prefixes, other, 2) for other in synonyms],
        ]
        known = [rank for rank in ranks if rank is not None]
        if known:
            found.append((min(known), alphabetical_key(name), name, url))
    return [(name, url) for _, _, name, url in sorted(found)[:NAMES]]


def rank_match(prefixes: Sequence[str], name: str, first: int) -> int | None:
    """Return `first` when a name begins with a prefix, `first` + 1 when a word does, else None."""
    words = exact_text(name)
    if any(words.startswith(f" {prefix}") for prefix in prefixes):
        return first
    return first + 1 if any(f" {prefix}" in words for prefix in prefixes) else None


def theme_rows(request: HttpRequest) -> list[SuggestionRow]:
    """Return (name, URL, synonyms) of the themes with pages that the reader may see."""
    carried = PageTheme.objects.filter(
        Q(tag=OuterRef("pk")) | Q(tag__parent=OuterRef("pk")),
        content_object__in=visible_pages(request),
    )
    themes = Theme.objects.active().filter(Exists(carried))
    return [(theme.name, theme.url, theme.synonym_list) for theme in themes]


def territory_rows(request: HttpRequest, prefix: str) -> list[SuggestionRow]:
    """Return (name, URL, synonyms) of the territories of the programme or with visible pages.

    `prefix` is a synonym of those that have it as their whole code or as a postcode.
    """
    linked = PageTerritory.objects.filter(territory=OuterRef("pk"), page__in=visible_pages(request))
    territories = Territory.objects.filter(Q(in_programme=True) | Exists(linked))
    code = prefix.replace(" ", "").upper()
    return [
        (str(one), one.url, (prefix,) if code in (one.code, *one.postcodes.split()) else ())
        for one in territories
    ]


def visible_pages(request: HttpRequest) -> QuerySet[HubPage]:
    """Return the ids of the pages that the reader may see, as a subquery."""
    return HubPage.objects.visible_to(request).order_by().values("pk")
