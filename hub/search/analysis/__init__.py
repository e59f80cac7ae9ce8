"""Text analysis, French text → tokens: the same for entries and queries, for every engine.

Elasticsearch receives these tokens, so that both engines find the same entries. Any change in this
package, or in `hub.folding`, changes what is stored: raise `ANALYSIS_VERSION` and rebuild the
indexes.
"""

from hub.search.analysis.cleaning import clean
from hub.search.analysis.compounds import compounds, index_words, pairs
from hub.search.analysis.stemming import is_doubled, numbers_of, short_forms, stem
from hub.search.analysis.tokens import (
    Token,
    apostrophe_parts,
    content_tokens,
    exact_text,
    iter_tokens,
    tokens,
    without_option,
)

ANALYSIS_VERSION = 3

__all__ = [
    "ANALYSIS_VERSION",
    "Token",
    "apostrophe_parts",
    "clean",
    "compounds",
    "content_tokens",
    "exact_text",
    "index_words",
    "is_doubled",
    "iter_tokens",
    "numbers_of",
    "pairs",
    "short_forms",
    "stem",
    "tokens",
    "without_option",
]
