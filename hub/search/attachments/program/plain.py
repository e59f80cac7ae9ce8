"""Text of plain text files, whatever their encoding; binary files are refused."""

import codecs
import re
from pathlib import Path

from .limits import CHARACTERS, Extraction, Unreadable

# First bytes of files that are not text, whatever their name.
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
# What French text has above ASCII; capitals are left out, because the quotation marks of one
# encoding are capitals of the other.
FRENCH = frozenset("éèêëàâçùûüôîïœæ’‘“”«»…–—°\u00a0€")
# Every line end of Unicode (UAX #14) becomes "\n", so that line numbers are those of an editor.
LINE_ENDS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd\ufffe\uffff]")
# Largest share of control and invalid characters in a text.
MAX_CONTROLS = 0.05
# UTF-16 without a mark: smallest share of NULs in one byte of two, largest in the other. Letters of
# French have a NUL as their high byte, but for œ and the typographic signs.
MANY_NULS, FEW_NULS = 0.4, 0.05


def read_txt(path: Path) -> Extraction:
    with path.open("rb") as file:
        content = file.read(4 * CHARACTERS)
    what = signature(content)
    text = "" if what else decoded(content)
    if what or len(CONTROLS.findall(text)) > MAX_CONTROLS * len(text):
        raise Unreadable(
            f"Ce fichier n’est pas un texte\u00a0: il semble être {what or 'un fichier binaire'}. "
            "Déposez-le avec l’extension de son format, ou enregistrez-le en texte brut."
        )
    return Extraction(LINE_ENDS.sub("\n", text))


def signature(content: bytes) -> str:
    """Return what a file is, in French, by its first bytes; empty if they are not known."""
    return next((what for start, what in SIGNATURES if content.startswith(start)), "")


def decoded(content: bytes) -> str:
    """Return text in the encoding of its byte order mark, else in the most likely encoding.

    Without a mark: UTF-16 by its NULs, else UTF-8 when most of it is valid, else MacRoman or
    Windows-1252. `content` may end inside a character. Bytes that are not valid give U+FFFD.
    """
    encoding = next((name for mark, name in BYTE_ORDER_MARKS if content.startswith(mark)), "")
    encoding = encoding or utf_16(content)
    if encoding:
        return cut_decoded(content, encoding).removeprefix("\ufeff")
    text = cut_decoded(content, "utf-8")
    damaged = text.count("\ufffd")
    sound = sum(character > "\x7f" for character in text) - damaged
    return text if sound >= damaged else content.decode(single_byte_encoding(content), "replace")


def cut_decoded(content: bytes, encoding: str) -> str:
    """Decode bytes without the character cut at their end."""
    return codecs.getincrementaldecoder(encoding)("replace").decode(content)


def utf_16(content: bytes) -> str:
    """Return the encoding of UTF-16 text without a byte order mark, empty for anything else."""
    half = len(content) // 2
    if not half:
        return ""
    first, second = content[::2].count(0) / half, content[1::2].count(0) / half
    if second >= MANY_NULS and first <= FEW_NULS:
        return "utf-16-le"
    return "utf-16-be" if first >= MANY_NULS and second <= FEW_NULS else ""


def single_byte_encoding(content: bytes) -> str:
    """Return MacRoman if it gives more French characters than Windows-1252."""
    mac = sum(character in FRENCH for character in content.decode("mac-roman"))
    windows = sum(character in FRENCH for character in content.decode("cp1252", "replace"))
    return "mac-roman" if mac > windows else "cp1252"
