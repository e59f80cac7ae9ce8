"""The entries that answer the words of a request, with how well each does."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import F, Value
from django.db.models.functions import StrIndex

from hub.search.analysis import stem
from hub.search.embedded.catalogue import Catalogue
from hub.search.embedded.matching import Sought, Vocabulary, read_postings
from hub.search.embedded.ranking import Ranking, word_scores
from hub.search.embedded.sql import chunks
from hub.search.models import SearchText
from hub.search.query import Expansion, ParsedQuery


class TextMatch:
    """Finds the entries of a catalogue that answer a `ParsedQuery`."""

    def __init__(self, catalogue: Catalogue, query: ParsedQuery) -> None:
        self.catalogue, self.query = catalogue, query
        self._look_up()
        self.ranking = Ranking(self.sought)
        for expansion, words in self.expansions:
            self._weigh(expansion, words)
        # Of each entry, the words of synonyms that it holds.
        self._synonyms_held = defaultdict(list)

    def _look_up(self) -> None:
        query = self.query
        expanded = {position for expansion in query.expansions for position in expansion.terms}
        others = [word for expansion in query.expansions for word in expansion.words]
        correctable = [term for i, term in enumerate(query.terms) if i not in expanded]
        vocabulary = Vocabulary(self.catalogue, [*query.terms, *others], correctable=correctable)
        self.sought = [vocabulary.sought(term) for term in query.terms]
        expansions = [
            (expansion, [vocabulary.sought(word) for word in expansion.words])
            for expansion in query.expansions
        ]
        self.expansions = [pair for pair in expansions if all(word.forms for word in pair[1])]

    def _weigh(self, expansion: Expansion, words: list[Sought]) -> None:
        """Words that nobody wrote weigh what their synonym does."""
        share = sum(word.idf for word in words) / len(expansion.terms)
        for position in expansion.terms:
            self.ranking.mass[position] = max(self.ranking.mass[position], share)

    def find(self, gone: set[int], fewest: int = 1) -> dict[int, float]:
        """Return {entry: score}, the entries of `gone` left out; `fewest`: see `Ranking.totals`."""
        every = list(range(len(self.sought)))
        with_all = self.query.phrases or self.expansions
        creators = every if with_all else self.ranking.creators()
        self.ranking.read(creators, self.catalogue)
        # Which words an entry holds itself, before synonyms stand for them.
        self._own = [set(part) for part in self.ranking.parts] if self.expansions else None
        for expansion, words in self.expansions:
            self._score_expansion(expansion, words)
        totals = self.ranking.totals(gone, fewest)
        if len(totals) < fewest and len(creators) < len(every):
            # Words too frequent to bring an entry in by themselves complete a short answer.
            self.ranking.read(every, self.catalogue)
            totals = self.ranking.totals(gone, fewest)
        return self._with_phrases(totals, gone)

    def _score_expansion(self, expansion: Expansion, words: list[Sought]) -> None:
        read_postings(words)
        scores = [word_scores(word, self.catalogue.held_back) for word in words]
        common = set(scores[0]).intersection(*scores[1:])
        if expansion.phrase:
            common = holding(common, expansion.phrase)
        for pk in common:
            score = expansion.weight * sum(part[pk] for part in scores)
            self.ranking.replace(pk, expansion.terms, score)
            self._synonyms_held[pk] += [word.word for word in words]

    def _with_phrases(self, totals: dict[int, float], gone: set[int]) -> dict[int, float]:
        """Keep the entries that hold the phrases; one that nobody wrote is left to its words."""
        kept = None
        for phrase in self.query.phrases:
            stems = {stem(word) for word in phrase}
            parts = [
                set(self.ranking.parts[position])
                for position, term in enumerate(self.query.terms)
                if term.stem in stems
            ]
            if found := holding(set.intersection(*parts) - gone, phrase):
                kept = found if kept is None else kept & found
        return totals if kept is None else {pk: self.ranking.score(pk) for pk in kept}

    @property
    def did_you_mean(self) -> str:
        """The text with its unknown words put right; empty when there are none."""
        text = self.query.text
        for item in self.sought:
            if item.corrected:
                text = text.replace(item.typed, item.corrected)
        return text if text != self.query.text else ""

    def matched(self, pk: int) -> tuple[str, ...]:
        """Return the words that an entry holds, as typed or as understood."""
        held = self._own or self.ranking.parts
        words = [item.word for item, own in zip(self.sought, held, strict=True) if pk in own]
        return tuple(dict.fromkeys(words + self._synonyms_held.get(pk, [])))


def holding(pks: Iterable[int], phrase: Iterable[str]) -> set[int]:
    """Return those of the entries `pks` whose text holds the words of a phrase in this order."""
    wanted = Value(f" {' '.join(phrase)} ")
    found = set()
    for part in chunks(sorted(pks)):
        texts = SearchText.objects.filter(entry_id__in=part)
        texts = texts.annotate(place=StrIndex(F("exact"), wanted)).filter(place__gt=0)
        found.update(texts.values_list("entry_id", flat=True))
    return found
