"""Light French stemmer: map the forms of a word to one stem.

The order of the rules and their thresholds are those of J. Savoy's light stemmer (« Light stemming
approaches for the French, Portuguese, German and Hungarian languages », SAC 2006): plurals,
feminines, then derived nouns and adjectives. Its input is folded, so that accents do not matter.
Endings of conjugated verbs are added: Savoy's stemmer gives different stems to « rencontrent » and
« rencontre ». So are derivations that it leaves apart: nouns in -ation have the stem of their verb
(« vulgarisation », « vulgariser »), learned compounds in -culture, -culteur and -cole one stem
(« agriculture », « agriculteur », « agricole »), and four-letter words their vowel (« loger »,
« loge », « logement »).
"""

import re
from functools import lru_cache

# (ending, minimum word length, replacement); only the first match is applied.
DERIVED = (
    ("iculture", 10, "icol"),
    ("iculteur", 10, "icol"),
    ("icultrice", 11, "icol"),
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
    ("fication", 11, "fier"),
    ("ication", 10, "iquer"),
    ("ation", 9, "er"),
    ("ition", 9, ""),
)
# {singular: stem} of the words whose regular stem is that of another word.
EXCEPTIONS = {
    # The municipality, and the flood: not the feminines of « commun » and « cru ».
    "commune": "commune",
    "crue": "crue",
    # Of « communiquer », not of « commun ».
    "communique": "comuniqu",
    # Of « publier »: its noun is not in -iation.
    "publication": "publi",
    # The adjectives in -ic, with a feminine in -ique.
    "publique": "public",
    "laique": "laic",
}
FEMININE = re.compile(r"[^aeiouy]ue$")
# Endings of common tenses, participles included; (ending, minimum word length).
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
    """Return the stem of a folded word; numbers and short words are returned unchanged."""
    if len(word) <= 3 or not word.isalpha():
        return word
    word = _singular(word)
    if word in EXCEPTIONS:
        return EXCEPTIONS[word]
    root = _without_derivation(word)
    return _bare(_without_conjugation(word) if root == word else root)


def undoubled(word: str) -> str:
    """Return a word with its doubled letters written once."""
    return "".join(c for i, c in enumerate(word) if i == 0 or c != word[i - 1])


def is_doubled(word: str, other: str) -> bool:
    """Return whether two words differ by doubled letters only: « cantinne », « cantine »."""
    return word != other and undoubled(word) == undoubled(other)


def _singular(word: str) -> str:
    """Remove the plural ending: « travaux » → « traval », « lieux » → « lieu »."""
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
    """Remove doubled letters and final vowels: « aidé », « aider » and « aides » → same stem."""
    if len(word) <= 4:
        # « élue » is a feminine; « loue » and « noue » are verbs.
        return word[:3] if len(word) == 4 and FEMININE.search(word) else word
    word = undoubled(word)
    if word.endswith("ie"):
        # Exception: « pluie » must not become « plu » (PLU), nor « patient » « pat » (PAT).
        if len(word) <= 5:
            return word
        word = word[:-2]
    if len(word) > 4:
        word = word.removesuffix("r")
        for _ in "ee":
            # « loger » keeps the final vowel of « loge ».
            word = word.removesuffix("e") if len(word) > 4 else word
        if len(word) > 1 and word[-1] == word[-2]:
            word = word[:-1]
    # « travail » → « traval », the stem of « travaux ».
    return f"{word[:-3]}al" if len(word) > 5 and word.endswith("ail") else word


def numbers_of(word: str) -> tuple[str, ...]:
    """Return the singular and the plural forms of a folded word, itself included."""
    if word.endswith("aux") and len(word) > 4:
        bases = [word[:-1], f"{word[:-3]}al"]
    else:
        bases = [word[:-1] if len(word) > 3 and word[-1] in "sx" else word]
    plurals = [f"{base}{ending}" for base in bases for ending in "sx"]
    aux = [f"{base[:-2]}aux" for base in bases if base.endswith("al")]
    return tuple(dict.fromkeys([word, *bases, *plurals, *aux]))


def short_forms(word: str) -> tuple[str, ...]:
    """Return the forms of a short folded word: its numbers, and the feminine of a participle.

    The stem of a short word joins unrelated ones: « port », « porter », « porteur ».
    """
    feminine = [f"{form}e{plural}" for form in numbers_of(word) for plural in ("", "s")]
    return (*numbers_of(word), *(form for form in feminine if re.search("[eiu]es?$", form)))
