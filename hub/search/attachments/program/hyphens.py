"""Joining of the words cut at the end of a line.

A soft hyphen (U+00AD, or ¬ in some PDF files) is only a cut. A hyphen is a cut too, unless it
belongs to a compound. In order:

1. the letters around it: digits, a capital, an acronym, a single letter (« e-mail »);
2. the rest of the text: it has the word in one piece, or the compound with its hyphen;
3. the grammar: inverted subjects (« dit-il »), « celui-ci », « c’est-à-dire », « main-d’œuvre »;
4. the orthography of compounds (`compounds.py`);
5. otherwise, the word is joined.
"""

import re
from collections import Counter

from .compounds import is_compound

LETTER = r"[^\W_]"
CUT = re.compile(
    rf"(?<={LETTER})([-\u2010\u2011\u00ad\u00ac])[ \t]*\n[ \t]*(?:\n[ \t]*)?(?={LETTER})"
)
# A word cut at the end of a page: its end is moved before the page break.
PAGE_CUT = re.compile(rf"(?<={LETTER})([-\u2010\u2011\u00ad\u00ac])[ \t]*\f\s*({LETTER}+)")
SOFT = "\u00ad\u00ac"
NO_BREAK = "\u2011"
WORD = re.compile(rf"{LETTER}+(?:[-\u2010\u2011]{LETTER}+)*")
BEFORE = re.compile(rf"{LETTER}+\Z")
AFTER = re.compile(rf"{LETTER}+(?:[-\u2010\u2011’']{LETTER}+)*")
SEPARATORS = re.compile("[-\u2010\u2011’']")
# Longest word looked at on each side of a cut.
LONGEST = 60

# Small words inside a compound: « Châlons-en-Champagne », « main-d’œuvre », « a-t-il ».
INNER = re.compile(r"(?:à|au|aux|de|des|du|en|et|sur|sous|lès|les|le|la|t|y)-|[dl][’']")
PRONOUNS = ("il", "ils", "elle", "elles", "on")
# Endings of the verbs before these pronouns.
ENDINGS = {"nous": ("ons",), "vous": ("ez",), "tu": ("s", "x"), "y": ("s", "z")}
FORMS_OF_BE = ("est", "sont", "était", "étaient", "sera", "serait", "fut")
INITIAL_VOWELS = "aâéêiîoôu"
DEMONSTRATIVES = ("celui", "celle", "ceux", "celles")


def joined_lines(text: str) -> str:
    """Return the text with its words cut at line ends in one piece; other lines are unchanged."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = PAGE_CUT.sub(r"\1\n\2\f", text)
    if CUT.search(text):
        evidence = Evidence(CUT.sub("\n\n", text))
        text = CUT.sub(lambda cut: _mark(cut, evidence), text)
    return text.replace("\u00ad", "").replace(NO_BREAK, "-")


class Evidence:
    """The words of a text, and its pairs of words joined by a hyphen, with their frequency."""

    def __init__(self, text: str) -> None:
        self.words: Counter[str] = Counter()
        for word in WORD.findall(text):
            parts = [normalized(part) for part in SEPARATORS.split(word)]
            self.words.update(parts)
            self.words.update("-".join(pair) for pair in zip(parts, parts[1:], strict=False))

    def has_compound(self, first: str, second: str) -> bool | None:
        """Tell whether the text has the compound rather than the joined word, None if neither."""
        compound = self.words[f"{normalized(first)}-{normalized(second)}"]
        joined = self.words[normalized(first + second)]
        return compound > joined if compound or joined else None


def normalized(word: str) -> str:
    """Return a word in lower case, without the mark of the plural."""
    return word.lower().rstrip("sx")


def _mark(cut: re.Match[str], evidence: Evidence) -> str:
    """Return what replaces a mark and its line end: nothing, a hyphen, or a hyphen and a space."""
    if cut[1] in SOFT:
        return ""
    text = cut.string
    before = BEFORE.search(text[max(0, cut.start() - LONGEST) : cut.start()])
    after = AFTER.match(text[cut.end() : cut.end() + LONGEST])
    if cut[1] == NO_BREAK or not before or not after:
        return "-"
    first, rest = before[0], after[0]
    if rest in ("et", "ou"):
        return "- "  # « micro- et macro-économie »
    return "-" if _keeps_hyphen(first, rest, evidence) else ""


def _keeps_hyphen(first: str, rest: str, evidence: Evidence) -> bool:
    """Tell whether a hyphen belongs to the word; `rest` is the next word with its hyphens."""
    second = SEPARATORS.split(rest)[0]
    by_letters = _by_letters(first, second)
    if by_letters is not None:
        return by_letters
    found = evidence.has_compound(first, second)
    if found is not None:
        return found
    first, second, rest = first.lower(), second.lower(), rest.lower()
    return bool(INNER.match(rest)) or _is_clitic(first, second) or is_compound(first, second)


def _by_letters(first: str, second: str) -> bool | None:
    """Tell whether the letters around a hyphen keep it, None if they do not decide."""
    if first[-1].isdigit() or second[0].isdigit():
        return True
    is_acronym = len(first) > 1 and first.isupper()
    if second[0].isupper():
        return None if is_acronym and second.isupper() else True
    if is_acronym:
        return True
    # A typographer leaves no single letter, but some programs cut after an initial vowel.
    return True if len(first) == 1 and first.lower() not in INITIAL_VOWELS else None


def _is_clitic(first: str, second: str) -> bool:
    """Tell whether `second` is a pronoun or an adverb bound to the word before it."""
    if second in PRONOUNS:
        return first.endswith(("t", "d"))
    if second in ENDINGS:
        return first.endswith(ENDINGS[second])
    if second in ("ci", "là"):
        return first in DEMONSTRATIVES or (second == "là" and len(first) > 3)
    if second == "ce":
        return first in FORMS_OF_BE
    return second in ("je", "moi", "toi", "même", "mêmes")
