"""The kind of pages that a query names first: « podcast sur l’eau », « lettre n° 3 »."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest

from hub.core.models import HubPage
from hub.core.page_types import page_kinds
from hub.folding import fold
from hub.search.analysis import Token, exact_text, tokens
from hub.search.analysis.stop_words import ARTICLES, DETERMINERS
from hub.search.query import SYNONYM_WORDS, parse_query, synonym_key
from hub.search.synonyms import current_synonyms, theme_words

BEFORE_A_NAME = frozenset([*ARTICLES.split(), *DETERMINERS.split()])
QUOTES = '«»“”"'
# « n° 3 », « numéro 3 », « nº 3 », « #3 », « 3 », in folded text.
NUMBER = re.compile(r"\W*(?:(?:numero|num|no|n)\b[.°\s]*|no|n)?#?\s*([0-9]{1,4})\W*")
# Between the name of the kind and the words.
SEPARATORS = " \u00a0\u202f:,;–—"


@dataclass(frozen=True)
class KindQuery:
    """A query that begins with the name of a kind of pages.

    - `typed`: the query as typed;
    - `kinds`: the kind named, with those published below it: a podcast and its episodes;
    - `words`: the words to search in them;
    - `number`: the number asked, if nothing else is.
    """

    typed: str
    kinds: tuple[str, ...]
    words: str
    number: int | None = None

    @property
    def label(self) -> str:
        """The plural name of the kind as named, in lower case."""
        return str(page_kinds()[self.kinds[0]]._meta.verbose_name_plural)

    @property
    def everywhere(self) -> str:
        """The query of the same words in every kind: a phrase, read as words if none has it."""
        return f"«\u00a0{self.typed.translate(str.maketrans('', '', QUOTES)).strip()}\u00a0»"


def read_kind_query(text: str) -> KindQuery | None:
    """Return the `KindQuery` of a printable text; None when it does not begin with a kind.

    Phrases, excluded words, and names of themes and synonyms such as « ressources humaines » are
    not split. Costs two queries when the text begins with a kind.
    """
    words = tokens(text)
    first = next((n for n, word in enumerate(words) if word.exact not in BEFORE_A_NAME), 0)
    found = _named(words[first:])
    if not found or not set(text[: words[first].start]).isdisjoint(f"{QUOTES}-"):
        return None
    kind, length = found
    rest = text[words[first + length - 1].end :]
    kinds = (kind, *_kinds_below(kind))
    if number := NUMBER.fullmatch(fold(rest)):
        return KindQuery(text, kinds, number[1], int(number[1]))
    rest = _without_first_stop_words(rest)
    if all(word.is_stop for word in tokens(rest)) or not parse_query(rest).terms:
        return None
    if _begins_with_a_phrase(text, words[first:]):
        return None
    return KindQuery(text, kinds, rest)


def numbered_pages(kinds: Iterable[str], number: int, request: HttpRequest) -> list[HubPage]:
    """Return the visible pages of some kinds that have a number, the latest first, as cards."""
    models = [page_kinds()[kind] for kind in kinds]
    numbered = [model for model in models if model.listing_details.get("Numéro") == "number"]
    if not number or not numbered:
        return []
    pks = [
        pk
        for model in numbered
        for pk in model._default_manager.filter(number=number).values_list("pk", flat=True)
    ]
    visible = HubPage.objects.visible_to(request).filter(pk__in=pks)
    return list(visible.order_by("-listed_on", "pk").for_cards())


@cache
def _names() -> dict[tuple[str, ...], str]:
    """Return {name as exact words: kind}, from the names of the page types."""
    found: dict[tuple[str, ...], str] = {}
    for kind, model in page_kinds().items():
        meta = model._meta
        for name in (meta.verbose_name, meta.verbose_name_plural, model.kind_label, kind):
            found.setdefault(tuple(exact_text(str(name)).split()), kind)
        found.setdefault((f"{kind}s",), kind)
    return found


def _named(words: Sequence[Token]) -> tuple[str, int] | None:
    """Return the kind that words begin with, and how many words name it."""
    exact = tuple(word.exact for word in words)
    for length in range(min(len(exact), max(map(len, _names()))), 0, -1):
        if kind := _names().get(exact[:length]):
            return kind, length
    return None


@cache
def _kinds_below(kind: str) -> tuple[str, ...]:
    """Return the kinds whose pages are published below those of `kind`."""
    below = page_kinds()[kind].allowed_subpage_models()
    return tuple(other for other, model in page_kinds().items() if model in below)


def _without_first_stop_words(text: str) -> str:
    start = 0
    for word in tokens(text):
        if not word.is_stop or any(quote in text[start : word.start] for quote in QUOTES):
            break
        start = word.end
    return text[start:].strip(SEPARATORS)


def _begins_with_a_phrase(text: str, words: Sequence[Token]) -> bool:
    """Return whether the first words, at least two, are a theme or have synonyms together."""
    ends = [word.end for word in words if not word.is_stop][1:SYNONYM_WORDS]
    keys = {synonym_key(text[words[0].start : end]) for end in ends}
    themes = (synonym_key(name) for names in theme_words() for name in names)
    return not keys.isdisjoint(current_synonyms()) or not keys.isdisjoint(themes)
