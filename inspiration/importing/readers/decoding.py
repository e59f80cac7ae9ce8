"""Decoding of text files: byte order mark, UTF-8, UTF-16, or the 8-bit encoding that fits best."""

import re
from operator import itemgetter

from inspiration.importing.errors import InitiativeImportError, Problem

BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# Encodings of CSV files saved by Excel; the first wins a tie. MS-DOS is the rarest.
WINDOWS, MACINTOSH, MS_DOS = EIGHT_BIT = ("cp1252", "mac_roman", "cp850")
FRENCH_LETTERS = frozenset("àâäçéèêëîïôöùûüœæÿ")
FRENCH_CAPITALS = frozenset("ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒÆ")
FRENCH_SIGNS = frozenset("’‘“”«»–—…€°²³½·•×\u00a0")
# A capital after a small letter or a digit: typical of a wrong encoding (« chapÔ »).
CAPITAL_INSIDE = re.compile(r"(?<=[^\W_A-Z])[À-ÖØ-ÞŒŸ]")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
NOT_TEXT = "ce n’est pas un fichier de texte."
DAMAGED = "cette ligne n’est pas lisible. Enregistrez le fichier en UTF-8, puis réessayez."


def decode(name: str, data: bytes) -> str:
    """Return the text of a file with `\\n` line ends.

    Raise InitiativeImportError for a binary, empty or damaged file: no character is replaced.
    """
    text = _decode_marked(name, data)
    if text is None and b"\x00" in data:
        text = _decode_unmarked_utf16(name, data)
    if text is None:
        text = _decode_unmarked(name, data)
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if not text.strip():
        raise InitiativeImportError(Problem(name, 0, "ce fichier est vide."))
    if "\x00" in text:
        raise InitiativeImportError(Problem(name, 0, NOT_TEXT))
    return text


def _decode_marked(name: str, data: bytes) -> str | None:
    """Decode as the byte order mark says; return None without one."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if not data.startswith(mark):
            continue
        body = data[len(mark) :]
        try:
            return body.decode(encoding)
        except UnicodeDecodeError as error:
            if encoding == "utf-8":
                return _decode_unmarked(name, body)
            message = "ce fichier est abîmé ou incomplet\u00a0: enregistrez-le de nouveau."
            raise InitiativeImportError(Problem(name, 0, message)) from error
    return None


def _decode_unmarked_utf16(name: str, data: bytes) -> str:
    """Decode UTF-16 without a byte order mark: the null bytes are all odd, or all even."""
    encoding = "utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = "\x00"
    if CONTROLS.search(text):
        raise InitiativeImportError(Problem(name, 0, NOT_TEXT))
    return text


def _decode_unmarked(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        patched = data.decode("utf-8", errors="replace")
        damaged = patched.count("\ufffd")
        sound = sum(character > "\x7f" for character in patched) - damaged
        if sound > damaged:
            line = len(re.findall(rb"\r\n|\r|\n", data[: error.start])) + 1
            raise InitiativeImportError(Problem(name, line, DAMAGED)) from error
    # Lines that end with CR alone come from a Macintosh.
    priors = {MACINTOSH: int(b"\n" not in data), MS_DOS: -1}
    readings = [
        (_frenchness(text) + priors.get(encoding, 0), text)
        for encoding in EIGHT_BIT
        if (text := _decode_as(data, encoding)) is not None
    ]
    return max(readings, key=itemgetter(0))[1]


def _decode_as(data: bytes, encoding: str) -> str | None:
    """Return the text; None when the encoding does not assign one of the bytes."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _frenchness(text: str) -> int:
    """Score a reading of the same bytes: French letters and signs add, other ones subtract."""
    score = -3 * len(CAPITAL_INSIDE.findall(text))
    for character in text:
        if character <= "\x7f":
            continue
        if character in FRENCH_LETTERS:
            score += 2
        elif character in FRENCH_CAPITALS or character in FRENCH_SIGNS:
            score += 1
        else:
            score -= 2
    return score
