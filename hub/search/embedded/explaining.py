"""Why each result is where it is: the same match and the same ranking, told word by word."""

from collections.abc import Iterable
from dataclasses import dataclass

from hub.search import weights
from hub.search.analysis import tokens
from hub.search.contract import SearchRequest
from hub.search.embedded.answer import answer, fewest
from hub.search.embedded.catalogue import catalogue_of
from hub.search.embedded.matching import Sought
from hub.search.embedded.rows import FRONT_UNIT
from hub.search.embedded.text_match import TextMatch
from hub.search.models import SearchEntry, SearchIndex, SearchPosting, SearchWord
from hub.search.query import Expansion, Synonyms, parse_query

TITLE, SUMMARY, BODY, OPENING = "titre", "résumé", "texte", "début du texte"
LABELS = "thèmes ou territoires"


@dataclass(frozen=True)
class AskedWord:
    """A word of the question.

    - `corrected`: what an unknown word was understood as, empty otherwise;
    - `forms`: the forms of it that entries hold;
    - `weight`: how much finding it says (rare words more), `share` of the whole question;
    - `is_unknown`: no entry holds it, nor anything near.
    """

    typed: str
    corrected: str
    forms: tuple[str, ...]
    weight: float
    share: float

    @property
    def is_unknown(self) -> bool:
        return not self.forms


@dataclass(frozen=True)
class UsedSynonym:
    """Other words that were looked for too; `is_held`: some entry holds them all."""

    typed: str
    words: str
    is_held: bool


@dataclass(frozen=True)
class FoundWord:
    """What one word of the question brings to a result, and in which fields it was found.

    `synonym` tells that the score comes from other words; `forms` are those that the entry holds.
    """

    typed: str
    score: float
    forms: tuple[str, ...]
    places: tuple[str, ...]
    synonym: str = ""


