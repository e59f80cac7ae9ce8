"""Search by words and by meaning: the searches of one `_msearch`, and the page of its responses.

- `WORDS`: the first entries by words, whatever the filters of the reader, with all the counts;
- `NEAR`: the entries whose pieces are nearest to the question;
- `PAGE`: the page sorted by words, needed for the entries of the first part beyond the first ones.

The first part is sorted by fused score for its first entries by words, then by words. The fused
scores depend on the first entries of both rankings before the filters: the entries that they select
are filtered, counted and sorted here.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from hub.search import fusion
from hub.search.contract import Hit, SearchPage, SearchRequest
from hub.search.elastic import words
from hub.search.elastic.answers import Words, matched_words, score
from hub.search.elastic.candidates import Candidate, candidates_of, count_facets, passing
from hub.search.elastic.holding import HOLDING, any_of
from hub.search.elastic.nearest import nearest_body
from hub.search.elastic.requests import asked_filters, first_part_counts, page_bounds, words_body
from hub.search.elastic.spelling import corrected_text, fuzzy_clauses
from hub.search.meaning import QuestionVector
from hub.search.query import ParsedQuery

WORDS, NEAR, PAGE = "words", "near", "page"
INDEX = "index"
# Parts of the responses to leave out: a third of their size.
HITS = "responses.hits.hits"
PIECES = f"{HITS}.inner_hits.pieces.hits"
UNREAD = [
    *(f"-{HITS}.{name}" for name in ("_index", "sort")),
    *(f"-{PIECES}.{name}" for name in ("total", "max_score")),
    *(f"-{PIECES}.hits.{name}" for name in ("_index", "_id", "_nested", "_score")),
]


def bodies_of(
    request: SearchRequest, query: ParsedQuery, question: QuestionVector
) -> dict[str, dict[str, Any]]:
    """Return {name: body} of the searches of a request."""
    first = words_body(request, query, 0, fusion.WINDOW) | first_part_counts(request, query)
    first.pop("post_filter", None)
    first["aggs"] |= document_frequencies(query)
    fields = {"docvalue_fields": value_fields(request)}
    bodies = {
        WORDS: first | fields,
        NEAR: nearest_body(request, query, question) | fields,
    }
    offset, size = page_bounds(request, query)
    if size and (asked_filters(request) or offset + size > fusion.WINDOW):
        bodies[PAGE] = words_body(request, query, offset, size)
    return bodies


def value_fields(request: SearchRequest) -> list[dict[str, Any] | str]:
    """Return the fields of a candidate by which it is filtered, counted and sorted."""
    parameters = {*request.facets, *asked_filters(request), *(["lieu"] if request.near else [])}
    values = [f"filters.{parameter}" for parameter in sorted(parameters)]
    return [*values, "alphabetical", {"field": "date", "format": "epoch_millis"}]


def hybrid_page(
    answers: Mapping[str, Any],
    request: SearchRequest,
    query: ParsedQuery,
    question: QuestionVector,
) -> SearchPage:
    """Return the page of the responses to `bodies_of(request, query, question)`."""
    found = Words.of(answers[WORDS], request, query)
    first_hits = answers[WORDS]["hits"]["hits"]
    page_hits = answers[PAGE]["hits"]["hits"] if PAGE in answers else ()
    near = {one.uid: one for one in candidates_of(answers[NEAR]["hits"]["hits"])}
    if found.every:
        first_hits = first_hits[: found.counted[found.every]["doc_count"]]
    by_words = {one.uid: one for one in candidates_of(first_hits)}
    every = near | by_words
    first_uids = {uid for uid, one in by_words.items() if found.is_first(one.hit)}
    holding = found.first or HOLDING
    holding_all = first_uids.union(uid for uid, one in near.items() if holding in one.names)
    held_by = names_of_words(query)
    shares = term_weights(answers[WORDS]["aggregations"][INDEX], query)
    fused = fusion.fuse(
        fusion.Question(len(query.terms), question.background, is_known=query.has_synonyms),
        {uid: score(one.hit, request) for uid, one in by_words.items()},
        {uid: one.cosine(question) for uid, one in near.items()},
        holding_all=holding_all,
        coverage={
            uid: coverage(one, held_by, shares)
            for uid, one in by_words.items()
            if uid not in holding_all
        },
        boosts={uid: 1 + one.nearness(request) for uid, one in near.items()}
        if request.near
        else None,
    )

    def in_order(uids: Collection[str]) -> list[Candidate]:
        kept = (every[uid] for uid in uids if passing(every[uid], request))
        return sorted(kept, key=lambda one: (-fused.scores[one.uid], *one.tie(request)))

    first_uids -= fused.moved
    first = in_order(first_uids)
    # Those moved from the first part are counted with it by the server.
    close = [every[uid] for uid in fused.close - fused.moved]
    last = in_order(fused.close)
    held = found.total(found.first) - sum(passing(every[uid], request) for uid in fused.moved)
    hits = page_of(request, query, first, page_hits, held, last)
    fused_uids = first_uids | fused.close
    corrected = found.corrections(query, answers[WORDS]["hits"]["hits"])
    return SearchPage(
        hits=tuple(
            Hit(
                one.uid,
                round(fused.scores[one.uid], 6)
                if one.uid in fused_uids
                else score(one.hit, request),
                matched_words(one.hit, query, corrected),
                holds_all=one.uid not in fused.close,
                fragment=near[one.uid].fragment if one.uid in near else None,
            )
            for one in hits
        ),
        total=held + len(last),
        holding_all=held,
        by_meaning=True,
        facets=count_facets(found.facets(found.first, request.facets), close, request),
        did_you_mean=corrected_text(query, corrected),
    )


def page_of(
    request: SearchRequest,
    query: ParsedQuery,
    first: Sequence[Candidate],
    page_hits: Sequence[Mapping[str, Any]],
    held: int,
    close: Sequence[Candidate],
) -> list[Candidate]:
    """Return the entries of a page: `first`, the rest of the `held` of the first part, `close`.

    Filters keep the order by words: in `page_hits`, the entries of `first` come before the rest.
    """
    start = max(request.offset, 0)
    end = start + max(request.limit, 0)
    read_from, _ = page_bounds(request, query)
    rest_from = max(start, len(first))
    rest = page_hits[rest_from - read_from : max(min(end, held) - read_from, 0)]
    return [
        *first[start:end],
        *candidates_of(rest),
        *close[max(start - held, 0) : max(end - held, 0)],
    ]


def document_frequencies(query: ParsedQuery) -> dict[str, Any]:
    """Return the aggregation of the document frequencies of the words and of their synonyms.

    Its buckets are named by stem; « ~0 » is the correction of the word at that position.
    """
    others = [word for other in query.replacements for word in other.words]
    held = {term.stem: words.stem_filter(term.stem) for term in (*query.terms, *others)}
    for place, term in enumerate(query.terms):
        if corrections := fuzzy_clauses(term):
            held[f"~{place}"] = any_of(corrections)
    return {INDEX: {"global": {}, "aggs": {"held": {"filters": {"filters": held}}}}}


def term_weights(counted: Mapping[str, Any], query: ParsedQuery) -> list[float]:
    """Return the IDF of each word, or of its correction, or that of its synonym if it is higher.

    A word that no entry holds weighs as much as the rarest word.
    """
    total = counted["doc_count"]
    idf = {
        name: math.log(1 + (total - bucket["doc_count"] + 0.5) / (bucket["doc_count"] + 0.5))
        for name, bucket in counted["held"]["buckets"].items()
        if bucket["doc_count"]
    }
    found = [
        idf.get(term.stem) or idf.get(f"~{place}", 0.0) for place, term in enumerate(query.terms)
    ]
    for other in query.replacements:
        if all(word.stem in idf for word in other.words):
            share = sum(idf[word.stem] for word in other.words) / len(other.terms)
            for position in other.terms:
                found[position] = max(found[position], share)
    rarest = math.log(1 + (total + 0.5) / 0.5)
    return [weight or rarest for weight in found]


def names_of_words(query: ParsedQuery) -> list[frozenset[str]]:
    """Return the names of the clauses by which each word is held: itself, or a synonym."""
    return [
        frozenset([f"={place}", *(f"+{number}" for number in words.expansions_of(query, place))])
        for place in range(len(query.terms))
    ]


def coverage(one: Candidate, held_by: Sequence[frozenset[str]], shares: Sequence[float]) -> float:
    """Return the share of the words that a candidate holds, weighted by `term_weights`.

    `held_by` is that of `names_of_words`: a word held by a correction only is not counted.
    """
    held = sum(
        weight
        for names, weight in zip(held_by, shares, strict=True)
        if not names.isdisjoint(one.names)
    )
    return held / (sum(shares) or 1.0)
