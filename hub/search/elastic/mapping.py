"""Settings and mappings of an index, and the weights of its fields."""

from typing import Any

from hub.search import weights

# How many times a word of each field is repeated, relative to the body (`hub.search.weights`).
TIMES = {
    "title": round(weights.TITLE),
    "themes": round(weights.THEMES),
    "territories": round(weights.TERRITORIES),
    "summary": round(weights.SUMMARY),
}
FRONT_FIELDS = tuple(TIMES)
# Fields of phrase searches; labels are the names of themes and territories.
PHRASE_FIELDS = ("title", "summary", "body", "labels")
# More than any listing shows: results beyond it cannot be reached.
MAX_RESULT_WINDOW = 200_000

SETTINGS = {
    # One shard: facet counts are exact, and the index is far too small to need two.
    "number_of_shards": 1,
    # A replica on every other node, so that any node may fail.
    "auto_expand_replicas": "0-all",
    "max_result_window": MAX_RESULT_WINDOW,
    # Elasticsearch keeps the versions of deleted documents to refuse older writes. The outbox
    # orders writes already, and an entry published again with the same version must be accepted.
    "gc_deletes": "0s",
    "similarity": {"default": {"type": "BM25", "k1": weights.K1, "b": weights.B}},
}

KEYWORD = {"type": "keyword"}
# Stored and returned, never searched.
PAYLOAD = {"type": "keyword", "index": False, "doc_values": False}
# Tokens of hub.search.analysis, joined by spaces.
TOKENS = {"type": "text", "analyzer": "whitespace"}
# Words repeated according to the weight of their field: BM25F in a single field, so that a search
# reads one postings list per word. Positions are meaningless.
WEIGHTED = TOKENS | {"index_options": "freqs"}
# A set of words: neither positions nor frequencies matter.
VOCABULARY = TOKENS | {"norms": False, "index_options": "docs"}

MAPPINGS: dict[str, Any] = {
    # Refuse unknown fields.
    "dynamic": "strict",
    # Fields only searched are not stored in `_source`.
    "_source": {"excludes": ["exact", "words", "known", "stems", "front", "spelling", "pieces"]},
    "dynamic_templates": [{"filters": {"path_match": "filters.*", "mapping": KEYWORD}}],
    "properties": {
        "uid": KEYWORD,
        # Tombstone of a deletion during a rebuild (`hub.search.elastic.marks`), not an entry.
        "is_gone": {"type": "boolean"},
        "kind": KEYWORD,
        "title": PAYLOAD,
        "url": PAYLOAD,
        "alphabetical": KEYWORD,
        # The words of the title in order, for prefix suggestions.
        "title_words": KEYWORD,
        "path": KEYWORD,
        "date": {"type": "date"},
        "visible_until": {"type": "date"},
        "content_hash": {"type": "keyword", "index": False},
        "filters": {"type": "object", "dynamic": True},
        # Exact words in order, for phrases and suggestions; stems without stop words, for words
        # that follow each other.
        "exact": {"properties": dict.fromkeys((*PHRASE_FIELDS, "stems"), TOKENS)},
        "words": WEIGHTED,
        # The words with their other number, « commun » for « communs », which is not a misspelling.
        "known": WEIGHTED,
        "stems": WEIGHTED,
        # The stems of every field but the body, with the opening of the body.
        "front": WEIGHTED,
        # The words as spelled in the texts, to show corrections with accents.
        "spelling": VOCABULARY,
        # The pieces that have a vector (`hub.search.elastic.vectors`): index of the fragment,
        # vector in the field of its model. `encoder` is the name of that field, `pieces_hash` a
        # hash of the pieces.
        "pieces": {"type": "nested", "properties": {"fragment": {"type": "integer"}}},
        "encoder": KEYWORD,
        "pieces_hash": {"type": "keyword", "index": False},
    },
}
