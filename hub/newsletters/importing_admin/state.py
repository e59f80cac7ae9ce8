"""State of an import between its two steps: signed data in a hidden form field.

The images are too large for a form: they are stored as waiting files
(`hub.core.editing.waiting_files`).
"""

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core import signing

from hub.core.editing.waiting_files import (
    delete_pending_files,
    read_pending_files,
    store_pending_files,
)
from hub.newsletters.importing import NewsletterImportError
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

SALT = "newsletters.import"


def pack(document: SourceDocument, kept: dict[str, int] | None = None) -> str:
    """Return a document, of any source format, as a signed and compressed text.

    `kept` are the keys of its waiting images, as `keep_files` returns them.
    """
    data = asdict(replace(document, files={}))
    data["sent"] = document.sent.isoformat() if document.sent else None
    data["files"] = kept or {}
    return signing.dumps(data, salt=SALT, compress=True)


def unpack(text: str) -> tuple[SourceDocument, dict[str, int]]:
    """Return the document given to `pack`, with its images, and the keys of these.

    Images whose waiting file has expired keep their address only. Raise `NewsletterImportError`
    when the text was altered.
    """
    try:
        data = signing.loads(text, salt=SALT)
    except signing.BadSignature as error:
        raise NewsletterImportError(
            "Le texte de la lettre s’est perdu en route\u00a0: recommencez l’import."
        ) from error
    files = read_pending_files(data["files"])
    kept = {source: pk for source, pk in data["files"].items() if source in files}
    for name in ("paragraphs", "left_out"):
        data[name] = [_paragraph(p) for p in data[name]]
    data["sent"] = date.fromisoformat(data["sent"]) if data["sent"] else None
    data["files"] = files
    return SourceDocument(**data), kept


def keep_files(document: SourceDocument, user: AbstractUser) -> dict[str, int]:
    """Store the images of a document as waiting files and return their keys.

    The expired waiting files of earlier imports are deleted.
    """
    return store_pending_files(NewsletterPage, document.files, user, "image-de-lettre")


def forget_files(kept: dict[str, int]) -> None:
    """Delete the waiting files, once their images are in the library."""
    delete_pending_files(kept.values())


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
