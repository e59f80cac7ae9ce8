"""HTML inside the RTF body of Outlook messages, the only rich text that many of them hold.

[MS-OXRTFCP] describes the compression, [MS-OXRTFEX] the encapsulation of HTML.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from hub.newsletters.importing.errors import NewsletterImportError

MAX_RTF_BYTES = 20 * 1024 * 1024
MAX_GROUPS = 1000
COMPRESSED, UNCOMPRESSED = b"LZFu", b"MELA"
WINDOW = 4096
# Initial content of the window (MS-OXRTFCP, 2.1.2.1).
INITIAL = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    b"\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0"
    b"\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|[\r\n]+"
    r"|([^\\{}\r\n]+)"
)
CHARACTERS = {
    "par": "\r\n",
    "line": "\r\n",
    "tab": "\t",
    "lquote": "\u2018",
    "rquote": "\u2019",
    "ldblquote": "\u201c",
    "rdblquote": "\u201d",
    "bullet": "\u2022",
    "endash": "\u2013",
    "emdash": "\u2014",
}
SYMBOLS = {"~": "&nbsp;", "_": "&shy;", "-": "", "\\": "\\", "{": "{", "}": "}", "\n": "\r\n"}
SKIPPED = frozenset(("fonttbl", "colortbl", "stylesheet", "info", "pntext", "pict", "listtable"))


def decompress(data: bytes) -> bytes:
    """Return the RTF of a compressed body; raise `NewsletterImportError` when it is damaged."""
    if len(data) < 16:
        raise NewsletterImportError("Ce message Outlook est abîmé\u00a0: son texte est incomplet.")
    _, size, kind = struct.unpack("<II4s", data[:12])
    if kind == UNCOMPRESSED:
        return data[16 : 16 + size]
    if kind != COMPRESSED or size > MAX_RTF_BYTES:
        raise NewsletterImportError("Ce message Outlook est abîmé\u00a0: son texte ne se lit pas.")
    window = bytearray(INITIAL.ljust(WINDOW, b"\0"))
    position, output = len(INITIAL), bytearray()
    for token in _tokens(data[16:]):
        if isinstance(token, int):
            window[position] = token
            start, length = position, 1
        else:
            start, length = token
            if start == position:  # end of the text
                break
        for at in range(start, start + length):
            byte = window[at % WINDOW]
            window[position] = byte
            output.append(byte)
            position = (position + 1) % WINDOW
        if len(output) >= size:
            break
    return bytes(output[:size])


def _tokens(data: bytes) -> Iterator[int | tuple[int, int]]:
    """Yield the bytes, and the (start, length) of the copies, of a compressed text."""
    index = 0
    while index < len(data):
        control, index = data[index], index + 1
        for bit in range(8):
            is_copy = control >> bit & 1
            if index + is_copy >= len(data):
                return
            if is_copy:
                reference = data[index] << 8 | data[index + 1]
                yield reference >> 4, (reference & 15) + 2
            else:
                yield data[index]
            index += 1 + is_copy


@dataclass(frozen=True, slots=True)
class _Group:
    """Properties of an open group: ignored, and number of fallback characters after `\\u`."""

    ignored: bool = False
    suppressed: bool = False
    fallback: int = 1


def html_of(rtf: bytes) -> str:
    """Return the HTML encapsulated in an RTF text, "" when there is none."""
    text = rtf.decode("latin-1")
    if "\\fromhtml1" not in text[:2000]:
        return ""
    page = re.search(r"\\ansicpg(\d{3,5})", text[:2000])
    encoding = f"cp{page.group(1)}" if page else "cp1252"
    extractor = _Extractor()
    for match in TOKEN.finditer(text):
        extractor.read(*match.groups())
    return _joined(extractor.output, encoding)


@dataclass(slots=True)
class _Extractor:
    """State of the extraction of the HTML: open groups, and what the last token announced."""

    output: list[str | bytes] = field(default_factory=list)
    _groups: list[_Group] = field(default_factory=lambda: [_Group()])
    _starred: bool = False
    _opened: bool = False
    _to_skip: int = 0

    def read(
        self,
        word: str | None,
        number: str | None,
        byte: str | None,
        symbol: str | None,
        brace: str | None,
        characters: str | None,
    ) -> None:
        """Read one token."""
        if symbol == "*":
            self._starred = True
            return
        if brace:
            self._nest(brace)
        if word:
            self._control(word, number or "")
        else:
            self._text(byte, symbol, characters)
        self._starred, self._opened = False, brace == "{"

    def _nest(self, brace: str) -> None:
        if brace == "{":
            if len(self._groups) > MAX_GROUPS:
                raise NewsletterImportError("Ce message Outlook est trop profond pour une lettre.")
            self._groups.append(self._groups[-1])
        elif len(self._groups) > 1:
            self._groups.pop()

    @property
    def _is_shown(self) -> bool:
        return not (self._groups[-1].ignored or self._groups[-1].suppressed)

    def _control(self, word: str, number: str) -> None:
        group = self._groups[-1]
        is_destination = self._starred or (self._opened and word in SKIPPED)
        if is_destination and word != "htmltag":
            self._groups[-1] = replace(group, ignored=True)
        elif word == "htmlrtf":
            self._groups[-1] = replace(group, suppressed=number != "0")
        elif word == "uc" and number:
            self._groups[-1] = replace(group, fallback=min(abs(int(number)), 8))
        elif word == "u" and number:
            if self._is_shown:
                self.output.append(chr(int(number) % 65536))
            self._to_skip = group.fallback
        elif self._is_shown:
            self.output.append(CHARACTERS.get(word, ""))

    def _text(self, byte: str | None, symbol: str | None, characters: str | None) -> None:
        """Add text, without the fallback characters of a `\\u`."""
        if self._to_skip and (byte or characters):
            skipped = 1 if byte else min(self._to_skip, len(characters or ""))
            self._to_skip -= skipped
            byte, characters = None, (characters or "")[skipped:]
        if not self._is_shown:
            return
        if byte:
            self.output.append(bytes.fromhex(byte))
        elif characters:
            self.output.append(characters)
        elif symbol:
            self.output.append(SYMBOLS.get(symbol, ""))


def _joined(pieces: list[str | bytes], encoding: str) -> str:
    """Join texts and bytes; consecutive bytes are decoded together (multibyte code pages)."""
    texts: list[str] = []
    pending = b""
    for piece in pieces:
        if isinstance(piece, bytes):
            pending += piece
        elif piece:
            texts += [_decoded(pending, encoding), piece]
            pending = b""
    joined = "".join([*texts, _decoded(pending, encoding)])
    # A character above U+FFFF is written as two surrogates.
    return joined.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding, "replace")
    except LookupError:
        return data.decode("cp1252", "replace")
