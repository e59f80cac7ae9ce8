"""Text analysis, French text → tokens: the same for entries and queries, for every engine.

Elasticsearch receives these tokens, so that both engines find the same entries. Any change in this
package, or in `hub.folding`, changes what is stored: raise `ANALYSIS_VERSION` and rebuild the
indexes.
"""

from hub.search.analysis.cleaning import clean
from hub.search.analysis.stemming import stem
from hub.search.analysis.tokens import Token, content_tokens, exact_text, tokens

ANALYSIS_VERSION = 2

__all__ = [
    "ANALYSIS_VERSION",
    "Token",
    "clean",
    "content_tokens",
    "exact_text",
    "stem",
    "tokens",
]
