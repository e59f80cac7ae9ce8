"""Comparing a letter with its source, word by word."""

import re
import unicodedata
from collections.abc import Iterable


def words_of(texts: Iterable[str]) -> list[str]:
    """The words of ``texts`` in order, without case, accents composed."""
    text = unicodedata.normalize("NFC", " ".join(texts)).casefold()
    return re.findall(r"\w+", text)
