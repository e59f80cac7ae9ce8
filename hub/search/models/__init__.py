from .documents import DocumentState, DocumentText
from .entries import SearchEntry, SearchIndex, SearchPosting, SearchText, SearchWord
from .outbox import SearchChange, SearchConsumer
from .synonyms import SearchSynonyms, SynonymsVersion
from .vectors import EncoderModel, SearchPiece, SearchVector

__all__ = [
    "DocumentState",
    "DocumentText",
    "EncoderModel",
    "SearchChange",
    "SearchConsumer",
    "SearchEntry",
    "SearchIndex",
    "SearchPiece",
    "SearchPosting",
    "SearchSynonyms",
    "SearchText",
    "SearchVector",
    "SearchWord",
    "SynonymsVersion",
]
