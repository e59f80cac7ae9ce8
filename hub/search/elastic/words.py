"""Clauses for what is typed: words, other words, phrases, words to leave out."""

from collections.abc import Iterable
from math import ceil
from typing import Any

from hub.search import weights
from hub.search.elastic.mapping import PHRASE_FIELDS
from hub.search.elastic.spelling import fuzzy_clauses
from hub.search.query import ParsedQuery, Term

# The front of an entry (title, themes, summary, first words of the body) as a short text of its
# own, beside the whole. Measured on 105 judged questions, whose texts have no title: nDCG@10 0.928;
# 0.925 with 0.25 or 0.6, 0.904 without it.
FRONT = 0.4


def strict(query: ParsedQuery) -> dict[str, Any]:
    """Return the clause, for filters, of the entries that hold enough words, and every phrase."""
    return {
        "bool": {
            "should": [anyhow(query, place) for place in range(len(query.terms))],
            "minimum_should_match": enough(query),
            "filter": [phrase(words) for words in query.phrases],
        }
    }


def enough(query: ParsedQuery) -> int:
    """Return how many of the words an entry must hold."""
    return ceil(weights.COVERAGE * len(query.terms))


def loose(query: ParsedQuery) -> dict[str, Any]:
    """Return the clause of the entries that hold one of the words."""
    return {"bool": {"should": term_clauses(query), "minimum_should_match": 1}}


def is_strict(query: ParsedQuery) -> bool:
    """Tell whether the two differ: with two words, one is enough."""
    return bool(query.phrases) or enough(query) > 1


def term_clauses(query: ParsedQuery) -> list[dict[str, Any]]:
    """Return a clause for each word: itself, its other words, or what it was meant to be.

    Its name in the answer is its place among the words, « 0 »; « =0 » is the word itself, « ~0-1 »
    what it was meant to be, « +0 » an expansion.
    """
    others = [expansion(query, number) for number in range(len(query.expansions))]
    clauses = []
    for place, term in enumerate(query.terms):
        queries = [somewhere(term, f"={place}")]
        queries += [others[number] for number in standing_for(query, place)]
        queries += fuzzy_clauses(term, place)
        clauses.append({"dis_max": {"_name": str(place), "queries": queries}})
    return clauses


def anyhow(query: ParsedQuery, place: int) -> dict[str, Any]:
    """Return the clause, for filters, of the same word: matched, and no more."""
    found = [held(query.terms[place].stem)]
    for number in standing_for(query, place):
        other = query.expansions[number]
        words = [held(word.stem) for word in other.words]
        found.append({"bool": {"filter": words + [phrase(p) for p in [other.phrase] if p]}})
    return {"bool": {"should": found + fuzzy_clauses(query.terms[place])}}


def standing_for(query: ParsedQuery, place: int) -> list[int]:
    """Return the numbers of the expansions that stand for a word."""
    return [number for number, other in enumerate(query.expansions) if place in other.terms]


def held(stem: str) -> dict[str, Any]:
    """Return the clause, for filters, of the entries that hold a form of a word."""
    return {"term": {"stems": stem}}


def somewhere(term: Term, name: str | None = None) -> dict[str, Any]:
    """Return the clause of a word: any form of it; this very form, and the front, on top."""
    found = [
        {"term": {"stems": term.stem}},
        {"term": {"words": {"value": term.exact, "boost": weights.EXACT}}},
        {"term": {"front": {"value": term.stem, "boost": FRONT}}},
    ]
    return {"bool": {"should": found} | ({"_name": name} if name else {})}


def expansion(query: ParsedQuery, number: int) -> dict[str, Any]:
    """Return the clause of other words, their weight shared by the words that they stand for.

    Its name in the answer is « +number ».
    """
    other = query.expansions[number]
    clauses = [somewhere(word) for word in other.words]
    held = {"must": clauses, "boost": other.weight / len(other.terms), "_name": f"+{number}"}
    if other.phrase:
        held["filter"] = [phrase(other.phrase)]
    return {"bool": held}


def phrase(words: Iterable[str]) -> dict[str, Any]:
    """Return the clause of exact words that follow each other."""
    fields = [f"exact.{name}" for name in PHRASE_FIELDS]
    return {"multi_match": {"query": " ".join(words), "type": "phrase", "fields": fields}}


def excluded(query: ParsedQuery) -> list[dict[str, Any]]:
    """Return the clauses, for `must_not`, of the words to leave out, in any of their forms."""
    return [held(term.stem) for term in query.excluded]
