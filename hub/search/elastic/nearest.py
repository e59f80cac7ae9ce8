"""Search of the entries whose pieces are the nearest to a question, and their cosines."""

from collections.abc import Mapping
from typing import Any

from hub.search import fusion
from hub.search.contract import SearchRequest
from hub.search.elastic.holding import HOLDING, holding_filters
from hub.search.elastic.requests import SERVER_TIMEOUT, required_filters
from hub.search.elastic.vectors import vector_field
from hub.search.elastic.words import term_filter
from hub.search.meaning import SCALE, QuestionVector
from hub.search.query import ParsedQuery

# Entries that the server examines in its graph of vectors: more than it returns, for precision.
EXAMINED = 3 * fusion.WINDOW
FRAGMENT = "pieces.fragment"


def nearest_body(
    request: SearchRequest, query: ParsedQuery, question: QuestionVector
) -> dict[str, Any]:
    """Return the body of the `_search` of the nearest entries, whatever the reader's filters.

    The score of a hit is that of its nearest piece; its names are those of `holding_filters`,
    « holding » for a single word.
    """
    name = vector_field(question.model)
    required = required_filters(request, query)
    knn = {
        "field": f"pieces.{name}",
        "query_vector": question.vector.tobytes().hex(),
        "k": fusion.WINDOW,
        "num_candidates": EXAMINED,
        # A filter made of exclusions only would be read as one of pieces, all of which pass it: the
        # server needs a field of the entries to see that it is a filter of entries.
        "filter": [{"bool": {"filter": [{"term": {"encoder": name}}, *required]}}],
    }
    # The front is often the nearest: the second one is then a fragment.
    nearest_piece = {"size": 2, "_source": False, "docvalue_fields": [FRAGMENT]}
    nested = {
        "path": "pieces",
        "query": {"knn": knn},
        "score_mode": "max",
        "inner_hits": nearest_piece,
    }
    parts = holding_filters(query) or {HOLDING: term_filter(query, 0)}
    named = [
        {"constant_score": {"filter": clause, "boost": 0.0, "_name": part}}
        for part, clause in parts.items()
    ]
    return {
        "query": {"bool": {"must": [{"nested": nested}], "filter": required, "should": named}},
        "size": fusion.WINDOW,
        "_source": False,
        "track_total_hits": False,
        "timeout": SERVER_TIMEOUT,
    }


def fragment_of(hit: Mapping[str, Any]) -> int | None:
    """Return the index of the nearest fragment of a hit, whether its front is nearer or not."""
    # Without any fragment, `UNREAD` of `hub.search.elastic.hybrid` leaves nothing of `inner_hits`.
    nearest = hit["inner_hits"]["pieces"]["hits"] if "inner_hits" in hit else {}
    pieces = nearest.get("hits", ())
    found = (piece.get("fields", {}).get(FRAGMENT) for piece in pieces)
    return next((index for values in found if values for index in values), None)


def cosine(score: float, dimensions: int) -> float:
    """Return the cosine of two int8 vectors from the score that the server gives their product.

    The score is 0.5 + product / (2^15 × dimensions), as a 32-bit float; the product is an integer.
    """
    return round((score - 0.5) * (1 << 15) * dimensions) / SCALE**2
