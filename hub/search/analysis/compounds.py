"""Compound words: « tiers-lieux », « tiers lieux » and « tierslieux » are one word.

A compound is indexed with its parts, and joined. Compounds with a hyphen are joined whatever their
parts; those with a space only after a combining form, which is not a word of its own: any two
words may follow each other.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from hub.search.analysis.stemming import stem
from hub.search.analysis.tokens import LENGTH, Token, without_option

# Hyphen-minus, hyphen, non-breaking hyphen.
HYPHEN = re.compile(r"[-\u2010\u2011]")
SPACE = re.compile(r"[ \u00a0\u202f]")
# Combining forms and prefixes of French that official texts write with a hyphen, a space or
# neither (Grevisse, « Le bon usage », trait d’union; rectifications of 1990): « mini bus ».
_COMBINING = """
    aero agro anti audio auto bi bio centre cine co cyber demi electro entre eco ex extra geo hydro
    hyper infra inter intra macro mega meta micro mi mini mono moto multi nano neo neuro non para
    peri photo pluri poly porte post pre pro pseudo radio re retro semi socio sous super supra sur
    sylvo techno tele thermo tiers trans tri ultra velo vice video visio
"""
COMBINING = frozenset(_COMBINING.split())
# Those that are words of their own too: « assurance auto », « entre particuliers ».
_WORDS = "auto bio centre demi entre ex extra moto photo porte pro radio sous super sur velo video"
BOUND = COMBINING.difference(_WORDS.split())
# Nouns whose last part is a pronoun; other words of this form are no compounds (« peut-on »).
NOUNS = frozenset(["rendezvous", "chezsoi", "gardeavous"])


def compounds(text: str, words: Sequence[Token]) -> Iterator[tuple[list[Token], Token]]:
    """Yield (parts, joined word) for each compound of a text; `words` are its tokens in order.

    The joined word has the position of the whole compound. Stop words of `words` may be missing:
    words that are not next to each other make no compound.
    """
    run: list[Token] = []
    for token in words:
        if run and HYPHEN.fullmatch(text[run[-1].end : token.start]):
            run.append(token)
            continue
        yield from _joined(run)
        run = [token]
    yield from _joined(run)
    for first, second in pairwise(words):
        if first.exact in COMBINING and SPACE.fullmatch(text[first.end : second.start]):
            yield from _joined([first, second])


def pairs(text: str, words: Sequence[Token]) -> Iterator[tuple[list[Token], Token]]:
    """Yield (parts, joined word) for any two words of a text separated by a space.

    For queries: whether they are a compound depends on the texts. Stop words are left out.
    """
    for first, second in pairwise(words):
        is_noun = first.exact + second.exact in NOUNS
        if not (is_noun or (second.exact.isalpha() and not first.is_stop)):
            continue
        if SPACE.fullmatch(text[first.end : second.start]):
            yield from _joined([first, second])


def index_words(text: str, words: Sequence[Token]) -> list[Token]:
    """Return the words to index in addition to `words`, the tokens of a text.

    They are the joined compounds, and « PLU » for « PLU(i) ».
    """
    joined = [joined for _, joined in compounds(text, words)]
    bases = [
        base._replace(start=token.start, end=token.start + base.end)
        for token in words
        if (base := without_option(text, token)) and base.stem != token.stem
    ]
    return joined + bases


def _joined(parts: list[Token]) -> Iterator[tuple[list[Token], Token]]:
    """Yield (parts, joined word) if the parts make a word: letters first, no small word last."""
    if len(parts) < 2 or not parts[0].exact.isalpha():
        return
    exact = "".join(token.exact for token in parts)[:LENGTH]
    is_small = parts[-1].is_stop or parts[-1].exact == "ci"
    if is_small and exact not in NOUNS:
        return
    yield parts, Token(exact, stem(exact), False, parts[0].start, parts[-1].end)
