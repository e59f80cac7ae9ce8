"""Folding of a text for comparisons: case, accents, ligatures and invisible characters removed."""

import unicodedata
from typing import Literal

# Letters that Unicode normalisation (NFKD) does not decompose.
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
# Other signs typed for an apostrophe: one is a letter for Unicode, another decomposes to a space.
APOSTROPHES = str.maketrans(dict.fromkeys("ʼ‘‛′´", "’"))


def fold(text: str, *, with_compatibility: bool = True) -> str:
    """Return `text` in lower case, without accents, ligatures or invisible characters.

    « Œuvre à l’ÉTÉ » gives « oeuvre a l’ete ». Unless `with_compatibility` is false,
    compatibility forms are replaced too: « ² » by « 2 ». Signs typed for ’ become ’. Accepts any
    text, lone surrogates included. The search index stores the result: see `hub.search.analysis`
    before any change.
    """
    if text.isascii():
        return text.lower()
    form: Literal["NFKD", "NFD"] = "NFKD" if with_compatibility else "NFD"
    letters = unicodedata.normalize(form, text.casefold().translate(APOSTROPHES)).translate(
        LIGATURES
    )
    # Mn: combining accents. Cf: soft hyphens, zero-width spaces and joiners, often pasted.
    return "".join(c for c in letters if unicodedata.category(c) not in ("Mn", "Cf"))