@dataclass(frozen=True)
class ExplainedHit:
    """A result: `coverage` is the share of the question that it holds, between 0 and 1."""

    uid: str
    kind: str
    title: str
    url: str
    score: float
    coverage: float
    words: tuple[FoundWord, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """Everything about one question; `threshold` is the coverage that a result must reach."""

    words: tuple[AskedWord, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    synonyms: tuple[UsedSynonym, ...] = ()
    did_you_mean: str = ""
    total: int = 0
    threshold: float = weights.COVERAGE
    hits: tuple[ExplainedHit, ...] = ()


def explain(
    index: SearchIndex, request: SearchRequest, synonyms: Synonyms | None = None
) -> Explanation:
    """Return the `Explanation` of a request; costs two searches, for an editor's screen."""
    query = parse_query(request.text, synonyms)
    if not query.terms:
        return Explanation()
    catalogue = catalogue_of(index)
    match = TextMatch(catalogue, query)
    found = match.find(catalogue.gone(request.hidden_paths, request.now), fewest(request))
    page = answer(index, request, synonyms)
    texts = SearchEntry.objects.filter(index=index, uid__in=[hit.uid for hit in page.hits])
    by_uid = {entry.uid: entry for entry in texts.select_related("searchtext")}
    told = _Words(match, [by_uid[hit.uid].pk for hit in page.hits if hit.uid in by_uid])
    mass = sum(match.ranking.mass) or 1.0
    hits = [
        ExplainedHit(
            uid=hit.uid,
            kind=entry.kind,
            title=entry.title,
            url=entry.url,
            score=hit.score,
            coverage=sum(match.ranking.mass[i] for i in _scores(match, entry)) / mass,
            words=told.of(entry),
        )
        for hit in page.hits
        if (entry := by_uid.get(hit.uid)) and entry.pk in found
    ]
    return Explanation(
        words=told.asked(),
        phrases=tuple(" ".join(phrase) for phrase in query.phrases),
        excluded=tuple(term.typed for term in query.excluded),
        synonyms=_synonyms(match),
        did_you_mean=page.did_you_mean,
        total=page.total,
        hits=tuple(hits),
    )


def _scores(match: TextMatch, entry: SearchEntry) -> dict[int, float]:
    """Return {position of a word of the question: what it brings to an entry that holds it}."""
    parts = enumerate(match.ranking.parts)
    return {position: part[entry.pk] for position, part in parts if entry.pk in part}


def _synonyms(match: TextMatch) -> tuple[UsedSynonym, ...]:
    held = {id(expansion) for expansion, _ in match.expansions}
    return tuple(
        UsedSynonym(
            " ".join(match.query.terms[i].typed for i in expansion.terms),
            " ".join(expansion.phrase) or expansion.words[0].typed,
            id(expansion) in held,
        )
        for expansion in match.query.expansions
    )


class _Words:
    """The words of a `TextMatch`, as text, and where a few entries hold them."""

    def __init__(self, match: TextMatch, entries: Iterable[int]) -> None:
        self.match = match
        others = [word for _, words in match.expansions for word in words]
        forms = [form for item in (*match.sought, *others) for form in item.forms]
        self.written = dict(SearchWord.objects.filter(pk__in=forms).values_list("pk", "text"))
        postings = SearchPosting.objects.filter(word_id__in=forms, entry_id__in=entries)
        self.held = {
            (entry, word): (front / FRONT_UNIT, body)
            for entry, word, front, body in postings.values_list(
                "entry_id", "word_id", "front", "body"
            )
        }

    def asked(self) -> tuple[AskedWord, ...]:
        """Return the words of the question, as `AskedWord`."""
        masses = self.match.ranking.mass
        total = sum(masses) or 1.0
        return tuple(
            AskedWord(
                item.typed,
                item.corrected,
                tuple(sorted(self.written[form] for form in item.forms if form in self.written)),
                mass,
                mass / total,
            )
            for item, mass in zip(self.match.sought, masses, strict=True)
        )

    def of(self, entry: SearchEntry) -> tuple[FoundWord, ...]:
        """Return the `FoundWord` of an entry, in the order of the question."""
        scores = _scores(self.match, entry)
        return tuple(
            self._found(entry, self.match.sought[position], position, score)
            for position, score in sorted(scores.items())
        )

    def _found(self, entry: SearchEntry, item: Sought, position: int, score: float) -> FoundWord:
        synonym = self._synonym(entry, position, score)
        sought = synonym[1] if synonym else [item]
        forms = [f for one in sought for f in one.forms if (entry.pk, f) in self.held]
        written = tuple(sorted(self.written[form] for form in forms))
        return FoundWord(
            item.typed,
            score,
            written,
            self._places(entry, forms),
            " ".join(word.typed for word in synonym[1]) if synonym else "",
        )

    def _synonym(
        self, entry: SearchEntry, position: int, score: float
    ) -> tuple[Expansion, list[Sought]] | None:
        """Return the (expansion, words) that gave its score to a position, None if the word did."""
        own = [f for f in self.match.sought[position].forms if (entry.pk, f) in self.held]
        for expansion, words in self.match.expansions:
            if position not in expansion.terms:
                continue
            is_held = all(any((entry.pk, f) in self.held for f in word.forms) for word in words)
            # A word that is there itself was replaced only where the synonym brings more: both
            # are shown by the forms; without it the synonym alone can have brought the score.
            if is_held and not own:
                return expansion, words
        return None

    def _places(self, entry: SearchEntry, forms: list[int]) -> tuple[str, ...]:
        """Return the fields that hold some forms, the weightiest first."""
        written = {self.written[form] for form in forms}
        front = sum(self.held[entry.pk, form][0] for form in forms)
        body = sum(self.held[entry.pk, form][1] for form in forms)
        places = []
        for label, text, weight in (
            (TITLE, entry.title, weights.TITLE),
            (SUMMARY, entry.searchtext.summary, weights.SUMMARY),
            (OPENING, entry.searchtext.body[: weights.OPENING_CHARACTERS], weights.OPENING),
        ):
            times = sum(token.exact in written for token in tokens(text))
            if times:
                places.append(label)
                front -= times * weight
        # What the other fields do not account for: names are not kept as text. Half a unit for a
        # word cut in two by the end of the opening.
        if front > min(weights.THEMES, weights.TERRITORIES) - weights.OPENING:
            places.insert(1 if TITLE in places else 0, LABELS)
        if body and OPENING not in places:
            places.append(BODY)
        return tuple(places)
