"""Spelling correction: vocabulary words at an edit distance of 1 from an unknown word."""

from rapidfuzz import process
from rapidfuzz.distance import OSA

from hub.search.embedded.catalogue import Catalogue

# Shorter words have too many candidates.
MIN_LENGTH = 4


def spelling_candidates(catalogue: Catalogue, word: str) -> list[tuple[int, str, str, str]]:
    """Return the words of a catalogue one typo away from `word`, first letter kept, as rows.

    A typo is a letter too many, missing, wrong, or swapped with the next (optimal string alignment
    distance of 1). Rows are (pk, text, stem, written).
    """
    if len(word) < MIN_LENGTH or not word.isalpha():
        return []
    rows = catalogue.words_from(word[0])
    texts = [row[1] for row in rows]
    near = process.extract(word, texts, scorer=OSA.distance, score_cutoff=1, limit=None)
    return [rows[position] for _, distance, position in near if distance == 1]
