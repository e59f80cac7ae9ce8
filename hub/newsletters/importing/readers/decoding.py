"""Decoding of bytes: detection of the encoding, removal of control characters, binary files."""

import codecs
import re
import unicodedata

from hub.newsletters.importing.errors import NewsletterImportError
from hub.search.attachments.program.plain import (
    BYTE_ORDER_MARKS,
    LINE_ENDS,
    signature,
    single_byte_encoding,
)

CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
# Soft hyphen, zero-width characters, and the characters that fill e-mail preheaders.
INVISIBLE_CHARACTERS = re.compile("[\u00ad\u034f\u200b\u200c\u2060\u2061-\u2064\ufeff]")
# "é" or "’" in UTF-8, decoded as Windows-1252 and saved again.
MOJIBAKE = re.compile("Ã[©¨ª§´¢®\u00a0]|â€[™œ¦]")

# Declared encodings that are trusted; the others are UTF-8, or never used by mail programs.
SINGLE_BYTE_CODECS = ("iso8859", "cp", "mac-roman", "koi8")


def refuse_binary(data: bytes) -> None:
    """Raise `NewsletterImportError` for binary data, with the detected type of file."""
    if what := signature(data):
        raise NewsletterImportError(
            f"Ce fichier n’est pas un texte : il semble être {what}. "
            "Enregistrez la lettre en texte brut (.txt) ou collez-en le texte."
        )
    if data[4:8] == b"ftyp":
        raise NewsletterImportError(
            "Ce fichier n’est pas un texte : il semble être une vidéo, un son ou une photo."
        )
    marked = any(data.startswith(mark) for mark, _ in BYTE_ORDER_MARKS)
    if b"\x00" in data and not marked:
        raise NewsletterImportError(
            "Ce fichier n’est pas un texte : il contient des octets nuls, "
            "comme un programme, une image ou un texte UTF-16 sans marque d’encodage."
        )


def decode(data: bytes) -> tuple[str, str, list[str]]:
    """Return the text, the name of its encoding and French notices.

    A byte order mark decides; else UTF-8 when most of it is valid; else Windows-1252, with Latin-1
    as a fallback for its five unassigned bytes. Raise `NewsletterImportError` when the bytes do not
    match the byte order mark.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), encoding, []
            except UnicodeDecodeError as error:
                if encoding == "utf-8":
                    return _decode_unmarked(data[len(mark) :])
                raise NewsletterImportError(
                    f"Ce fichier annonce l’encodage {encoding.upper()} mais ne le respecte pas : "
                    "il est sans doute abîmé ou incomplet."
                ) from error
    return _decode_unmarked(data)


def decode_declared(data: bytes, charset: str) -> tuple[str, str, list[str]]:
    """Decode like `decode`, for a format that declares a `charset` (empty when it does not).

    Valid UTF-8 takes precedence over another declared encoding: people save files again in UTF-8
    without changing the declaration.
    """
    marked = any(data.startswith(mark) for mark, _ in BYTE_ORDER_MARKS)
    charset = charset.lower().removeprefix("x-")
    try:
        codec = codecs.lookup(charset).name if charset else ""
    except LookupError:
        codec = ""
    # HTML Living Standard, « prescan a byte stream »: a page read byte by byte is not UTF-16.
    if marked or not codec.startswith(SINGLE_BYTE_CODECS):
        return decode(data)
    text: str | None = None
    declared: str | None
    try:
        text, declared = data.decode("utf-8"), data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        declared = _decode_as(data, codec)
    if declared is None:
        return decode(data)
    if text is not None and text != declared:
        return text, "utf-8", [f"Encodage annoncé\u00a0: {charset}, lu en UTF-8."]
    return declared, "cp1252" if codec == "iso8859-1" else codec, []


def _decode_as(data: bytes, codec: str) -> str | None:
    """Return the text, None when the codec is not a text encoding or does not fit."""
    # The label ISO-8859-1 means Windows-1252 (WHATWG, Encoding Standard).
    for name in ("cp1252", codec) if codec == "iso8859-1" else (codec,):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return None


def _decode_unmarked(data: bytes) -> tuple[str, str, list[str]]:
    try:
        return data.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError:
        patched = data.decode("utf-8", errors="replace")
    damaged = patched.count("\ufffd")
    sound = sum(character > "\x7f" for character in patched) - damaged
    if sound > damaged:
        return (
            patched,
            "utf-8",
            [f"{damaged} caractère(s) illisible(s) remplacé(s) par « \ufffd »."],
        )
    for encoding in _guesses(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text, encoding, [f"Encodage deviné : {encoding}. Vérifiez les accents."]
    raise AssertionError("latin-1 decodes any byte")


def _guesses(data: bytes) -> tuple[str, ...]:
    """Return the encodings to try: MacRoman first if it gives more French characters."""
    return ("mac-roman",) if single_byte_encoding(data) == "mac-roman" else ("cp1252", "latin-1")


def clean(text: str) -> tuple[str, list[str]]:
    """Return the text with `\\n` line ends, in NFC, without control characters, and notices."""
    notices = []
    text, controls = CONTROL_CHARACTERS.subn("", LINE_ENDS.sub("\n", text))
    if controls:
        notices.append(f"{controls} caractère(s) de contrôle supprimé(s).")
    text, invisible = INVISIBLE_CHARACTERS.subn("", text)
    if invisible:
        notices.append(f"{invisible} caractère(s) invisible(s) supprimé(s).")
    if MOJIBAKE.search(text):
        notices.append(
            "Des accents semblent abîmés (« Ã© » au lieu de « é ») : "
            "exportez à nouveau la lettre, en UTF-8."
        )
    return unicodedata.normalize("NFC", text), notices
