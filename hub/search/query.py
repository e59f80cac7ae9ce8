"""Query parser: from the text typed by a reader to a `ParsedQuery`; engines get no raw text.

Syntax: words, « phrases » in any quotation marks, and `-word` to exclude a word. There are no
operators: AND, NEAR, title: and the like are plain words. No text makes the parser raise.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hub.search.analysis import Token, tokens

QUERY_LENGTH = 200
QUERY_TERMS = 12
# Weight of a synonym, relative to the typed word.
SYNONYM_WEIGHT = 0.6
SYNONYM_WORDS = 6

QUOTED = re.compile(r"«([^«»]*)»|[“”]([^“”]*)[“”]|\"([^\"]*)\"")
EXCLUDED = re.compile(r"(?<!\S)-(?=\w)(\S+)")


# {`table_key` of a word or phrase: other words or phrases}
Synonyms = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Term:
    """A query word: its folded form, its stem, and the form as typed."""

    exact: str
    stem: str
    typed: str


@dataclass(frozen=True)
class Expansion:
    """A synonym of some terms: « ess » for those of « économie sociale et solidaire ».

    `terms` are the positions, in `ParsedQuery.terms`, of the words that it replaces; `words` its
    own terms; `phrase` its exact words in order, empty for a single word.
    """

    terms: tuple[int, ...]
    words: tuple[Term, ...]
    phrase: tuple[str, ...] = ()
    weight: float = SYNONYM_WEIGHT


@dataclass(frozen=True)
class ParsedQuery:
    """A parsed query: terms without repeats, phrases as exact words, excluded words."""

    text: str = ""
    terms: tuple[Term, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[Term, ...] = ()
    expansions: tuple[Expansion, ...] = ()


def printable(text: object) -> str:
    """Return the first 200 characters of a text, unprintable ones replaced with spaces."""
    return "".join(c if c.isprintable() else " " for c in str(text)[:QUERY_LENGTH]).strip()


def parse_query(text: object, synonyms: Synonyms | None = None) -> ParsedQuery:
    """Return the `ParsedQuery` of any text.

    `synonyms` is {`table_key` of a word or phrase: other words or phrases}.
    """
    text = printable(text)
    excluded = " ".join(found[1] for found in EXCLUDED.finditer(text))
    kept = EXCLUDED.sub(" ", text)
    phrases = [tokens(next(filter(None, found.groups()), "")) for found in QUOTED.finditer(kept)]
    words = tokens(kept)
    asked = [token for token in words if not token.is_stop] or words
    terms = _terms(asked, kept)
    return ParsedQuery(
        text=text,
        terms=terms,
        phrases=_phrases(phrases, terms),
        excluded=_terms([t for t in tokens(excluded) if not t.is_stop], excluded),
        expansions=tuple(_expansions(words, terms, synonyms or {})),
    )


def replace_words(text: str, replacements: Mapping[str, str]) -> str:
    """Return `text` with whole words replaced; `replacements` is {exact form: other word}.

    Elided words (« l’ ») and all that stands between words stay as typed.
    """
    parts, end = [], 0
    for token in tokens(text):
        if token.exact in replacements:
            parts += [text[end : token.start], replacements[token.exact]]
            end = token.end
    return "".join([*parts, text[end:]])


def synonym_key(text: str) -> str:
    """Return the stems of a word or phrase, without stop words: equal for all its spellings."""
    return _key(tokens(text))


def table_key(word: str) -> str:
    """Return the key of a word or phrase in a synonym table.

    Acronyms are not stemmed: « PAT » would match « patient », and « SCoT » « scooter ».
    """
    found = tokens(word)
    if len(found) == 1 and sum(letter.isupper() for letter in word) > 1:
        return _acronym_key(found[0])
    return _key(found)


def _acronym_key(token: Token) -> str:
    return f"={token.exact}"


def _key(words: list[Token]) -> str:
    return " ".join(token.stem for token in words if not token.is_stop)


def _terms(words: Iterable[Token], text: str) -> tuple[Term, ...]:
    """Return the terms of tokens, one per stem, at most 12."""
    by_stem = {}
    for token in words:
        typed = text[token.start : token.end]
        by_stem.setdefault(token.stem, Term(token.exact, token.stem, typed))
    return tuple(by_stem.values())[:QUERY_TERMS]


def _phrases(phrases: list[list[Token]], terms: tuple[Term, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the phrases of two words or more whose terms were all kept."""
    kept = {term.stem for term in terms}
    exact = [
        tuple(token.exact for token in phrase)
        for phrase in phrases
        if len(phrase) > 1 and all(token.is_stop or token.stem in kept for token in phrase)
    ]
    return tuple(dict.fromkeys(exact))


def _expansions(
    words: list[Token], terms: tuple[Term, ...], synonyms: Synonyms
) -> Iterator[Expansion]:
    """Yield the expansions of each sequence of words that has synonyms, the longest first."""
    if not synonyms:
        return
    positions = {term.stem: position for position, term in enumerate(terms)}
    said = [token for token in words if token.stem in positions and not token.is_stop]
    done = set()
    for length in range(min(SYNONYM_WORDS, len(said)), 0, -1):
        for first in range(len(said) - length + 1):
            run = said[first : first + length]
            keys = [_key(run), _acronym_key(run[0])] if length == 1 else [_key(run)]
            for other in (other for key in keys for other in synonyms.get(key, ())):
                place = tuple(sorted({positions[token.stem] for token in run}))
                other_words = tokens(other)
                if (place, _key(other_words)) in done or not _key(other_words):
                    continue
                done.add((place, _key(other_words)))
                yield _expansion(place, other, other_words)


def _expansion(place: tuple[int, ...], other: str, other_words: list[Token]) -> Expansion:
    phrase = tuple(token.exact for token in other_words)
    said = [token for token in other_words if not token.is_stop]
    return Expansion(place, _terms(said, other), phrase if len(phrase) > 1 else ())
