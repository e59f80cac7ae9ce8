"""Answer one `SearchRequest`: match the words, find what is near, filter, count facets, sort."""

from hub.search.contract import Hit, SearchPage, SearchRequest
from hub.search.embedded.catalogue import Catalogue, catalogue_of
from hub.search.embedded.filtering import apply_filters, selectable
from hub.search.embedded.results import Results, find_results
from hub.search.embedded.sorting import Sorter
from hub.search.embedded.sql import fetch
from hub.search.embedded.text_match import TextMatch
from hub.search.models import SearchIndex, SearchPosting, SearchWord
from hub.search.names import with_proper_names
from hub.search.query import ParsedQuery, Synonyms, parse_query


def answer(
    index: SearchIndex, request: SearchRequest, synonyms: Synonyms | None = None
) -> SearchPage:
    """Return the `SearchPage` of a request on an index."""
    catalogue = catalogue_of(index)
    query = with_proper_names(parse_query(request.text, synonyms))
    hidden = catalogue.hidden_entries(request.hidden_paths, request.now) | _excluded(index, query)
    base = selectable(catalogue, request, hidden)
    sorter = Sorter(catalogue, request)
    match = TextMatch(catalogue, query) if query.terms else None
    if match is None:
        results = Results(base, scores=sorter.adjusted(dict.fromkeys(base, 0.0)))
    else:
        results = find_results(index, catalogue, request, match, base, hidden)
    passing, facets = apply_filters(catalogue, request, results.every)
    first, last = max(request.offset, 0), max(request.offset, 0) + max(request.limit, 0)
    best: list[int] = []
    for part in results.parts(passing):
        if first < len(passing) and (count := min(last - len(best), len(part))) > 0:
            best += sorter.top(part, count, results.scores)
    return SearchPage(
        hits=tuple(_hit(pk, catalogue, results, match) for pk in best[first:]),
        total=len(passing),
        facets=facets,
        holding_all=len(passing & results.holding_all),
        by_meaning=results.by_meaning,
        did_you_mean=match.did_you_mean if match else "",
    )


def _hit(pk: int, catalogue: Catalogue, results: Results, match: TextMatch | None) -> Hit:
    near = results.near.get(pk)
    return Hit(
        catalogue.rows[pk].uid,
        round(results.scores[pk], 6),
        match.matched(pk) if match else (),
        holds_all=pk in results.holding_all,
        fragment=near.fragment if near else None,
    )


def _excluded(index: SearchIndex, query: ParsedQuery) -> set[int]:
    """Return the entries that hold a word to leave out, in any of its forms."""
    if not query.excluded:
        return set()
    stems = [term.stem for term in query.excluded]
    words = SearchWord.objects.filter(index=index, stem__in=stems).values("pk")
    postings = SearchPosting.objects.filter(word_id__in=words)
    return {row[0] for row in fetch(postings.values_list("entry_id"))}
