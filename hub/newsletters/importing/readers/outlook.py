"""Reader of Outlook messages (.msg): an OLE file whose streams are MAPI properties ([MS-OXMSG])."""

import io
import struct
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import olefile

from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.importing.errors import NewsletterImportError
from hub.newsletters.importing.readers.decoding import decode_declared
from hub.newsletters.importing.readers.html import META_CHARSET
from hub.newsletters.importing.readers.messages import Body, message_document
from hub.newsletters.importing.readers.outlook_rtf import decompress, html_of
from hub.newsletters.importing.readers.pictures import extension_of

MAX_OUTLOOK_BYTES = 25 * 1024 * 1024
MAX_ATTACHMENTS, MAX_STREAM_BYTES = 100, 25 * 1024 * 1024
MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROPERTIES = "__properties_version1.0"
ATTACHMENT = "__attach_version1.0_"
UNICODE, ANSI, BINARY, STORAGE = "001F", "001E", "0102", "000D"
SUBJECT, BODY, HTML, RTF = "0037", "1000", "1013", "1009"
DATA, LONG_NAME, SHORT_NAME, CONTENT_ID, DISPLAY_NAME = "3701", "3707", "3704", "3712", "3001"
SUBMITTED, DELIVERED, TIME_TYPE = 0x0039, 0x0E06, 0x0040
INTERNET_CODE_PAGE, CODE_PAGE, LONG_TYPE = 0x3FDE, 0x3FFD, 0x0003
CODE_PAGES = {65001: "utf-8", 28591: "iso-8859-1", 28605: "iso-8859-15", 20127: "ascii"}
FIRST_DAY = datetime(1601, 1, 1, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
DAMAGED = (
    "Ce message Outlook est abîmé\u00a0: il ne se lit pas. Enregistrez-le à nouveau, ou "
    "collez-en le texte."
)
WITHOUT_RICH_TEXT = (
    "Ce message n’a gardé que son texte\u00a0: le gras, les titres et les liens sont à vérifier."
)


def read_outlook(name: str, data: bytes) -> SourceDocument:
    """Read a .msg file, its inline images, or the letter attached to it."""
    if not data.startswith(MAGIC):
        raise NewsletterImportError(
            "Ce fichier n’est pas un message Outlook (.msg). Enregistrez le message depuis "
            "Outlook, ou collez-en le texte."
        )
    # olefile has no exception of its own for every kind of damage.
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            storage = _Storage(ole, ())
            if not storage.exists(PROPERTIES):
                raise NewsletterImportError(
                    "Ce fichier est un ancien document Office, pas un message Outlook\u00a0: "
                    "enregistrez-le au format .docx, ou collez-en le texte."
                )
            return _read_message(name, storage, 0)
    except (
        *(OSError, LookupError, ValueError, TypeError, AttributeError, OverflowError),
        *(RecursionError, struct.error, MemoryError),
    ) as error:
        raise NewsletterImportError(DAMAGED) from error


@dataclass(frozen=True, slots=True)
class _Storage:
    """A folder of an OLE file: a message, or one of its attachments."""

    ole: olefile.OleFileIO
    path: tuple[str, ...]

    def exists(self, name: str) -> bool:
        return bool(self.ole.exists([*self.path, name]))

    def child(self, name: str) -> "_Storage":
        return _Storage(self.ole, (*self.path, name))

    def children(self) -> list[str]:
        """Return the names of the folders in this one."""
        level = len(self.path)
        found = [
            entry[level]
            for entry in self.ole.listdir(streams=False, storages=True)
            if len(entry) == level + 1 and tuple(entry[:level]) == self.path
        ]
        return sorted(found)

    def stream(self, name: str) -> bytes:
        """Return the bytes of a stream, empty when it is missing."""
        if not self.exists(name):
            return b""
        path = [*self.path, name]
        if self.ole.get_type(path) != olefile.STGTY_STREAM:
            return b""
        if self.ole.get_size(path) > MAX_STREAM_BYTES:
            raise NewsletterImportError("Une partie de ce message est trop lourde.")
        with self.ole.openstream(path) as stream:
            return bytes(stream.read())

    def binary(self, tag: str) -> bytes:
        return self.stream(f"__substg1.0_{tag}{BINARY}")

    def text(self, tag: str) -> str:
        """Return a text property, "" when it is missing."""
        if raw := self.stream(f"__substg1.0_{tag}{UNICODE}"):
            return raw.decode("utf-16-le", "replace").rstrip("\0")
        raw = self.stream(f"__substg1.0_{tag}{ANSI}").rstrip(b"\0")
        return decode_declared(raw, self.charset(CODE_PAGE))[0] if raw else ""

    def fixed(self, identifier: int, kind: int) -> int | None:
        """Return a property of fixed size, None when it is missing."""
        data = self.stream(PROPERTIES)
        # The header has 32 bytes in a message, 24 in an attached one, 8 in an attachment.
        start = len(data) % 16 or (32 if not self.path else 16)
        for offset in range(start, len(data) - 15, 16):
            found, tag, _, value = struct.unpack_from("<HHIQ", data, offset)
            if (found, tag) == (kind, identifier):
                return int(value)
        return None

    def charset(self, identifier: int) -> str:
        """Return the name of the encoding in a property, "" when it is unknown."""
        page = (self.fixed(identifier, LONG_TYPE) or 0) & 0xFFFFFFFF
        return CODE_PAGES.get(page, f"cp{page}" if page else "")


def _read_message(name: str, storage: _Storage, depth: int) -> SourceDocument:
    body = Body()
    _collect_text(storage, body)
    _collect_attachments(storage, body)
    document = message_document(name, body, storage.text(SUBJECT), _sent(storage), depth)
    document.format = "msg"
    return document


def _collect_text(storage: _Storage, body: Body) -> None:
    """Add the HTML of a message, else the HTML inside its RTF, else its plain text."""
    html = storage.text(HTML)
    if raw := storage.binary(HTML):
        declared = META_CHARSET.search(raw[:4096])
        charset = declared.group(1).decode() if declared else storage.charset(INTERNET_CODE_PAGE)
        html, body.encoding, body.notices = decode_declared(raw, charset)
    if not html.strip() and (compressed := storage.binary(RTF)):
        try:
            html = html_of(decompress(compressed))
        except NewsletterImportError:
            html = ""
    plain = storage.text(BODY)
    if html.strip():
        body.texts.append((True, html))
    elif plain.strip():
        body.texts.append((False, plain))
        body.notices.append(WITHOUT_RICH_TEXT)


def _collect_attachments(storage: _Storage, body: Body) -> None:
    names = [name for name in storage.children() if name.startswith(ATTACHMENT)]
    for name in names[:MAX_ATTACHMENTS]:
        attachment = storage.child(name)
        shown = next(filter(None, map(attachment.text, (LONG_NAME, SHORT_NAME, DISPLAY_NAME))), "")
        embedded = f"__substg1.0_{DATA}{STORAGE}"
        if embedded in attachment.children():
            _attach_message(body, shown, attachment.child(embedded))
            continue
        data = attachment.binary(DATA)
        identifier = attachment.text(CONTENT_ID).strip("<> ")
        if extension_of(data):
            body.files[f"cid:{identifier}" if identifier else shown or name] = data
        else:
            body.attach(shown or "pièce jointe", data)


def _attach_message(body: Body, shown: str, storage: _Storage) -> None:
    """Add an attached message to the possible letters."""

    def read(file: str, depth: int) -> SourceDocument:
        document = _read_message(file, storage, depth)
        document.is_forwarded = True
        return document

    body.letters.append((shown or storage.text(SUBJECT) or "message joint", read))


def _sent(storage: _Storage) -> date | None:
    """Return the day of a message in France, None when it has none."""
    for identifier in (SUBMITTED, DELIVERED):
        if value := storage.fixed(identifier, TIME_TYPE):
            moment = FIRST_DAY + timedelta(microseconds=value // 10)
            return moment.astimezone(PARIS).date()
    return None
