"""Reader of e-mails saved as files (.eml): the HTML part when there is one, else the plain text.

The standard library parses them (RFC 5322, 2045 to 2047). Headers are read as plain strings: the
strict header classes of `email.policy.default` raise on some real messages.
"""

from dataclasses import dataclass, field
from datetime import date
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime
from html import escape

from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.importing.errors import NewsletterImportError
from hub.newsletters.importing.readers.decoding import decode, decode_declared, refuse_binary
from hub.newsletters.importing.readers.flowed import unflow
from hub.newsletters.importing.readers.html import read_html_characters
from hub.newsletters.importing.readers.pictures import within_limits
from hub.newsletters.importing.readers.text import read_characters

MAX_EMAIL_BYTES = 25 * 1024 * 1024
# Mail programs nest four multiparts at most, and a letter has a few dozen images.
MAX_PARTS = 100
MAX_HEADER_LENGTH = 2000
EXPECTED_HEADERS = ("from", "subject", "date", "mime-version", "content-type", "received", "to")


@dataclass(slots=True)
class Body:
    """Content of the parts of a message: (is HTML, text) pairs, images, names of attachments."""

    texts: list[tuple[bool, str]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    attached: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    encoding: str = ""


def read_email(name: str, data: bytes) -> SourceDocument:
    """Read a message and its inline images."""
    refuse_binary(data)
    if data.lower().count(b"boundary") > MAX_PARTS:
        raise NewsletterImportError(
            f"Ce courriel a plus de {MAX_PARTS} parties\u00a0: ce n’est pas une lettre."
        )
    try:
        message = message_from_bytes(data)
    except (MessageError, RecursionError, ValueError) as error:
        raise NewsletterImportError("Ce courriel est abîmé\u00a0: il ne se lit pas.") from error
    if not any(header in message for header in EXPECTED_HEADERS):
        raise NewsletterImportError(
            "Ce fichier n’est pas un courriel\u00a0: il n’a ni expéditeur, ni objet, ni date. "
            "Enregistrez le message depuis votre messagerie, au format .eml."
        )
    body = Body()
    _collect(message, body)
    document = _document(name, body, _header(message, "subject"))
    document.format, document.encoding = "eml", body.encoding
    if not document.is_forwarded:  # the day of a forward is not that of the letter
        document.sent = _sent(message)
    document.notices[:0] = body.notices
    if body.attached:
        document.notices.append(
            f"Pièces jointes qui ne sont pas reprises\u00a0: {', '.join(body.attached)}."
        )
    return document


def _collect(part: Message, body: Body) -> None:
    """Collect texts, images and attachments; of a multipart/alternative, the richest text only."""
    if part.get_content_type() == "multipart/alternative":
        _collect_richest(part, body)
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


def _collect_leaf(part: Message, body: Body) -> None:
    kind = part.get_content_type()
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    named = part.get_filename() or ""
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
