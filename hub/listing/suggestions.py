"""What a search box proposes while it is typed in: themes, territories, then titles of pages."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from hub.core.models import HubPage, PageTerritory, PageTheme
from hub.core.page_types import page_kinds
from hub.core.site.visibility import hidden_paths
from hub.core.values.typography import alphabetical_key, french
from hub.search.analysis import exact_text
from hub.search.contract import EngineUnavailable
from hub.search.engines import get_engine
from hub.search.query import printable
from hub.territories.models import Territory
from hub.themes.models import Theme

# A single letter begins too many words to be of help.
SHORTEST = 2
TITLES, NAMES = 8, 3


def suggestions_for(request, typed):
    """Return the groups of suggestions for any text, as plain data; the list may be empty.

    A group is {"kind", "label", "suggestions": [{"label", "url", "kind"}]}, the last « kind » in
    French words. Nothing is proposed that the reader could not open, or that leads to no page.
    """
    begun = exact_text(printable(typed)).strip()
    if len(begun) < SHORTEST:
        return []
    names = [
        ("theme", "Thèmes", "Thème", theme_rows(request)),
        ("territoire", "Territoires", "Territoire", territory_rows(request)),
    ]
    groups = [
        group(kind, label, [(name, url, one) for name, url in matching(begun, rows)])
        for kind, label, one, rows in names
    ]
    return [found for found in [*groups, *title_groups(request, typed)] if found["suggestions"]]


def group(kind, label, rows):
    suggestions = [{"label": french(name), "url": url, "kind": one} for name, url, one in rows]
    return {"kind": kind, "label": label, "suggestions": suggestions}


def title_groups(request, typed):
    """Return a group per kind of page, in the order of the engine's first suggestion of each."""
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
    for one in found:
        by_kind.setdefault(one.kind, []).append(one)
    groups = []
    for kind, ones in by_kind.items():
        model = page_kinds().get(kind)
        label = str(model._meta.verbose_name_plural).capitalize() if model else "Documents"
        singular = model.kind_label if model else "Document"
        groups.append(group(kind, label, [(one.title, one.url, singular) for one in ones]))
    return groups


def matching(begun, rows):
    """Return the (name, url) of the rows that hold words that go on from `begun`.

    Names that begin so come first, then names that hold it, then synonyms.
    """
    found = []
    for name, url, synonyms in rows:
        ranks = [rank_of(begun, name, 0), *[rank_of(begun, other, 2) for other in synonyms]]
        known = [rank for rank in ranks if rank is not None]
        if known:
            found.append((min(known), alphabetical_key(name), name, url))
    return [(name, url) for _, _, name, url in sorted(found)[:NAMES]]


def rank_of(begun, name, first):
    """Return `first` when a name begins so, one more when one of its words does, else None."""
    words = exact_text(name)
    if words.startswith(f" {begun}"):
        return first
    return first + 1 if f" {begun}" in words else None


def theme_rows(request):
    """Return (name, url, synonyms) of the themes that a reader finds pages under."""
    carried = PageTheme.objects.filter(
        Q(tag=OuterRef("pk")) | Q(tag__parent=OuterRef("pk")),
        content_object__in=visible_pages(request),
    )
    themes = Theme.objects.active().filter(Exists(carried))
    return [(theme.name, theme.url, theme.synonym_list) for theme in themes]


def territory_rows(request):
    """Return (name, url, ()) of the territories of the programme, or that pages speak of."""
    linked = PageTerritory.objects.filter(territory=OuterRef("pk"), page__in=visible_pages(request))
    territories = Territory.objects.filter(Q(in_programme=True) | Exists(linked))
    return [(str(territory), territory.url, ()) for territory in territories]


def visible_pages(request):
    return HubPage.objects.visible_to(request).order_by().values("pk")
