"""The letter between the two steps of the import: signed in the form, never in the database.

Its images are too heavy for a form: they wait apart (`hub.core.editing.waiting_files`).
"""

from dataclasses import asdict, replace
from datetime import date

from django.core import signing

from hub.core.editing.waiting_files import forget_waiting, keep_waiting, read_waiting
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
    """A document as a signed, compressed text, whatever the format it was read from.

    `kept` are the keys of its images that wait, as `keep_files` returns them.
    """
    data = asdict(replace(document, files={}))
    data["sent"] = document.sent.isoformat() if document.sent else None
    data["files"] = kept or {}
    return signing.dumps(data, salt=SALT, compress=True)


def unpack(text: str) -> tuple[SourceDocument, dict[str, int]]:
    """The document of `pack`, its images read back, and the keys of those.

    An image that waited too long is left to its address. Raises `NewsletterImportError` when
    the text was altered.
    """
    try:
        data = signing.loads(text, salt=SALT)
    except signing.BadSignature as error:
        raise NewsletterImportError(
            "Le texte de la lettre s’est perdu en route\u00a0: recommencez l’import."
        ) from error
    files = read_waiting(data["files"])
    kept = {source: pk for source, pk in data["files"].items() if source in files}
    for name in ("paragraphs", "left_out"):
        data[name] = [_paragraph(p) for p in data[name]]
    data["sent"] = date.fromisoformat(data["sent"]) if data["sent"] else None
    data["files"] = files
    return SourceDocument(**data), kept


def keep_files(document: SourceDocument, user) -> dict[str, int]:
    """Let the images of a document wait; returns their keys. Those that waited too long go."""
    return keep_waiting(NewsletterPage, document.files, user, "image-de-lettre")


def forget_files(kept: dict[str, int]) -> None:
    """Remove the images that waited, once they are in the library."""
    forget_waiting(kept.values())


def _paragraph(data: dict) -> Paragraph:
    return Paragraph(
        text=data["text"],
        span=Span(**data["span"]),
        level=data["level"],
        kind=ParagraphKind(data["kind"]),
        emphasis=tuple(Emphasis(**mark) for mark in data["emphasis"]),
        links=tuple(Link(**link) for link in data["links"]),
        image=Image(**data["image"]) if data["image"] else None,
    )
