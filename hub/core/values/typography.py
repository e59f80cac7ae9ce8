"""French typography of plain text at display: no-break spaces, apostrophes, sort keys."""

import re

from hub.folding import fold

NO_BREAK_SPACE = "\u00a0"
BEFORE_SIGN = re.compile(r"[ \u00a0\u202f]+(?=[:;!?»%€])")
AFTER_QUOTE = re.compile(r"(?<=«)[ \u00a0\u202f]*")
APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
NUMBER_SIGN = re.compile(r"(?<=\bn°)[ \u00a0\u202f]*(?=\d)")


def french(text: object) -> str:
    """Return `text` with no-break spaces before « : ; ! ? » and inside quotes, and « ’ ».

    Only existing spaces are replaced: « https:// » or « 9:30 » do not change.
    """
    text = BEFORE_SIGN.sub(NO_BREAK_SPACE, str(text or ""))
    text = AFTER_QUOTE.sub(NO_BREAK_SPACE, text)
    text = NUMBER_SIGN.sub(NO_BREAK_SPACE, text)
    return APOSTROPHE.sub("’", text)


def thousands(number: float | str) -> str:
    """Format a whole number with a no-break space every three digits: « 12 345 »."""
    return f"{int(number):,}".replace(",", NO_BREAK_SPACE)


def alphabetical_key(text: object) -> str:
    """Return a sort key that ignores accents and case, as French dictionaries do.

    « œ » and « æ » are sorted as two letters.
    """
    return fold(str(text))
