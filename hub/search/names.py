"""Names of territories in a query: known words, to search as typed.

« Tours » is neither a misspelling of « tous », even when no entry contains it, nor a plural of
« tour ».
"""

from collections.abc import Collection
from dataclasses import replace

from hub.search.query import ParsedQuery
from hub.territories.finding import name_words, whole_names


def known_names(words: Collection[str]) -> set[str]:
    """Return those of some folded words that names of territories contain; no query for none."""
    return name_words(words) if words else set()


def with_known_names(query: ParsedQuery) -> ParsedQuery:
    """Return a query whose names of territories are `is_verbatim`."""
    names = known_names([term.exact for term in query.terms])
    terms = tuple(
        replace(term, is_verbatim=True) if term.exact in names else term for term in query.terms
    )
    return replace(query, terms=terms) if names else query


def with_proper_names(query: ParsedQuery) -> ParsedQuery:
    """Return a query whose capitalised names of territories match their exact form only.

    The first of several words is left: sentences begin with a capital.
    """
    capitalised = {
        term.exact
        for position, term in enumerate(query.terms)
        if term.typed[:1].isupper() and (position or len(query.terms) == 1)
    }
    names = whole_names(capitalised) if capitalised else set()
    terms = tuple(
        replace(term, is_verbatim=True, forms=(term.exact,)) if term.exact in names else term
        for term in query.terms
    )
    return replace(query, terms=terms) if names else query
