"""Reader of e-mails saved as files (.eml) and of web archives (.mht).

The standard library parses them (RFC 5322, 2045 to 2047). Headers are read as plain strings: the
strict header classes of `email.policy.default` raise on some real messages.
"""

import binascii
from base64 import b64decode
from datetime import date
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import PurePath
from quopri import decodestring

from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.importing.errors import NewsletterImportError
from hub.newsletters.importing.readers.decoding import (
    BYTE_ORDER_MARKS,
    decode,
    decode_declared,
    refuse_binary,
)
from hub.newsletters.importing.readers.flowed import unflow
from hub.newsletters.importing.readers.messages import Body, message_document

MAX_EMAIL_BYTES = 25 * 1024 * 1024
# Mail programs nest four multiparts at most, and a letter has a few dozen images.
MAX_PARTS = 100
MAX_HEADER_LENGTH = 2000
EXPECTED_HEADERS = ("from", "subject", "date", "mime-version", "content-type", "received", "to")


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
    document = message_document(name, body, _header(message, "subject"), _sent(message), depth)
    document.format = "eml"
    return document


def _attach(body: Body, name: str, message: Message) -> None:
    """Add an attached message to the possible letters."""

    def read(file: str, depth: int) -> SourceDocument:
        document = _read_message(file, message, depth)
        document.is_forwarded = True
        return document

    body.letters.append((name or _header(message, "subject") or "message joint", read))


def _collect(part: Message, body: Body) -> None:
    """Collect texts, images and attachments; of a multipart/alternative, the richest text only."""
    if part.get_content_type() == "multipart/alternative":
        _collect_richest(part, body)
    elif part.get_content_type() == "message/rfc822":
        for message in _attached(part):
            _attach(body, _decoded(part.get_filename() or ""), message)
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
    elif extension == ".eml":
        try:
            _attach(body, _decoded(named), _parse(content))
        except NewsletterImportError:
            body.attached.append(_decoded(named))
    elif named:
        body.attach(_decoded(named), content)


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
