"""Words that say the same, from wherever they are kept: acronyms, themes, an editor's list.

A source is a callable without argument that gives groups of words or phrases, each group saying one
thing, or `OneWay` objects.
"""

import secrets
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models.signals import post_delete, post_save

from hub.search.acronyms import ACRONYMS
from hub.search.models import SearchSynonyms, SynonymsVersion
from hub.search.query import table_key
from hub.themes.models import Theme

ONLY_ROW = 1

# What this process has read, with the version that it had: (version, table).
_held = threading.local()


@dataclass(frozen=True)
class OneWay:
    """Words understood as others too, while those are not understood as them."""

    words: tuple[str, ...]
    also: tuple[str, ...]


def theme_words() -> Iterator[tuple[str, ...]]:
    """Yield the name, synonyms and acronyms of each theme in use."""
    for theme in Theme.objects.active().only("name", "synonyms"):
        yield (theme.name, *theme.synonym_list)


def editors_words() -> Iterator[tuple[str, ...] | OneWay]:
    """Yield the lists that editors wrote."""
    for synonyms in SearchSynonyms.objects.all():
        words, also = tuple(synonyms.word_list), tuple(synonyms.also_list)
        yield OneWay(words, also) if also else words


SOURCES = (ACRONYMS.items, theme_words, editors_words)


def current_synonyms() -> dict[str, list[str]]:
    """Return {`table_key`: other words}, as `parse_query` takes it; never older than a change.

    One query, of one row, as long as nothing has changed.
    """
    version = SynonymsVersion.objects.values_list("token", flat=True).first()
    held = getattr(_held, "table", None)
    if held is None or version is None or held[0] != version:
        held = (version, synonym_table(group for source in SOURCES for group in source()))
        _held.table = held
    return held[1]


def forget_synonyms(**kwargs: Any) -> None:
    """Have every process read the sources again: something in them has changed (a signal)."""
    versions = SynonymsVersion.objects
    versions.update_or_create(pk=ONLY_ROW, defaults={"token": secrets.token_hex(16)})


def watch_sources() -> None:
    """Follow the words of themes and of editors; called once, when the application is ready."""
    for model in (Theme, SearchSynonyms):
        for signal in (post_save, post_delete):
            signal.connect(forget_synonyms, sender=model, dispatch_uid="hub.search.synonyms")


def synonym_table(groups: Iterable[Iterable[str] | OneWay]) -> dict[str, list[str]]:
    """Return {`table_key` of each word of a group: the other words of the group}."""
    table = defaultdict(list)
    for group in groups:
        words, others = (group.words, group.also) if isinstance(group, OneWay) else (group, group)
        for word in words:
            key = table_key(word)
            # Two words may say the same and have one key: the others only, once each.
            known = table[key] if key else []
            known += [
                other.strip()
                for other in others
                if table_key(other) not in ("", key) and other.strip() not in known
            ]
    return {key: others for key, others in table.items() if others}
