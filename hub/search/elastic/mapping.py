"""What an index holds, and how its words are weighed."""

from hub.search import weights

# How many times a word of each field counts, beside one of the body (`hub.search.weights`).
TIMES = {
    "title": round(weights.TITLE),
    "themes": round(weights.THEMES),
    "territories": round(weights.TERRITORIES),
    "summary": round(weights.SUMMARY),
}
FRONT_FIELDS = tuple(TIMES)
# Where phrases are found; labels are the names of themes and territories, kept apart.
PHRASE_FIELDS = ("title", "summary", "body", "labels")
# More than a listing shows; what is beyond would be cut off silently.
DEEPEST = 200_000

SETTINGS = {
    # One shard: counts of facets are exact, and a hub is far from the size that asks for two.
    "number_of_shards": 1,
    # A copy on every other node, however many: any of them may go away.
    "auto_expand_replicas": "0-all",
    "max_result_window": DEEPEST,
    # Elasticsearch remembers what was deleted, to refuse older versions; the outbox does it here,
    # and an entry published again with the version it had must come back.
    "gc_deletes": "0s",
    "similarity": {"default": {"type": "BM25", "k1": weights.K1, "b": weights.B}},
}

KEYWORD = {"type": "keyword"}
# Kept and given back, never looked for.
PAYLOAD = {"type": "keyword", "index": False, "doc_values": False}
# Tokens joined by spaces, as hub.search.analysis makes them.
TOKENS = {"type": "text", "analyzer": "whitespace"}
# Every word of an entry, as often as it counts: fields weighed as one text (BM25F), in one field,
# where a search reads one list of entries a word. Its order means nothing.
WEIGHED = TOKENS | {"index_options": "freqs"}
# A list of words: neither their place nor their number counts.
VOCABULARY = TOKENS | {"norms": False, "index_options": "docs"}

MAPPINGS = {
    # A field that nobody has thought of is a mistake, and is refused.
    "dynamic": "strict",
    # What is searched only need not be given back; `stems` is, for the similar entries.
    "_source": {"excludes": ["exact", "words", "front", "spelling"]},
    "dynamic_templates": [{"filters": {"path_match": "filters.*", "mapping": KEYWORD}}],
    "properties": {
        "uid": KEYWORD,
        # A mark of a deletion during a rebuild, not an entry.
        "is_gone": {"type": "boolean"},
        "kind": KEYWORD,
        "title": PAYLOAD,
        "url": PAYLOAD,
        "alphabetical": KEYWORD,
        # The words of the title in order, for the titles that begin so.
        "title_words": KEYWORD,
        "path": KEYWORD,
        "locale": KEYWORD,
        "date": {"type": "date"},
        "visible_until": {"type": "date"},
        "content_hash": {"type": "keyword", "index": False},
        "filters": {"type": "object", "dynamic": True},
        # Exact words in order, for phrases and suggestions.
        "exact": {"properties": dict.fromkeys(PHRASE_FIELDS, TOKENS)},
        "words": WEIGHED,
        "stems": WEIGHED,
        # The same without the body, but for its first words: what the entry is about.
        "front": WEIGHED,
        # The words as they are written, to show a mended one with its accents.
        "spelling": VOCABULARY,
    },
}
