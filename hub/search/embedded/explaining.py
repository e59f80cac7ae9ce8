"""Explanation of a ranking: the score of each result, word by word, from the same code."""

from collections.abc import Iterable
from dataclasses import dataclass

from hub.search import weights
from hub.search.analysis import tokens
from hub.search.contract import SearchRequest
from hub.search.embedded.answer import answer
from hub.search.embedded.catalogue import catalogue_of
from hub.search.embedded.matching import ResolvedTerm
from hub.search.embedded.results import coverage, minimum_results
from hub.search.embedded.rows import FRONT_UNIT
from hub.search.embedded.text_match import TextMatch
from hub.search.embedded.vectors import vectors_of
from hub.search.fusion import MEANING
from hub.search.meaning import question_vector
from hub.search.models import SearchEntry, SearchIndex, SearchPosting, SearchWord
from hub.search.names import with_proper_names
from hub.search.query import Expansion, Synonyms, parse_query

TITLE, SUMMARY, BODY, OPENING = "titre", "résumé", "texte", "début du texte"
LABELS = "thèmes ou territoires"


@dataclass(frozen=True)
class AskedWord:
    """A word of the query.

    - `corrected`: the known word that replaced an unknown one, empty otherwise;
    - `forms`: its forms that entries contain;
    - `weight`: its IDF, or that of its synonym; `share`: its part of the whole query's weight;
    - `is_unknown`: no entry contains it, nor a word one typo away.
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
    """A synonym added to the query; `is_held`: some entry contains all its words."""

    typed: str
    words: str
    is_held: bool


@dataclass(frozen=True)
class FoundWord:
    """Score that one word of the query gives to a result, and the fields where it was found.

    `synonym` is the synonym that gave the score, if any; `forms` are those that the entry contains.
    """

    typed: str
    score: float
    forms: tuple[str, ...]
    places: tuple[str, ...]
    synonym: str = ""


@dataclass(frozen=True)
class ExplainedHit:
    """A result.

    - `score`: by which results are sorted; with meaning, it is between 0 and 1;
    - `holds_all`: whether it contains all that was asked;
    - `words_score`: that of its words alone, before recency and nearness;
    - `coverage`: weighted share of the query that it contains, from 0 to 1;
    - `cosine`: how near it is in meaning, from -1 to 1; None if meaning was not used.
    """

    uid: str
    kind: str
    title: str
    url: str
    score: float
    holds_all: bool
    words_score: float
    coverage: float
    cosine: float | None = None
    words: tuple[FoundWord, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """Explanation of one request.

    `threshold` is the coverage that a result must reach without meaning; `meaning` is the share of
    meaning in the scores, 0 when it was not used; `holding_all` is the number of results that
    contain all that was asked.
    """

    words: tuple[AskedWord, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    synonyms: tuple[UsedSynonym, ...] = ()
    did_you_mean: str = ""
    total: int = 0
    holding_all: int = 0
    meaning: float = 0.0
    threshold: float = weights.COVERAGE
    hits: tuple[ExplainedHit, ...] = ()


def explain(
    index: SearchIndex, request: SearchRequest, synonyms: Synonyms | None = None
) -> Explanation:
    """Return the `Explanation` of a request. Costs two searches: for an admin screen only."""
    query = with_proper_names(parse_query(request.text, synonyms))
    if not query.terms:
        return Explanation()
    catalogue = catalogue_of(index)
    match = TextMatch(catalogue, query)
    hidden = catalogue.hidden_entries(request.hidden_paths, request.now)
    match.find(hidden, minimum_results(request))
    page = answer(index, request, synonyms)
    texts = SearchEntry.objects.filter(index=index, uid__in=[hit.uid for hit in page.hits])
    by_uid = {entry.uid: entry for entry in texts.select_related("searchtext")}
    # Another process may have removed an entry meanwhile.
    shown = [(hit, by_uid[hit.uid]) for hit in page.hits if hit.uid in by_uid]
    pks = [entry.pk for _, entry in shown]
    details = _WordDetails(match, pks)
    question = question_vector(query.asked) if page.by_meaning else None
    near = {}
    if question:
        near = vectors_of(index, catalogue, question).nearest(question.vector, pks)
    hits = [
        ExplainedHit(
            uid=hit.uid,
            kind=entry.kind,
            title=entry.title,
            url=entry.url,
            score=hit.score,
            holds_all=hit.holds_all,
            words_score=match.ranking.score(entry.pk),
            coverage=share,
            cosine=near[entry.pk].cosine if entry.pk in near else None,
            words=details.found_words(entry),
        )
        for (hit, entry), share in zip(shown, coverage(match, pks), strict=True)
    ]
    return Explanation(
        words=details.asked_words(),
        phrases=tuple(" ".join(phrase) for phrase in query.phrases),
        excluded=tuple(term.typed for term in query.excluded),
        synonyms=_synonyms(match),
        did_you_mean=page.did_you_mean,
        total=page.total,
        holding_all=page.holding_all,
        meaning=MEANING if page.by_meaning else 0.0,
        hits=tuple(hits),
    )


def _scores(match: TextMatch, entry: SearchEntry) -> dict[int, float]:
    """Return {position of a query word: its score in an entry that contains it}."""
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


class _WordDetails:
    """The words of a `TextMatch` as text, and their postings in a few entries."""

    def __init__(self, match: TextMatch, entries: Iterable[int]) -> None:
        self.match = match
        others = [word for _, words in match.expansions for word in words]
        forms = [form for item in (*match.terms, *others) for form in item.forms]
        self.written = dict(SearchWord.objects.filter(pk__in=forms).values_list("pk", "text"))
        postings = SearchPosting.objects.filter(word_id__in=forms, entry_id__in=entries)
        self.held = {
            (entry, word): (front / FRONT_UNIT, body)
            for entry, word, front, body in postings.values_list(
                "entry_id", "word_id", "front", "body"
            )
        }

    def asked_words(self) -> tuple[AskedWord, ...]:
        """Return the words of the query, as `AskedWord`."""
        term_weights = self.match.ranking.term_weights
        total = sum(term_weights) or 1.0
        return tuple(
            AskedWord(
                item.typed,
                item.corrected,
                tuple(sorted(self.written[form] for form in item.forms if form in self.written)),
                weight,
                weight / total,
            )
            for item, weight in zip(self.match.terms, term_weights, strict=True)
        )

    def found_words(self, entry: SearchEntry) -> tuple[FoundWord, ...]:
        """Return the `FoundWord`s of an entry, in the order of the query."""
        scores = _scores(self.match, entry)
        return tuple(
            self._found(entry, self.match.terms[position], position, score)
            for position, score in sorted(scores.items())
        )

    def _found(
        self, entry: SearchEntry, item: ResolvedTerm, position: int, score: float
    ) -> FoundWord:
        synonym = self._synonym(entry, position, score)
        terms = synonym[1] if synonym else [item]
        forms = [f for term in terms for f in term.forms if (entry.pk, f) in self.held]
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
    ) -> tuple[Expansion, list[ResolvedTerm]] | None:
        """Return the (expansion, words) that gave a position its score; None if the word did."""
        own = [f for f in self.match.terms[position].forms if (entry.pk, f) in self.held]
        for expansion, words in self.match.expansions:
            if position not in expansion.terms:
                continue
            is_held = all(any((entry.pk, f) in self.held for f in word.forms) for word in words)
            # If the entry contains the word itself, its forms are shown; otherwise only the
            # synonym can have given the score.
            if is_held and not own:
                return expansion, words
        return None

    def _places(self, entry: SearchEntry, forms: list[int]) -> tuple[str, ...]:
        """Return the labels of the fields that contain some forms, by decreasing weight."""
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
        # Themes and territories are not stored as text: infer them from the remaining front weight.
        # The opening's weight is a tolerance, for a word cut by the end of the opening.
        if front > min(weights.THEMES, weights.TERRITORIES) - weights.OPENING:
            places.insert(1 if TITLE in places else 0, LABELS)
        if body and OPENING not in places:
            places.append(BODY)
        return tuple(places)
