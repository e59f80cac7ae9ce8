"""Full-text match: the entries that match a parsed query, with their scores."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from django.db.models import F, Value
from django.db.models.functions import StrIndex

from hub.search import weights
from hub.search.analysis.stop_words import STOP_WORDS
from hub.search.embedded.adjacency import with_adjacent
from hub.search.embedded.catalogue import Catalogue
from hub.search.embedded.matching import ResolvedTerm, Vocabulary
from hub.search.embedded.ranking import Ranking, TermScores, score_terms
from hub.search.embedded.sql import chunks
from hub.search.models import SearchText
from hub.search.query import Compound, Expansion, ParsedQuery, replace_words


class TextMatch:
    """Matches a `ParsedQuery` against the entries of a catalogue."""

    def __init__(self, catalogue: Catalogue, query: ParsedQuery) -> None:
        self.catalogue, self.query = catalogue, query
        self._resolve_terms()
        self.ranking = Ranking(catalogue, self.terms)
        for expansion, words in self.expansions:
            self._raise_weights(expansion, words)
        # {entry: words of the synonyms that it contains}
        self._synonyms_held = defaultdict(list)
        # Whether some entry contains the phrases.
        self._has_phrases = True

    def _resolve_terms(self) -> None:
        query = self.query
        expanded = {position for expansion in query.expansions for position in expansion.terms}
        others = [word for expansion in query.replacements for word in expansion.words]
        correctable = [term for i, term in enumerate(query.terms) if i not in expanded]
        vocabulary = Vocabulary(
            self.catalogue,
            [*query.terms, *others],
            correctable=correctable,
            compounds={
                one.joined.stem: [query.terms[position] for position in one.terms]
                for one in query.compounds
            },
        )
        self.terms = [vocabulary.resolve(term) for term in query.terms]
        expansions = [
            (expansion, [vocabulary.resolve(word) for word in expansion.words])
            for expansion in query.replacements
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
        self.ranking.read(essential_terms)
        # Entries that contain each term itself, before synonyms are added.
        self._own_entries = [set(part) for part in self.ranking.parts] if self.expansions else None
        for expansion, words in self.expansions:
            self._score_expansion(expansion, words)
        totals = self.ranking.totals(hidden, minimum_results)
        if len(totals) < minimum_results and len(essential_terms) < len(every):
            # Too few results: let the frequent terms select entries too.
            self.ranking.read(every)
            totals = self.ranking.totals(hidden, minimum_results)
        return self._with_phrases(totals, hidden)

    def _score_expansion(self, expansion: Expansion, words: list[ResolvedTerm]) -> None:
        parts = [part.array for part in score_terms(self.catalogue, words)]
        scores = np.where(np.all(parts, axis=0), expansion.weight * np.sum(parts, axis=0), 0.0)
        common = TermScores(self.catalogue, scores)
        if expansion.phrase:
            common = common.only(with_phrase(common, expansion.phrase))
        self.ranking.apply_synonym(common, expansion.terms)
        for pk in common:
            self._synonyms_held[pk] += [word.word for word in words]

    def _with_phrases(self, totals: dict[int, float], hidden: set[int]) -> dict[int, float]:
        """Keep the entries that contain every phrase; ignore a phrase that no entry contains."""
        kept = None
        for phrase in self.query.phrases:
            words = [word for word in phrase if word not in STOP_WORDS]
            candidates = self._holding_words(words) - hidden if words else set(totals)
            if found := with_phrase(candidates, phrase):
                kept = found if kept is None else kept & found
            else:
                self._has_phrases = False
        return totals if kept is None else {pk: self.ranking.score(pk) for pk in kept}

    def _holding_words(self, words: Sequence[str]) -> set[int]:
        """Return the entries that contain all these words of the query, in this form."""
        forms = {
            text: pk
            for item in self.terms
            for pk, text in zip(item.forms, item.spellings, strict=True)
        }
        if not all(word in forms for word in words):
            return set()
        postings = self.catalogue.postings.read([forms[word] for word in words])
        counts = np.zeros(len(self.catalogue.slots), dtype=np.int32)
        for own in postings.values():
            counts[own.slots] += 1
        return set(self.catalogue.postings.pks[counts == len(postings)].tolist())

    def holding_all(self, among: Iterable[int]) -> set[int]:
        """Return the entries of `among` that hold all that was asked.

        That is every word, in any form or by a synonym, every phrase, every compound as a unit. Of
        the entries that hold two words only, those where they are adjacent are preferred: « état
        des lieux » does not ask for « lieux ».
        """
        if not self._has_phrases:
            return set()
        found = set(among).intersection(*self.ranking.parts)
        for compound in self.query.units:
            found = self._as_unit(found, compound)
        if len(self.terms) == 2 and not self.query.units and 1 < len(found) <= weights.MAX_PAIRS:
            units = {pk for pk in found if pk in self._synonyms_held}
            return units | with_adjacent(found - units, self.terms) or found
        return found

    def _as_unit(self, pks: set[int], compound: Compound) -> set[int]:
        """Return the entries of `pks` that hold a compound joined, or its parts one after another.

        A hyphen is not in the stored text: « tiers lieux » and « tiers-lieux » are the same words.
        """
        joined = compound.joined.typed
        units = {pk for pk in pks if joined in self._synonyms_held.get(pk, ())}
        parts = [self.terms[position] for position in compound.terms]
        return units | with_adjacent(pks - units, parts)

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
