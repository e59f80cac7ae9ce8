"""Similar entries: those that share the words with the highest TF-IDF in an entry."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from hub.search.contract import Hit
from hub.search.embedded.catalogue import Catalogue, catalogue_of
from hub.search.embedded.matching import ResolvedTerm, Vocabulary
from hub.search.embedded.ranking import Ranking
from hub.search.embedded.rows import FRONT_UNIT
from hub.search.embedded.sql import fetch
from hub.search.models import SearchEntry, SearchIndex, SearchPosting
from hub.search.query import Term
from hub.search.weights import K1

# Words taken from the entry: the most frequent ones, then those of them with the best TF-IDF.
MAX_FREQUENT_TERMS, MAX_TERMS = 60, 12
# Words in fewer entries, or in a larger share of the entries, are ignored.
MIN_ENTRIES, MAX_SHARE = 2, 0.25


def similar(
    index: SearchIndex,
    uid: str,
    *,
    kinds: Sequence[str] = (),
    hidden_paths: Sequence[str] = (),
    now: datetime | None = None,
    limit: int = 4,
) -> list[Hit]:
    """Return the hits that share most with the entry `uid`, the best first."""
    entry = SearchEntry.objects.filter(index=index, uid=uid, is_gone=False).first()
    if entry is None:
        return []
    catalogue = catalogue_of(index)
    ranking = Ranking(_characteristic_terms(catalogue, entry))
    ranking.read(range(len(ranking.terms)), catalogue)
    hidden = catalogue.hidden_entries(hidden_paths, now) | {entry.pk}
    rows, scores = catalogue.rows, defaultdict(float)
    for part in ranking.parts:
        for pk, score in part.items():
            if pk not in hidden and (not kinds or rows[pk].kind in kinds):
                scores[pk] += score
    best = sorted(scores, key=lambda pk: (-scores[pk], rows[pk].uid))[: max(limit, 0)]
    return [Hit(rows[pk].uid, round(scores[pk], 6)) for pk in best]


def _characteristic_terms(catalogue: Catalogue, entry: SearchEntry) -> list[ResolvedTerm]:
    """Return the most characteristic words of an entry, as `ResolvedTerm`, best TF-IDF first."""
    postings = SearchPosting.objects.filter(entry=entry).annotate(
        text=F("word__text"), stem=F("word__stem")
    )
    weights, terms = defaultdict(float), {}
    for text, stem, front, body in fetch(postings.values_list("text", "stem", "front", "body")):
        if text.isalpha():
            weights[stem] += front / FRONT_UNIT + body
            terms[stem] = Term(text, stem, text)
    frequent = sorted(weights, key=lambda stem: (-weights[stem], stem))[:MAX_FREQUENT_TERMS]
    vocabulary = Vocabulary(catalogue, [terms[stem] for stem in frequent])
    found = [vocabulary.resolve(terms[stem]) for stem in frequent]
    most = max(MAX_SHARE * catalogue.index.entries, 10)
    found = [item for item in found if MIN_ENTRIES <= item.entries <= most]
    # Term frequency saturates, as in BM25.
    tf_idf = {
        item.stem: item.idf * weights[item.stem] / (weights[item.stem] + K1) for item in found
    }
    found.sort(key=lambda item: (-tf_idf[item.stem], item.stem))
    return found[:MAX_TERMS]
