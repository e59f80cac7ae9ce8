from .documents import DocumentState, DocumentText
from .entries import SearchEntry, SearchIndex, SearchPosting, SearchText, SearchWord
from .outbox import SearchChange, SearchConsumer
from .synonyms import SearchSynonyms, SynonymsVersion

__all__ = [
    "DocumentState",
    "DocumentText",
    "SearchChange",
    "SearchConsumer",
    "SearchEntry",
    "SearchIndex",
    "SearchPosting",
    "SearchSynonyms",
    "SearchText",
    "SearchWord",
    "SynonymsVersion",
]
