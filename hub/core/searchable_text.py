"""Plain text of blocks and rich texts for search: without addresses, markup and symbols."""

import re
import unicodedata
from typing import Any

from wagtail import blocks
from wagtail.rich_text import RichText

from hub.core.blocks.text import CalloutTone
from hub.core.values.plain_text import block_to_text, rich_text_to_text

# Not indexed: URLs are not searched, and a search for a name must not find an e-mail address.
EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
WEB_ADDRESS = re.compile(r"\(?\bhttps?://[^\s)]+\)?")
# Markup of the plain-text templates: underlines, rules, « [Image : …] », labels of callouts.
LABELS = "|".join(re.escape(label) for _, label in CalloutTone.choices)
TEXT_MARKUP = re.compile(
    rf"^[-=]{{3,}}$|^\* \* \*$|^\[(?:{LABELS})\][ \t]*|^Transcription\s?:$"
    r"|\[Image\u00a0: |(?<=\S)\]$",
    re.MULTILINE,
)
# Marks of list items: dashes and bullets before a space, symbols of office files (private use).
LIST_MARK = re.compile(r"^(?:[–•·‣▪◦*➢→o-]\s+|[→➢▪•‣◦]\s*)+(?=\S)")
# The first characters of emoji and pictograms; °, ©, ® and ™ are before it.
FIRST_SYMBOL = "\u2190"
# Variation selectors, joiners and tags of emoji, and skin tones.
EMOJI_PARTS = re.compile("[\ufe0e\ufe0f\u20e3\U000e0020-\U000e007f\U0001f3fb-\U0001f3ff]")


def to_searchable_text(text: object) -> str:
    """Return plain or rich text without URLs, e-mail addresses, text markup and emoji."""
    if isinstance(text, RichText):
        text = rich_text_to_text(text)
    text = EMAIL.sub("", WEB_ADDRESS.sub("", TEXT_MARKUP.sub("", str(text or ""))))
    lines = (without_symbols(line) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def without_symbols(line: str) -> str:
    """Return a line without emoji, pictograms and list marks, with single spaces."""
    if not line.isascii():
        line = "".join(" " if _is_symbol(sign) else sign for sign in EMOJI_PARTS.sub("", line))
    line = re.sub(r"[ \t\u200d]+", " ", line).strip()
    return LIST_MARK.sub("", line)


def _is_symbol(sign: str) -> bool:
    return sign >= FIRST_SYMBOL and unicodedata.category(sign) in ("So", "Co")


def block_to_searchable_text(block: blocks.Block, value: Any) -> str:
    """Return the searchable text of a block, rendered with its text template."""
    return to_searchable_text(block_to_text(block, value))
