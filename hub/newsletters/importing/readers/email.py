"""Reader of e-mails saved as files (.eml) and of web archives (.mht).

The letter is the HTML part when there is one, else the plain text; or what is attached (a message,
a page, a document), when the text is only the note that comes with it.

The standard library parses them (RFC 5322, 2045 to 2047). Headers are read as plain strings: the
strict header classes of `email.policy.default` raise on some real messages.
"""

import binascii
from base64 import b64decode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime
from html import escape
from pathlib import PurePath
from quopri import decodestring

from hub.newsletters.importing.documents import Paragraph, SourceDocument, Span
from hub.newsletters.importing.errors import NewsletterImportError
from hub.newsletters.importing.readers.decoding import (
    BYTE_ORDER_MARKS,
    decode,
    decode_declared,
    refuse_binary,
)
from hub.newsletters.importing.readers.flowed import unflow
from hub.newsletters.importing.readers.html import read_html, read_html_characters
from hub.newsletters.importing.readers.opendocument import read_opendocument
from hub.newsletters.importing.readers.pictures import within_limits
from hub.newsletters.importing.readers.text import read_characters
from hub.newsletters.importing.readers.titles import with_title
from hub.newsletters.importing.readers.word import read_word

MAX_EMAIL_BYTES = 25 * 1024 * 1024
# Mail programs nest four multiparts at most, and a letter has a few dozen images.
MAX_PARTS = 100
MAX_HEADER_LENGTH = 2000
# Messages attached to messages; attached files that are read as letters.
MAX_NESTED, MAX_ATTACHED = 4, 10
# A longer text is a letter with an attachment, not the note that comes with a letter.
MAX_NOTE_LENGTH = 1500
ATTACHED_READERS: dict[str, Callable[[str, bytes], SourceDocument]] = {
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_word,
    ".odt": read_opendocument,
}
EXPECTED_HEADERS = ("from", "subject", "date", "mime-version", "content-type", "received", "to")


