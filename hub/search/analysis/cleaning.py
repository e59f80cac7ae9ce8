"""Characters that a database or an index cannot hold."""

import unicodedata


def clean(text: str) -> str:
    """Return `text` in a form that any database accepts: NFC, no NUL, no lone surrogate."""
    text = text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", text)
