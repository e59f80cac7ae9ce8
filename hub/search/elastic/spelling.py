"""Words typed with a mistake: found all the same, and shown as they are written."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from hub.search import weights
from hub.search.analysis import fold
from hub.search.analysis.stop_words import STOP_WORDS
from hub.search.query import ParsedQuery, Term

# Shorter words have too many neighbours.
SHORTEST = 4
# How many first letters are taken for right: each gives the word a chance of its own.
BEGINNINGS = (1, 3)
OPTIONS = 50


def may_be_mended(term: Term) -> bool:
    """Tell whether a word is of those that are mistyped: long enough, of letters only."""
    is_long = len(term.exact) >= SHORTEST and term.exact.isalpha()
    return is_long and term.exact not in STOP_WORDS


def mended(term: Term, place: int | None = None) -> list[dict[str, Any]]:
    """Return the clauses of the words that an unknown one may stand for.

    A fuzzy query that may take one word takes the nearest: the typed word itself where it exists,
    so that only unknown words are mended. `place` names the clauses in the answer.
    """
    if not may_be_mended(term):
        return []
    clauses = []
    for length in BEGINNINGS:
        fuzzy = {"value": term.exact, "fuzziness": 1, "prefix_length": length, "max_expansions": 1}
        named = {"_name": f"~{place}-{length}"} if place is not None else {}
        clauses.append({"fuzzy": {"words": fuzzy | {"boost": weights.TYPO} | named}})
    return clauses


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return what such a query takes among known words, all one mistake away from `word`."""
    # Lucene: the smallest share of letters that differ, then the first in the alphabet.
    return min(known, key=lambda other: (-min(len(word), len(other)), other), default=None)


def spelling_suggesters(terms: Sequence[Term]) -> dict[str, Any]:
    """Return the suggesters of a search: for each unknown word, its neighbours."""
    common = {"suggest_mode": "missing", "min_word_length": SHORTEST, "size": OPTIONS}
    folded = {"field": "words", "max_edits": 1, "prefix_length": 1}
    # Accents that were not typed are mistakes here, that of the first letter included.
    written = {"field": "spelling", "max_edits": 2, "prefix_length": 0}
    suggesters = {}
    for place, term in enumerate(terms):
        if may_be_mended(term):
            suggesters[f"folded-{place}"] = {"text": term.exact, "term": folded | common}
            suggesters[f"written-{place}"] = {"text": term.typed.lower(), "term": written | common}
    return suggesters


def corrections(
    terms: Sequence[Term], suggestions: Mapping[str, Any], names: Collection[str]
) -> dict[int, str]:
    """Return {place of an unknown word: what it was meant to be, as it is written}.

    `suggestions` is the part « suggest » of an answer; `names` those of the clauses that its hits
    matched: a word is put right by words of entries that the reader may see, and no others.
    """
    found = {}
    for place, term in enumerate(terms):
        known = {} if f"={place}" in names else options_of(suggestions, f"folded-{place}")
        taken = {
            nearest(term.exact, [word for word in known if word[:length] == term.exact[:length]])
            for length in BEGINNINGS
            if f"~{place}-{length}" in names
        } - {None}
        if taken:
            best = max(sorted(taken), key=known.get)
            written = options_of(suggestions, f"written-{place}")
            found[place] = next((word for word in written if fold(word) == best), best)
    return found


def put_right(query: ParsedQuery, mended_words: Mapping[int, str]) -> str:
    """Return the text with its unknown words put right; empty when there are none."""
    text = query.text
    for place, word in mended_words.items():
        text = text.replace(query.terms[place].typed, word)
    return text if text != query.text else ""


def options_of(suggestions: Mapping[str, Any], name: str) -> dict[str, int]:
    """Return {word: number of entries} of a suggester, the likeliest first."""
    found = suggestions.get(name, ())
    return {option["text"]: option["freq"] for entry in found for option in entry["options"]}