@dataclass(slots=True)
class Body:
    """Content of the parts of a message: (is HTML, text) pairs, images, names of attachments.

    `letters` are the attachments that may be the letter: messages, or files by their bytes.
    """

    texts: list[tuple[bool, str]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    attached: list[str] = field(default_factory=list)
    letters: list[tuple[str, Message | bytes]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    encoding: str = ""


def read_email(name: str, data: bytes) -> SourceDocument:
    """Read a message and its inline images, or the letter attached to it."""
    return _read_message(name, _parse(data), 0)


def read_web_archive(name: str, data: bytes) -> SourceDocument:
    """Read a page saved as one file (.mht, .mhtml) and its images."""
    document = _read_message(name, _parse(data), 0)
    # The date is that of the saving, not that of the letter.
    document.format, document.sent = "mht", None
    return document


def _parse(data: bytes) -> Message:
    """Parse a message, without the byte order mark or blank lines that some tools add before it."""
    refuse_binary(data)
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            data = data[len(mark) :]
            if encoding != "utf-8":
                data = data.decode(encoding, "replace").encode()
            break
    data = data.lstrip()
    if data.lower().count(b"boundary") > MAX_PARTS:
        raise NewsletterImportError(
            f"Ce courriel a plus de {MAX_PARTS} parties\u00a0: ce n’est pas une lettre."
        )
    try:
        message = message_from_bytes(data)
    except (MessageError, RecursionError, ValueError) as error:
        raise NewsletterImportError("Ce courriel est abîmé\u00a0: il ne se lit pas.") from error
    if not _has_headers(message):
        raise NewsletterImportError(
            "Ce fichier n’est pas un courriel\u00a0: il n’a ni expéditeur, ni objet, ni date. "
            "Enregistrez le message depuis votre messagerie, au format .eml."
        )
    return message


def _has_headers(message: Message) -> bool:
    return any(header in message for header in EXPECTED_HEADERS)


def _read_message(name: str, message: Message, depth: int) -> SourceDocument:
    body = Body()
    _collect(message, body)
    subject, attached = _header(message, "subject"), body.attached
    document = _attached_letter(name, body, subject, depth)
    if document is None:
        document = _document(name, body, subject)
        document.encoding, attached = body.encoding, _names(body)
    document.format = "eml"
    if not document.is_forwarded:  # the day of a forward is not that of the letter
        document.sent = _sent(message)
    document.notices[:0] = body.notices
    if attached:
        document.notices.append(
            f"Pièces jointes qui ne sont pas reprises\u00a0: {', '.join(attached)}."
        )
    return document


def _names(body: Body) -> list[str]:
    return [*body.attached, *(name for name, _ in body.letters)]


def _attached_letter(name: str, body: Body, subject: str, depth: int) -> SourceDocument | None:
    """Return the longest attached letter, if the text of the message is only a note.

    The note is listed in `left_out`. The other attachments are added to `body.attached`.
    """
    note = _note(name, body)
    length = _length(note)
    if not body.letters or length > MAX_NOTE_LENGTH:
        return None
    read: list[tuple[int, str, SourceDocument]] = []
    refused = []
    for attached, content in body.letters[:MAX_ATTACHED]:
        try:
            document = _read_attached(name, attached, content, depth)
        except NewsletterImportError:
            refused.append(attached)
            continue
        read.append((_length(document.paragraphs), attached, document))
    longest = max(read, key=lambda entry: entry[0], default=None)
    if longest is None or longest[0] <= length:
        return None
    body.attached += refused + [attached for _, attached, _ in read if attached != longest[1]]
    body.attached += [attached for attached, _ in body.letters[MAX_ATTACHED:]]
    document = longest[2]
    document.notices.insert(0, f"La lettre est dans la pièce jointe «\u00a0{longest[1]}\u00a0».")
    document.left_out[:0] = [replace(paragraph, span=Span(1, 1)) for paragraph in note]
    return with_title(document, subject)


def _read_attached(
    name: str, attached: str, content: Message | bytes, depth: int
) -> SourceDocument:
    if isinstance(content, Message):
        if depth >= MAX_NESTED:
            raise NewsletterImportError("Ce courriel contient trop de messages emboîtés.")
        document = _read_message(name, content, depth + 1)
        document.is_forwarded = True
        return document
    return ATTACHED_READERS[PurePath(attached).suffix.lower()](name, content)


def _note(name: str, body: Body) -> list[Paragraph]:
    """Return the paragraphs of the text of a message, none when it has no word."""
    try:
        document = _document(name, replace(body, files={}), "")
    except NewsletterImportError:
        return []
    return [p for p in (*document.paragraphs, *document.left_out) if p.text]


def _length(paragraphs: Sequence[Paragraph]) -> int:
    return sum(len(paragraph.text) for paragraph in paragraphs)


def _collect(part: Message, body: Body) -> None:
    """Collect texts, images and attachments; of a multipart/alternative, the richest text only."""
    if part.get_content_type() == "multipart/alternative":
        _collect_richest(part, body)
    elif part.get_content_type() == "message/rfc822":
        body.letters += [(_header(m, "subject") or "message joint", m) for m in _attached(part)]
    elif part.is_multipart():
        for child in _children(part):
            _collect(child, body)
    else:
        _collect_leaf(part, body)


def _collect_richest(part: Message, body: Body) -> None:
    """Collect the last HTML alternative, else the last text, and the files of all of them."""
    choices = []
    for child in _children(part):
        choice = Body()
        _collect(child, choice)
        choices.append(choice)
        body.files |= choice.files
        body.attached += choice.attached
        body.letters += choice.letters
    written = [c for c in choices if any(text.strip() for _, text in c.texts)]
    rich = [c for c in written if any(is_html for is_html, _ in c.texts)]
    for choice in (rich or written)[-1:]:  # RFC 2046, 5.1.4: by increasing preference
        body.texts += choice.texts
        body.notices += choice.notices
        body.encoding = choice.encoding


def _children(part: Message) -> list[Message]:
    """Return the parts of a multipart, none for a multipart without any."""
    payload = part.get_payload()
    parts = payload if isinstance(payload, list) else []
    return [child for child in parts if isinstance(child, Message)]


def _attached(part: Message) -> list[Message]:
    """Return the message of a message/rfc822 part, even encoded, which RFC 2046 forbids."""
    encoding = str(part.get("content-transfer-encoding", "")).strip().lower()
    messages = []
    for child in _children(part):
        text = child.get_payload()
        if not _has_headers(child) and isinstance(text, str):
            raw = text.encode("utf-8", "surrogateescape")
            try:
                raw = b64decode(raw) if encoding == "base64" else decodestring(raw)
                child = _parse(raw)  # noqa: PLW2901
            except (binascii.Error, ValueError, NewsletterImportError):
                continue
        messages.append(child)
    return messages


def _collect_leaf(part: Message, body: Body) -> None:
    kind = part.get_content_type()
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    named = part.get_filename() or ""
    extension = PurePath(_decoded(named)).suffix.lower()
    if kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment":
        text, encoding, notices = decode_declared(content, part.get_content_charset() or "")
        if kind == "text/plain" and str(part.get_param("format", "")).lower() == "flowed":
            text = unflow(text, str(part.get_param("delsp", "")).lower() == "yes")
        body.texts.append((kind == "text/html", text))
        body.encoding = encoding
        body.notices += notices
    elif kind.startswith("image/"):
        identifier = (part.get("content-id") or "").strip().strip("<>")
        location = (part.get("content-location") or "").strip()
        body.files[f"cid:{identifier}" if identifier else location or named or kind] = content
    elif extension in ATTACHED_READERS:
        body.letters.append((_decoded(named), content))
    elif extension == ".eml" or kind == "message/rfc822":
        try:
            body.letters.append((_decoded(named) or "message joint", _parse(content)))
        except NewsletterImportError:
            body.attached.append(_decoded(named) or "message joint")
    elif named:
        body.attached.append(_decoded(named))


def _document(name: str, body: Body, subject: str) -> SourceDocument:
    texts = [(is_html, text) for is_html, text in body.texts if text.strip()]
    if not texts:
        raise NewsletterImportError("Ce courriel est vide\u00a0: il ne contient aucun mot.")
    if any(is_html for is_html, _ in texts):
        html = "<hr>".join(
            text if is_html else f"<pre>{escape(text)}</pre>" for is_html, text in texts
        )
        return read_html_characters(name, html, within_limits(body.files), subject)
    return read_characters(name, "\n\n".join(text for _, text in texts), subject)


def _header(message: Message, name: str) -> str:
    """Return a decoded header (RFC 2047), empty when it is missing."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name), "")
    return _decoded(str(raw)[:MAX_HEADER_LENGTH])


def _decoded(raw: str) -> str:
    written = decode(raw.encode("utf-8", "surrogateescape"))[0]
    try:
        return str(make_header(decode_header(written)))
    except (MessageError, LookupError, ValueError):
        return written


def _sent(message: Message) -> date | None:
    try:
        return parsedate_to_datetime(str(message.get("date", ""))).date()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
