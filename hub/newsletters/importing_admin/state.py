"""State of an import between its two steps: signed data in a hidden form field.

It holds the source document and what was recognised in it, so that creating the draft neither
parses nor matches the letter again. The images are too large for a form: they are stored as
waiting files (`hub.core.editing.waiting_files`).
"""

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractUser

from hub.core.editing.waiting_files import read_pending_files
from hub.core.importing.state import ImportState, LostStateError
from hub.newsletters.importing import NewsletterImportError
from hub.newsletters.importing.builder import Recognition, recognise
from hub.newsletters.importing.builder.stored import from_data, to_data
from hub.newsletters.importing.documents import (
    Emphasis,
    Image,
    Link,
    Paragraph,
    ParagraphKind,
    SourceDocument,
    Span,
)
from hub.newsletters.models import NewsletterPage

STATE = ImportState("newsletters.import", NewsletterPage, "image-de-lettre")


def pack(recognition: Recognition, user: AbstractUser, kept: dict[str, int] | None = None) -> str:
    """Return a recognised letter as a signed and compressed text, for this user.

    `kept` are the keys of its waiting images, as `keep_files` returns them.
    """
    document = recognition.document
    data = asdict(replace(document, files={}))
    data["sent"] = document.sent.isoformat() if document.sent else None
    data["files"] = kept or {}
    data["recognition"] = to_data(recognition)
    return STATE.sign(data, user)


def unpack(text: str, user: AbstractUser) -> tuple[Recognition, dict[str, int]]:
    """Return the recognised letter given to `pack`, with its images, and the keys of these.

    The letter is recognised again from its source when another version of the site packed it.
    Images whose waiting file has expired keep their address only. Raise `NewsletterImportError`
    when the text was altered, packed for another user, or a day ago.
    """
    try:
        data = STATE.load(text, user)
    except LostStateError as error:
        raise NewsletterImportError(
            "Le texte de la lettre s’est perdu en route\u00a0: recommencez l’import."
        ) from error
    recognised = data.pop("recognition", None)
    files = read_pending_files(data["files"])
    kept = {source: pk for source, pk in data["files"].items() if source in files}
    for name in ("paragraphs", "left_out"):
        data[name] = [_paragraph(p) for p in data[name]]
    data["sent"] = date.fromisoformat(data["sent"]) if data["sent"] else None
    data["files"] = files
    document = SourceDocument(**data)
    return from_data(recognised, document) or recognise(document, is_letter=True), kept


def keep_files(document: SourceDocument, user: AbstractUser) -> dict[str, int]:
    """Store the images of a document as waiting files and return their keys.

    The expired waiting files of earlier imports are deleted.
    """
    return STATE.keep_files(document.files, user)


def forget_files(kept: dict[str, int]) -> None:
    """Delete the waiting files, once their images are in the library."""
    STATE.forget_files(kept)


def _paragraph(data: dict[str, Any]) -> Paragraph:
    return Paragraph(
        text=data["text"],
        span=Span(**data["span"]),
        level=data["level"],
        kind=ParagraphKind(data["kind"]),
        emphasis=tuple(Emphasis(**mark) for mark in data["emphasis"]),
        links=tuple(Link(**link) for link in data["links"]),
        image=Image(**data["image"]) if data["image"] else None,
    )
