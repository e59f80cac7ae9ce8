"""French typography for plain text that people typed: spaces that do not break, apostrophes."""

import re
import unicodedata

NO_BREAK_SPACE = "\u00a0"
BEFORE_SIGN = re.compile(r"[ \u00a0\u202f]+(?=[:;!?»%€])")
AFTER_QUOTE = re.compile(r"(?<=«)[ \u00a0\u202f]*")
APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
NUMBER_SIGN = re.compile(r"(?<=\bn°)[ \u00a0\u202f]*(?=\d)")


def french(text):
    """Return `text` with the spaces that French wants before « : ; ! ? » and inside quotes.

    Only spaces that are already there become no-break spaces: addresses and hours such as
    « https:// » or « 9:30 » keep their form.
    """
    text = BEFORE_SIGN.sub(NO_BREAK_SPACE, str(text or ""))
    text = AFTER_QUOTE.sub(NO_BREAK_SPACE, text)
    text = NUMBER_SIGN.sub(NO_BREAK_SPACE, text)
    return APOSTROPHE.sub("’", text)


def thousands(number):
    """Return a whole number with a no-break space every three digits: « 12 345 »."""
    return f"{int(number):,}".replace(",", NO_BREAK_SPACE)


def alphabetical_key(text):
    """Return the key that sorts words as a French dictionary does: accents and case set aside.

    « œ » and « æ » are sorted as two letters.
    """
    letters = unicodedata.normalize("NFKD", str(text).casefold()).translate(LIGATURES)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
