"""Filters of the first part of a result: the entries that hold all that was asked.

The same rule as `TextMatch.holding_all` of the embedded engine, as clauses of the server.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from hub.search import weights
from hub.search.analysis.stop_words import STOP_WORDS
from hub.search.elastic.words import expansion_filter, phrase_query, stem_filter, term_filter
from hub.search.query import Compound, ParsedQuery, Term

# Names of the filters in a request and its response.
HOLDING, ADJACENT = "holding", "adjacent"


def is_divided(query: ParsedQuery) -> bool:
    """Return whether an entry may match a word of a query without holding all of it."""
    return len(query.terms) > 1 or bool(query.phrases or query.units)


def holding_filters(query: ParsedQuery) -> dict[str, dict[str, Any]]:
    """Return {name: filter} of the entries that hold all that was asked.

    « adjacent », for a query of two words, is narrower than « holding »: the words are adjacent, or
    a synonym is held. Empty when every entry that matches holds all.
    """
    if not is_divided(query):
        return {}
    clauses = [term_filter(query, place) for place in range(len(query.terms))]
    clauses += [phrase_query(phrase) for phrase in query.phrases]
    clauses += [unit_filter(query, compound) for compound in query.units]
    filters = {HOLDING: {"bool": {"filter": clauses}}}
    if len(query.terms) == 2 and not query.units:
        units = [adjacency_filter(query.terms)]
        units += [expansion_filter(other) for other in query.replacements]
        filters[ADJACENT] = {"bool": {"filter": [*clauses, any_of(units)]}}
    return filters


def unit_filter(query: ParsedQuery, compound: Compound) -> dict[str, Any]:
    """Return the filter of a compound: joined in one word, or its parts one after another."""
    parts = [query.terms[place] for place in compound.terms]
    units = [stem_filter(compound.joined.stem), adjacency_filter(parts)]
    return any_of(units)


def any_of(clauses: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the filter of the entries that match one of the clauses."""
    return {"bool": {"should": clauses, "minimum_should_match": 1}}


def adjacency_filter(terms: Sequence[Term]) -> dict[str, Any]:
    """Return the filter of words that follow each other, in any form; stop words may be between.

    Stop words themselves must be as typed, without other words between.
    """
    if any(term.exact in STOP_WORDS for term in terms):
        return phrase_query(term.exact for term in terms)
    return {"match_phrase": {"exact.stems": " ".join(term.stem for term in terms)}}


def first_part(counts: Mapping[str, Any]) -> str | None:
    """Return the name of the filter of the first part; None: every entry that matches is in it.

    `counts` are the aggregations of a response, one for each of `holding_filters`.
    """
    if HOLDING not in counts:
        return None
    found = counts[HOLDING]["doc_count"]
    if 1 < found <= weights.MAX_PAIRS and counts.get(ADJACENT, {}).get("doc_count"):
        return ADJACENT
    return HOLDING
