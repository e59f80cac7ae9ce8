"""Full-text match: the entries that match a parsed query, with their scores."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import F, Value
from django.db.models.functions import StrIndex

from hub.search.analysis import stem
from hub.search.embedded.catalogue import Catalogue
from hub.search.embedded.matching import ResolvedTerm, Vocabulary, read_postings
from hub.search.embedded.ranking import Ranking, word_scores
from hub.search.embedded.sql import chunks
from hub.search.models import SearchText
from hub.search.query import Expansion, ParsedQuery, replace_words


class TextMatch:
    """Matches a `ParsedQuery` against the entries of a catalogue."""

    def __init__(self, catalogue: Catalogue, query: ParsedQuery) -> None:
        self.catalogue, self.query = catalogue, query
        self._resolve_terms()
        self.ranking = Ranking(self.terms)
        for expansion, words in self.expansions:
            self._raise_weights(expansion, words)
        # {entry: words of the synonyms that it contains}
        self._synonyms_held = defaultdict(list)

    def _resolve_terms(self) -> None:
        query = self.query
        expanded = {position for expansion in query.expansions for position in expansion.terms}
        others = [word for expansion in query.expansions for word in expansion.words]
        correctable = [term for i, term in enumerate(query.terms) if i not in expanded]
        vocabulary = Vocabulary(self.catalogue, [*query.terms, *others], correctable=correctable)
        self.terms = [vocabulary.resolve(term) for term in query.terms]
        expansions = [
            (expansion, [vocabulary.resolve(word) for word in expansion.words])
            for expansion in query.expansions
        ]
        self.expansions = [pair for pair in expansions if all(word.forms for word in pair[1])]

    def _raise_weights(self, expansion: Expansion, words: list[ResolvedTerm]) -> None:
        """Raise the weight of rare or out-of-vocabulary terms to the IDF of their synonym."""
        share = sum(word.idf for word in words) / len(expansion.terms)
        for position in expansion.terms:
            self.ranking.term_weights[position] = max(self.ranking.term_weights[position], share)

    def find(self, hidden: set[int], minimum_results: int = 1) -> dict[int, float]:
        """Return {entry: score} without the entries of `hidden`.

        `minimum_results`: see `Ranking.totals`.
        """
        every = list(range(len(self.terms)))
        with_all = self.query.phrases or self.expansions
        essential_terms = every if with_all else self.ranking.essential_terms()
        self.ranking.read(essential_terms, self.catalogue)
        # Entries that contain each term itself, before synonyms are added.
        self._own_entries = [set(part) for part in self.ranking.parts] if self.expansions else None
        for expansion, words in self.expansions:
            self._score_expansion(expansion, words)
        totals = self.ranking.totals(hidden, minimum_results)
        if len(totals) < minimum_results and len(essential_terms) < len(every):
            # Too few results: let the frequent terms select entries too.
            self.ranking.read(every, self.catalogue)
            totals = self.ranking.totals(hidden, minimum_results)
        return self._with_phrases(totals, hidden)

    def _score_expansion(self, expansion: Expansion, words: list[ResolvedTerm]) -> None:
        read_postings(words)
        scores = [word_scores(word, self.catalogue.length_norms) for word in words]
        common = set(scores[0]).intersection(*scores[1:])
        if expansion.phrase:
            common = with_phrase(common, expansion.phrase)
        for pk in common:
            score = expansion.weight * sum(part[pk] for part in scores)
            self.ranking.apply_synonym(pk, expansion.terms, score)
            self._synonyms_held[pk] += [word.word for word in words]

    def _with_phrases(self, totals: dict[int, float], hidden: set[int]) -> dict[int, float]:
        """Keep the entries that contain every phrase; ignore a phrase that no entry contains."""
        kept = None
        for phrase in self.query.phrases:
            stems = {stem(word) for word in phrase}
            parts = [
                set(self.ranking.parts[position])
                for position, term in enumerate(self.query.terms)
                if term.stem in stems
            ]
            if found := with_phrase(set.intersection(*parts) - hidden, phrase):
                kept = found if kept is None else kept & found
        return totals if kept is None else {pk: self.ranking.score(pk) for pk in kept}

    @property
    def did_you_mean(self) -> str:
        """The query text with its unknown words corrected; empty if nothing was corrected."""
        corrections = {
            term.exact: item.corrected
            for term, item in zip(self.query.terms, self.terms, strict=True)
            if item.corrected
        }
        return replace_words(self.query.text, corrections) if corrections else ""

    def matched(self, pk: int) -> tuple[str, ...]:
        """Return the query words that an entry contains, as typed or as corrected."""
        held = self._own_entries or self.ranking.parts
        words = [item.word for item, own in zip(self.terms, held, strict=True) if pk in own]
        return tuple(dict.fromkeys(words + self._synonyms_held.get(pk, [])))


def with_phrase(pks: Iterable[int], phrase: Iterable[str]) -> set[int]:
    """Return the entries of `pks` whose text contains the words of a phrase in sequence."""
    needle = Value(f" {' '.join(phrase)} ")
    found = set()
    for part in chunks(sorted(pks)):
        texts = SearchText.objects.filter(entry_id__in=part)
        texts = texts.annotate(place=StrIndex(F("exact"), needle)).filter(place__gt=0)
        found.update(texts.values_list("entry_id", flat=True))
    return found
