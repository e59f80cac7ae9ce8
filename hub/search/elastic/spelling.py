"""Spelling correction: fuzzy clauses for unknown words, and suggestions with accents."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from hub.folding import fold
from hub.search import weights
from hub.search.analysis import is_doubled
from hub.search.analysis.stop_words import STOP_WORDS
from hub.search.query import ParsedQuery, Term, replace_words

# Shorter words have too many candidates.
MIN_LENGTH = 4
# Numbers of first letters taken as correct: one fuzzy clause for each.
PREFIX_LENGTHS = (1, 3)
OPTIONS = 50


def is_correctable(term: Term) -> bool:
    """Return whether a word may be corrected.

    It is long enough, has letters only, and is neither a stop word nor to search as typed.
    """
    is_long = len(term.exact) >= MIN_LENGTH and term.exact.isalpha()
    return is_long and not term.is_verbatim and term.exact not in STOP_WORDS


def fuzzy_clauses(term: Term, place: int | None = None) -> list[dict[str, Any]]:
    """Return the fuzzy clauses of a word that may be misspelled.

    With `max_expansions` 1, a fuzzy query takes the nearest word: the typed word itself if it is
    indexed, in the singular or the plural, so that only unknown words are corrected. `place` names
    the clauses in the response.
    """
    if not is_correctable(term):
        return []
    clauses = []
    for length in PREFIX_LENGTHS:
        fuzzy = {"value": term.exact, "fuzziness": 1, "prefix_length": length, "max_expansions": 1}
        named = {"_name": f"~{place}-{length}"} if place is not None else {}
        clauses.append({"fuzzy": {"known": fuzzy | {"boost": weights.TYPO} | named}})
    return clauses


def nearest_word(word: str, known: Iterable[str]) -> str | None:
    """Return the word that a fuzzy clause selects among `known`, all at a distance of 1."""
    # Lucene: highest similarity (edit distance relative to length), then alphabetical order.
    return min(known, key=lambda other: (-min(len(word), len(other)), other), default=None)


def spelling_suggesters(terms: Sequence[Term]) -> dict[str, Any]:
    """Return the term suggesters of a search, two for each word that may be corrected."""
    common = {"suggest_mode": "missing", "min_word_length": MIN_LENGTH, "size": OPTIONS}
    folded = {"field": "words", "max_edits": 1, "prefix_length": 1}
    # Missing accents count as edits here, that of the first letter included.
    written = {"field": "spelling", "max_edits": 2, "prefix_length": 0}
    suggesters = {}
    for place, term in enumerate(terms):
        if is_correctable(term):
            suggesters[f"folded-{place}"] = {"text": term.exact, "term": folded | common}
            suggesters[f"written-{place}"] = {"text": term.typed.lower(), "term": written | common}
    return suggesters


def corrections(
    terms: Sequence[Term], suggestions: Mapping[str, Any], names: Collection[str]
) -> dict[int, str]:
    """Return {position of an unknown word: its correction, with accents}.

    `suggestions` is the « suggest » part of a response; `names` are the names of the clauses that
    its hits matched: a correction only comes from entries that the reader may see.
    """
    found = {}
    for place, term in enumerate(terms):
        known = suggester_options(suggestions, f"folded-{place}")
        nearest: list[str | None]
        if f"={place}" in names:
            # The stem is known: the only error can be a doubled letter.
            nearest = [word for word in known if is_doubled(term.exact, word)]
        else:
            nearest = [
                nearest_word(
                    term.exact, [word for word in known if word[:length] == term.exact[:length]]
                )
                for length in PREFIX_LENGTHS
                if f"~{place}-{length}" in names
            ]
        if taken := {word for word in nearest if word is not None}:
            best = max(sorted(taken), key=known.__getitem__)
            written = suggester_options(suggestions, f"written-{place}")
            found[place] = next((word for word in written if fold(word) == best), best)
    return found


def corrected_text(query: ParsedQuery, corrected_words: Mapping[int, str]) -> str:
    """Return the query text with its corrections; empty if there are none."""
    corrections = {query.terms[place].exact: word for place, word in corrected_words.items()}
    return replace_words(query.text, corrections) if corrections else ""


def suggester_options(suggestions: Mapping[str, Any], name: str) -> dict[str, int]:
    """Return {word: document frequency} of a suggester, the most likely first."""
    found = suggestions.get(name, ())
    return {option["text"]: option["freq"] for entry in found for option in entry["options"]}
