"""Spelling correction: vocabulary words at an edit distance of 1 from an unknown word."""

from hub.search.embedded.catalogue import Catalogue

# Shorter words have too many candidates.
MIN_LENGTH = 4


def spelling_candidates(catalogue: Catalogue, word: str) -> list[tuple[int, str, str, str]]:
    """Return the words of a catalogue one typo away from `word`, first letter kept, as rows.

    A typo is a letter too many, missing, wrong, or swapped with the next (Damerau-Levenshtein
    distance 1). Rows are (pk, text, stem, written).
    """
    if len(word) < MIN_LENGTH or not word.isalpha():
        return []
    return [row for row in catalogue.words_from(word[0]) if is_one_typo(word, row[1])]


def is_one_typo(first: str, second: str) -> bool:
    """Return whether two words differ by one insertion, deletion, substitution or transposition."""
    if abs(len(first) - len(second)) > 1 or first == second:
        return False
    start = 0
    shortest = min(len(first), len(second))
    while start < shortest and first[start] == second[start]:
        start += 1
    # After the common prefix, the rest must be equal once one letter (or a swap) is skipped.
    left, right = first[start:], second[start:]
    if len(left) == len(right):
        swapped = left[1::-1] == right[:2] and left[2:] == right[2:]
        return left[1:] == right[1:] or swapped
    return left[1:] == right if len(left) > len(right) else left == right[1:]
