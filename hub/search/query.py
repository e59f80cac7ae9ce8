"""Query parser: from the text typed by a reader to a `ParsedQuery`; engines get no raw text.

Syntax: words, « phrases » in any quotation marks, and `-word` to exclude a word. There are no
operators: AND, NEAR, title: and the like are plain words. No text makes the parser raise.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import chain

from hub.search.analysis import (
    Token,
    apostrophe_parts,
    compounds,
    numbers_of,
    pairs,
    short_forms,
    tokens,
    without_option,
)
from hub.search.analysis.compounds import BOUND, HYPHEN

QUERY_LENGTH = 200
QUERY_TERMS = 12
# Texts whose parsed query is kept.
PARSED_QUERIES = 256
# Weight of a synonym, relative to the typed word.
SYNONYM_WEIGHT = 0.6
SYNONYM_WORDS = 6
# Letters of a word whose stem is not used.
SHORT = 4

QUOTED = re.compile(r"«([^«»]*)»|[“”]([^“”]*)[“”]|\"([^\"]*)\"")
EXCLUDED = re.compile(r"(?<!\S)-(?=\w)(\S+)")
NOT_ASKED = re.compile(rf"{EXCLUDED.pattern}|[«»“”\"]")


# {`table_key` of a word or phrase: other words or phrases}
Synonyms = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Term:
    """A query word: its folded form, its stem, and the form as typed.

    `is_verbatim`: it is not corrected: alone between quotation marks, an acronym, or the name of a
    territory. `forms`: the only exact forms that it matches; empty: all those of its stem.
    """

    exact: str
    stem: str
    typed: str
    is_verbatim: bool = False
    forms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Compound:
    """A compound word of the query: « tiers-lieux » or « tiers lieux » for « tierslieux ».

    `terms` are the positions of its parts in `ParsedQuery.terms`, stop words apart; `joined` is the
    compound as one word, which the index holds for the texts with a hyphen. `is_unit`: a hyphen
    was typed, or the first part is a bound form (« mini »); otherwise, any two consecutive words.
    """

    terms: tuple[int, ...]
    joined: Term
    is_unit: bool


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
    compounds: tuple[Compound, ...] = ()

    @property
    def asked(self) -> str:
        """The text without the excluded words and the quotation marks, to encode."""
        return " ".join(NOT_ASKED.sub(" ", self.text).split())

    @property
    def has_synonyms(self) -> bool:
        """Whether it names a theme, an acronym or another word that has synonyms."""
        return any(expansion.weight == SYNONYM_WEIGHT for expansion in self.expansions)

    @property
    def units(self) -> list[Compound]:
        """The compounds that must be held as one word."""
        return [compound for compound in self.compounds if compound.is_unit]

    @property
    def is_one_unit(self) -> bool:
        """Whether it is one compound and nothing else."""
        return not self.phrases and any(len(one.terms) == len(self.terms) for one in self.units)

    def needs_all(self, sort: str) -> bool:
        """Return whether entries that hold a part of it are left out when others hold all of it.

        Sorted by date or title, they would mix with the others. The parts of a compound are words
        of another meaning: « lieux » for « tiers-lieux ».
        """
        return sort != "pertinence" or self.is_one_unit

    @cached_property
    def replacements(self) -> tuple[Expansion, ...]:
        """The expansions, then the joined forms of the compounds, which weigh as their parts."""
        joined = (Expansion(one.terms, (one.joined,), weight=1.0) for one in self.compounds)
        return (*self.expansions, *joined)


def printable(text: object) -> str:
    """Return the first 200 characters of a text, unprintable ones replaced with spaces."""
    return "".join(c if c.isprintable() else " " for c in str(text)[:QUERY_LENGTH]).strip()


def parse_query(text: object, synonyms: Synonyms | None = None) -> ParsedQuery:
    """Return the `ParsedQuery` of any text.

    `synonyms` is {`table_key` of a word or phrase: other words or phrases}. The words of a text are
    parsed once: a request needs them in the listing, in the engine and in its fallback.
    """
    words, query = _parsed(printable(text))
    if not synonyms:
        return query
    added = _expansions(words, query.terms, synonyms)
    terms = tuple(_as_acronym(term, synonyms) for term in query.terms)
    return replace(query, terms=terms, expansions=(*query.expansions, *added))


@lru_cache(maxsize=PARSED_QUERIES)
def _parsed(text: str) -> tuple[tuple[Token, ...], ParsedQuery]:
    """Return (words, query without synonyms) of a printable text."""
    excluded = " ".join(found[1] for found in EXCLUDED.finditer(text))
    kept = EXCLUDED.sub(" ", text)
    phrases = [tokens(next(filter(None, found.groups()), "")) for found in QUOTED.finditer(kept)]
    words = tuple(tokens(kept))
    asked = [token for token in words if not token.is_stop] or words
    quoted = {phrase[0].exact for phrase in phrases if len(phrase) == 1}
    terms = _terms(asked, kept, quoted)
    query = ParsedQuery(
        text=text,
        terms=terms,
        phrases=_phrases(phrases, terms),
        excluded=_excluded(excluded),
        expansions=tuple(_spellings(kept, words, terms)),
        compounds=tuple(_compounds(kept, words, terms)),
    )
    return words, query


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


def verbatim_text(text: str, corrected: str) -> str:
    """Return `text` with quotation marks around the words that `corrected` replaces.

    `corrected` is the result of `replace_words`. Such a query is searched as typed.
    """
    pairs_of_words = zip(tokens(text), tokens(corrected), strict=False)
    return replace_words(
        text,
        {
            typed.exact: f"«\u00a0{text[typed.start : typed.end]}\u00a0»"
            for typed, known in pairs_of_words
            if typed.exact != known.exact
        },
    )


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


def _acronym_key(token: Token | Term) -> str:
    return f"={token.exact}"


def _as_acronym(term: Term, synonyms: Synonyms) -> Term:
    """Return a term; a known acronym matches itself only: « PLU » has no plural « plus »."""
    if _acronym_key(term) not in synonyms:
        return term
    return replace(term, is_verbatim=True, forms=(term.exact,))


def _key(words: list[Token]) -> str:
    return " ".join(token.stem for token in words if not token.is_stop)


def _terms(words: Iterable[Token], text: str, verbatim: Collection[str] = ()) -> tuple[Term, ...]:
    """Return the terms of tokens, one per stem, at most 12; `verbatim` are exact forms."""
    by_stem = {}
    for token in words:
        typed = text[token.start : token.end]
        forms = short_forms(token.exact) if len(token.exact) <= SHORT else ()
        term = Term(token.exact, token.stem, typed, token.exact in verbatim, forms)
        by_stem.setdefault(token.stem, term)
    return tuple(by_stem.values())[:QUERY_TERMS]


def _excluded(text: str) -> tuple[Term, ...]:
    """Return the terms of the excluded words; a compound is excluded as a whole only."""
    found = tokens(text)
    joined = list(compounds(text, found))
    parts = {part for parts, _ in joined for part in parts}
    kept = [token for token in found if not token.is_stop and token not in parts]
    return _terms(kept + [token for _, token in joined], text)


def _compounds(text: str, words: Sequence[Token], terms: tuple[Term, ...]) -> Iterator[Compound]:
    """Yield the compounds of the words of a text, those with a hyphen first, without repeats."""
    positions = {term.stem: position for position, term in enumerate(terms)}
    done = set()
    for parts, token in chain(compounds(text, words), pairs(text, words)):
        said = dict.fromkeys(part.stem for part in parts if not part.is_stop)
        if token.stem in done or not said or not positions.keys() >= said.keys():
            continue
        done.add(token.stem)
        typed = text[token.start : token.end]
        joined = Term(token.exact, token.stem, typed)
        is_unit = parts[0].exact in BOUND or bool(HYPHEN.search(typed))
        yield Compound(tuple(positions[stem] for stem in said), joined, is_unit)


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
    words: Sequence[Token], terms: tuple[Term, ...], synonyms: Synonyms
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


def _spellings(text: str, words: Sequence[Token], terms: tuple[Term, ...]) -> Iterator[Expansion]:
    """Yield other spellings of words, as expansions of full weight.

    « Lil Ô » for « Lil’Ô », « PLU » for « PLU(i) ».
    """
    positions = {term.stem: position for position, term in enumerate(terms)}
    for token in words:
        if token.is_stop or token.stem not in positions:
            continue
        base = without_option(text, token)
        for other in (apostrophe_parts(text, token), [base] if base else []):
            own = tuple(
                Term(part.exact, part.stem, part.exact, forms=(part.exact,)) for part in other
            )
            if own and [term.stem for term in own] != [token.stem]:
                phrase = tuple(term.exact for term in own) if len(own) > 1 else ()
                yield Expansion((positions[token.stem],), own, phrase, weight=1.0)


def _expansion(place: tuple[int, ...], other: str, other_words: list[Token]) -> Expansion:
    """Return the expansion of a place by other words, which match in the singular and the plural.

    The stem of a synonym would bring words that are not: « alimenter » for « alimentation ».
    """
    phrase = tuple(token.exact for token in other_words)
    said = [token for token in other_words if not token.is_stop]
    words = tuple(replace(term, forms=numbers_of(term.exact)) for term in _terms(said, other))
    return Expansion(place, words, phrase if len(phrase) > 1 else ())
