"""From bytes to text: which encoding, which characters do not belong, what is not text."""

import codecs
import re
import unicodedata

from hub.newsletters.importing.errors import NewsletterImportError

# First bytes of files that people pick by mistake (IANA media types, "magic numbers").
SIGNATURES = (
    (b"%PDF", "un document PDF"),
    (b"PK\x03\x04", "une archive ZIP ou un document Word, Excel ou LibreOffice"),
    (b"PK\x05\x06", "une archive ZIP vide"),
    (b"\x89PNG", "une image PNG"),
    (b"\xff\xd8\xff", "une image JPEG"),
    (b"GIF8", "une image GIF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "un ancien document Office (.doc, .xls ou .msg)"),
    (b"{\\rtf", "un document RTF"),
    (b"\x1f\x8b", "une archive gzip"),
    (b"Rar!", "une archive RAR"),
    (b"7z\xbc\xaf\x27\x1c", "une archive 7-Zip"),
    (b"ID3", "un fichier audio MP3"),
    (b"OggS", "un fichier audio Ogg"),
    (b"RIFF", "une image WebP, un son WAV ou une vidéo AVI"),
    (b"\x7fELF", "un programme"),
    (b"SQLite format 3", "une base de données SQLite"),
)
BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# Every line end of Unicode (UAX #14) becomes "\n", so that line numbers are those of an editor.
LINE_ENDS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
# Soft hyphen, zero-width characters and the fillers of e-mail preheaders: they hide inside words.
INVISIBLE_CHARACTERS = re.compile("[\u00ad\u034f\u200b\u200c\u2060\u2061-\u2064\ufeff]")
# "é" or "’" in UTF-8 once mistaken for Windows-1252, then saved again.
MOJIBAKE = re.compile("Ã[©¨ª§´¢®\u00a0]|â€[™œ¦]")


# Announcements that are believed: the others are UTF-8, or never written by a mail program.
SINGLE_BYTE = ("iso8859", "cp", "mac-roman", "koi8")


def refuse_binary(data: bytes) -> None:
    """Raise `NewsletterImportError`, naming what the file seems to be, unless it is text."""
    for signature, what in SIGNATURES:
        if data.startswith(signature):
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
    """The text, the name of its encoding and French notices.

    A byte order mark decides; else UTF-8 when it is valid or nearly; else Windows-1252, whose
    five unassigned bytes leave Latin-1 as the last resort. Raises `NewsletterImportError`
    when a mark announces an encoding that the bytes do not follow.
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
    """Like `decode`, for bytes whose format announces a `charset` (empty: it does not).

    Valid UTF-8 wins over another announcement: editors re-save files and forget the announcement.
    """
    marked = any(data.startswith(mark) for mark, _ in BYTE_ORDER_MARKS)
    try:
        codec = codecs.lookup(charset).name if charset else ""
    except LookupError:
        codec = ""
    # HTML Living Standard, « prescan a byte stream »: a page read byte by byte is not UTF-16.
    if marked or not codec.startswith(SINGLE_BYTE):
        return decode(data)
    try:
        text, told = data.decode("utf-8"), data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        text, told = None, _decoded(data, codec)
    if told is None:
        return decode(data)
    if text is not None and text != told:
        return text, "utf-8", [f"Encodage annoncé\u00a0: {charset}, lu en UTF-8."]
    return told, "cp1252" if codec == "iso8859-1" else codec, []


def _decoded(data: bytes, codec: str) -> str | None:
    """The text, None when the codec is not one for text or does not fit."""
    # What says « ISO-8859-1 » is Windows-1252 in practice (WHATWG, Encoding Standard).
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
    for encoding in ("cp1252", "latin-1"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text, encoding, [f"Encodage deviné : {encoding}. Vérifiez les accents."]
    raise AssertionError("latin-1 decodes any byte")


def clean(text: str) -> tuple[str, list[str]]:
    """The text with `\\n` line ends, composed accents (NFC) and no control characters."""
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
