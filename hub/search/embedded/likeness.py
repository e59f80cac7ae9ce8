"""Entries that resemble another: they share the words that say most of it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from hub.search.contract import Hit
from hub.search.embedded.catalogue import Catalogue, catalogue_of
from hub.search.embedded.matching import Sought, Vocabulary
from hub.search.embedded.ranking import Ranking
from hub.search.embedded.rows import FRONT_UNIT
from hub.search.embedded.sql import fetch
from hub.search.models import SearchEntry, SearchIndex, SearchPosting
from hub.search.query import Term
from hub.search.weights import K1

# The most present words of the entry, then those among them that say most.
PRESENT, TELLING = 60, 12
# Rarer in the index than this, a word says nothing of likeness; more common, too little.
FEWEST_ENTRIES, LARGEST_SHARE = 2, 0.25


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
    ranking = Ranking(_telling_words(catalogue, entry))
    ranking.read(range(len(ranking.sought)), catalogue)
    gone = catalogue.gone(hidden_paths, now) | {entry.pk}
    rows, scores = catalogue.rows, defaultdict(float)
    for part in ranking.parts:
        for pk, score in part.items():
            if pk not in gone and (not kinds or rows[pk].kind in kinds):
                scores[pk] += score
    best = sorted(scores, key=lambda pk: (-scores[pk], rows[pk].uid))[: max(limit, 0)]
    return [Hit(rows[pk].uid, round(scores[pk], 6)) for pk in best]


def _telling_words(catalogue: Catalogue, entry: SearchEntry) -> list[Sought]:
    """Return the words of an entry that set it apart, as `Sought`, most telling first."""
    postings = SearchPosting.objects.filter(entry=entry).annotate(
        text=F("word__text"), stem=F("word__stem")
    )
    weights, terms = defaultdict(float), {}
    for text, stem, front, body in fetch(postings.values_list("text", "stem", "front", "body")):
        if text.isalpha():
            weights[stem] += front / FRONT_UNIT + body
            terms[stem] = Term(text, stem, text)
    present = sorted(weights, key=lambda stem: (-weights[stem], stem))[:PRESENT]
    vocabulary = Vocabulary(catalogue, [terms[stem] for stem in present])
    found = [vocabulary.sought(terms[stem]) for stem in present]
    most = max(LARGEST_SHARE * catalogue.index.entries, 10)
    found = [item for item in found if FEWEST_ENTRIES <= item.entries <= most]
    # Repetition counts less and less, as in searches.
    telling = {
        item.stem: item.idf * weights[item.stem] / (weights[item.stem] + K1) for item in found
    }
    found.sort(key=lambda item: (-telling[item.stem], item.stem))
    return found[:TELLING]
