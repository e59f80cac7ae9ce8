"""Folding: remove case, accents, ligatures and invisible characters."""

import unicodedata

# Letters that Unicode normalisation (NFKD) does not decompose.
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})


def fold(text: str) -> str:
    """Return `text` in lower case, without accents, ligatures or compatibility forms.

    « Œuvre à l’ÉTÉ » gives « oeuvre a l’ete ». Accepts any text, lone surrogates included.
    """
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text.casefold()).translate(LIGATURES)
    # Mn: combining accents. Cf: soft hyphens, zero-width spaces and joiners, often pasted.
    return "".join(c for c in letters if unicodedata.category(c) not in ("Mn", "Cf"))


def clean(text: str) -> str:
    """Return `text` in a form that any database accepts: NFC, no NUL, no lone surrogate."""
    text = text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", text)
