"""Search of territories by what people type: names, codes, postcodes, with typing errors."""

from hub.territories.finding.choice import (
    Match,
    departement_names,
    describe,
    find,
    find_pks,
    name_words,
    resolve,
    resolve_matches,
    search,
    value_of,
    whole_names,
)

__all__ = [
    "Match",
    "departement_names",
    "describe",
    "find",
    "find_pks",
    "name_words",
    "resolve",
    "resolve_matches",
    "search",
    "value_of",
    "whole_names",
]
