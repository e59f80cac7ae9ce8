"""Clauses of a parsed query: words, synonyms, phrases, excluded words."""

from collections.abc import Iterable
from math import ceil
from typing import Any

from hub.search import weights
from hub.search.elastic.mapping import PHRASE_FIELDS
from hub.search.elastic.spelling import fuzzy_clauses
from hub.search.query import Expansion, ParsedQuery, Term

# Boost of the front of an entry (title, themes, summary, opening of the body), scored as a short
# text in addition to the whole. Measured on 105 judged questions, whose texts have no title:
# nDCG@10 0.928; 0.925 with 0.25 or 0.6, 0.904 without it.
FRONT = 0.4


def strict_filter(query: ParsedQuery) -> dict[str, Any]:
    """Return the filter of the entries that contain enough words, and every phrase."""
    return {
        "bool": {
            "should": [term_filter(query, place) for place in range(len(query.terms))],
            "minimum_should_match": minimum_words(query),
            "filter": [phrase_query(words) for words in query.phrases],
        }
    }


def minimum_words(query: ParsedQuery) -> int:
    """Return the number of query words that an entry must contain."""
    return ceil(weights.COVERAGE * len(query.terms))


def any_word_query(query: ParsedQuery) -> dict[str, Any]:
    """Return the clause of the entries that contain at least one of the words."""
    return {"bool": {"should": term_clauses(query), "minimum_should_match": 1}}


def is_strict(query: ParsedQuery) -> bool:
    """Return whether the strict filter is narrower than any word: phrases, or several words."""
    return bool(query.phrases) or minimum_words(query) > 1


def term_clauses(query: ParsedQuery) -> list[dict[str, Any]]:
    """Return a clause for each word: the word itself, its synonyms, or its correction.

    The name of a clause in the response is the position of the word, « 0 »; « =0 » is the word
    itself, « ~0-1 » a correction, « +0 » an expansion.
    """
    expansions = [expansion_query(query, number) for number in range(len(query.replacements))]
    clauses = []
    for place, term in enumerate(query.terms):
        queries = [term_query(term, f"={place}")]
        queries += [expansions[number] for number in expansions_of(query, place)]
        queries += fuzzy_clauses(term, place)
        clauses.append({"dis_max": {"_name": str(place), "queries": queries}})
    return clauses


def term_filter(query: ParsedQuery, place: int) -> dict[str, Any]:
    """Return the filter of a word: same matches as in `term_clauses`, without score."""
    clauses = [form_filter(query.terms[place])]
    clauses += [
        expansion_filter(query.replacements[number]) for number in expansions_of(query, place)
    ]
    return {"bool": {"should": clauses + fuzzy_clauses(query.terms[place])}}


def expansion_filter(other: Expansion) -> dict[str, Any]:
    """Return the filter of the entries that contain an expansion."""
    words = [form_filter(word) for word in other.words]
    phrases = [phrase_query(phrase) for phrase in [other.phrase] if phrase]
    return {"bool": {"filter": words + phrases}}


def expansions_of(query: ParsedQuery, place: int) -> list[int]:
    """Return the numbers of the replacements that can replace a word."""
    return [number for number, other in enumerate(query.replacements) if place in other.terms]


def stem_filter(stem: str) -> dict[str, Any]:
    """Return the filter of the entries that contain a form of a word."""
    return {"term": {"stems": stem}}


def form_filter(term: Term) -> dict[str, Any]:
    """Return the filter of the entries that contain a form that a word matches."""
    return {"terms": {"words": list(term.forms)}} if term.forms else stem_filter(term.stem)


def term_query(term: Term, name: str | None = None) -> dict[str, Any]:
    """Return the clause of a word: its stem, with a bonus for the exact form and for the front.

    A word that matches some forms only is scored by them.
    """
    clauses: list[dict[str, Any]] = [
        {"term": {"words": {"value": term.exact, "boost": weights.EXACT}}},
        {"term": {"front": {"value": term.stem, "boost": FRONT}}},
    ]
    named = {"_name": name} if name else {}
    if not term.forms:
        return {"bool": {"should": [{"term": {"stems": term.stem}}, *clauses]} | named}
    forms = [{"term": {"words": form}} for form in term.forms]
    return {"bool": {"must": [{"dis_max": {"queries": forms}}], "should": clauses} | named}


def expansion_query(query: ParsedQuery, number: int) -> dict[str, Any]:
    """Return the clause of an expansion; its weight is divided by the words that it replaces.

    Its name in the response is « +number ».
    """
    other = query.replacements[number]
    clauses = [term_query(word) for word in other.words]
    query_body = {"must": clauses, "boost": other.weight / len(other.terms), "_name": f"+{number}"}
    if other.phrase:
        query_body["filter"] = [phrase_query(other.phrase)]
    return {"bool": query_body}


def phrase_query(words: Iterable[str]) -> dict[str, Any]:
    """Return the clause of exact words in sequence."""
    fields = [f"exact.{name}" for name in PHRASE_FIELDS]
    return {"multi_match": {"query": " ".join(words), "type": "phrase", "fields": fields}}


def excluded_filters(query: ParsedQuery) -> list[dict[str, Any]]:
    """Return the `must_not` clauses of the excluded words, in any of their forms."""
    return [stem_filter(term.stem) for term in query.excluded]
