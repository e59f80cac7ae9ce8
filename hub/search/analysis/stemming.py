"""A light French stemmer: the forms of one word come to one root, two words rarely do.

The order of the rules and their thresholds are those of J. Savoy's light stemmer (« Light stemming
approaches for the French, Portuguese, German and Hungarian languages », SAC 2006): plurals,
feminines, then derived nouns and adjectives. It reads folded words, so that accents never part two
forms. Endings of conjugated verbs come on top: Savoy's own leaves « rencontrent » and
« rencontre » apart.
"""

from functools import lru_cache

# (ending, shortest word, what replaces the ending); the first that fits is the last applied.
DERIVED = (
    ("issement", 10, "ir"),
    ("issant", 9, "ir"),
    ("ivement", 9, "if"),
    ("ement", 7, "e"),
    ("ficatrice", 12, "fier"),
    ("ficateur", 11, "fier"),
    ("catrice", 10, "quer"),
    ("cateur", 9, "quer"),
    ("atrice", 9, "er"),
    ("ateur", 8, "er"),
    ("trice", 7, "teur"),
    ("ieme", 6, ""),
    ("teuse", 8, "ter"),
    ("teur", 7, "ter"),
    ("euse", 6, "eu"),
    ("ere", 9, "er"),
    ("ive", 8, "if"),
    ("folle", 5, "fou"),
    ("molle", 5, "mou"),
    ("nnelle", 10, "n"),
    ("nnel", 10, "n"),
    ("esse", 9, "e"),
    ("inage", 8, "in"),
    ("isation", 10, ""),
    ("isateur", 10, ""),
    ("ation", 9, ""),
    ("ition", 9, ""),
)
# Endings of the tenses that people write with, participles included; (ending, shortest word).
VERBS = (
    ("eraient", 9),
    ("eront", 8),
    ("erait", 8),
    ("erons", 8),
    ("erez", 7),
    ("aient", 8),
    ("ent", 6),
    ("ait", 6),
    ("ant", 6),
    ("ante", 8),
    ("ente", 9),
    ("ons", 7),
    ("ez", 5),
    ("era", 6),
)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the root of a folded word; numbers and short words come back as they are."""
    if len(word) <= 3 or not word.isalpha():
        return word
    word = _singular(word)
    root = _without_derivation(word)
    return _bare(_without_conjugation(word) if root == word else root)


def _singular(word: str) -> str:
    """Without the mark of the plural: « travaux » → « traval », « lieux » → « lieu »."""
    if len(word) > 5 and word.endswith("aux") and word[-4] != "e":
        return word[:-2] + "l"
    if word[-1] in "sx":
        return word[:-1]
    return word


def _without_derivation(word: str) -> str:
    for ending, shortest, replacement in DERIVED:
        if len(word) >= shortest and word.endswith(ending):
            return word[: len(word) - len(ending)] + replacement
    if len(word) > 8:
        return word.removesuffix("ique")
    return word


def _without_conjugation(word: str) -> str:
    for ending, shortest in VERBS:
        if len(word) >= shortest and word.endswith(ending):
            return word[: -len(ending)] + "e"
    return word


def _bare(word: str) -> str:
    """Without doubled letters nor the last vowels: « aidé », « aider » and « aides » meet."""
    if len(word) <= 4:
        return word
    word = "".join(c for i, c in enumerate(word) if i == 0 or c != word[i - 1])
    if word.endswith("ie"):
        # « pluie » and « patient » are neither PLU nor PAT.
        if len(word) <= 5:
            return word
        word = word[:-2]
    if len(word) > 4:
        word = word.removesuffix("r").removesuffix("e")
        word = word.removesuffix("e")
        if len(word) > 1 and word[-1] == word[-2]:
            word = word[:-1]
    # « travail » and « travaux ».
    return f"{word[:-3]}al" if len(word) > 5 and word.endswith("ail") else word
