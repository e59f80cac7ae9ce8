"""French text → tokens: one analysis for what is stored and what is asked, whatever the engine.

Elasticsearch receives the tokens made here, so that both engines find the same entries. Changing
anything in this package changes what is stored: raise `ANALYSIS_VERSION` and rebuild the indexes.
"""

from hub.search.analysis.folding import clean, fold
from hub.search.analysis.stemming import stem
from hub.search.analysis.tokens import Token, content_tokens, exact_text, tokens

ANALYSIS_VERSION = 2

__all__ = [
    "ANALYSIS_VERSION",
    "Token",
    "clean",
    "content_tokens",
    "exact_text",
    "fold",
    "stem",
    "tokens",
]
