"""Synonyms, from all their sources: acronyms, themes, the lists of editors.

A source is a callable without arguments that yields groups of equivalent words or phrases, or
`OneWay` objects.
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

# Cache of this thread: `table` is (version, synonym table).
_local = threading.local()


@dataclass(frozen=True)
class OneWay:
    """One-way synonyms: searching one of `words` also searches `also`, but not the reverse."""

    words: tuple[str, ...]
    also: tuple[str, ...]


def theme_words() -> Iterator[tuple[str, ...]]:
    """Yield the name of each theme in use, then with each of its synonyms and acronyms.

    Two synonyms of a theme are not synonyms of each other: « diagnostic » and « bilan » of one.
    """
    for theme in Theme.objects.active().only("name", "synonyms"):
        yield (theme.name,)
        for synonym in theme.synonym_list:
            yield (theme.name, synonym)


def editors_words() -> Iterator[tuple[str, ...] | OneWay]:
    """Yield the lists that editors wrote."""
    for synonyms in SearchSynonyms.objects.all():
        words, also = tuple(synonyms.word_list), tuple(synonyms.also_list)
        yield OneWay(words, also) if also else words


SOURCES = (ACRONYMS.items, theme_words, editors_words)


def current_synonyms() -> dict[str, list[str]]:
    """Return {`table_key`: other words}, for `parse_query`; always up to date.

    Costs one query, of one row, while the synonyms have not changed.
    """
    version = SynonymsVersion.objects.values_list("token", flat=True).first()
    cached = getattr(_local, "table", None)
    if cached is None or version is None or cached[0] != version:
        cached = (version, synonym_table(group for source in SOURCES for group in source()))
        _local.table = cached
    return cached[1]


def forget_synonyms(**kwargs: Any) -> None:
    """Invalidate the cache of every process; receiver of the signals of the sources."""
    versions = SynonymsVersion.objects
    versions.update_or_create(pk=ONLY_ROW, defaults={"token": secrets.token_hex(16)})


def watch_sources() -> None:
    """Connect `forget_synonyms` to changes of the sources; called once by `AppConfig.ready`."""
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
            # Two words may share a key: list the others only, once each.
            known = table[key] if key else []
            known += [
                other.strip()
                for other in others
                if table_key(other) not in ("", key) and other.strip() not in known
            ]
    return {key: others for key, others in table.items() if others}
