"""Writing set aside: capitals, accents, ligatures, and the characters that nobody sees."""

import unicodedata

# Ligatures that Unicode takes for letters of their own: NFKC leaves them whole.
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})


def fold(text: str) -> str:
    """Return `text` in lower case, without accents, ligatures or compatibility forms.

    « Œuvre à l’ÉTÉ » gives « oeuvre a l’ete ». Any text is fine, lone surrogates included.
    """
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text.casefold()).translate(LIGATURES)
    # Cf: soft hyphens, zero-width spaces and joiners, which people paste without seeing them.
    return "".join(c for c in letters if unicodedata.category(c) not in ("Mn", "Cf"))


def clean(text: str) -> str:
    """Return `text` as any database takes it: composed, no NUL, no half of a surrogate pair."""
    text = text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", text)
