"""The letter between the two steps of the import: signed in the form, never in the database."""

from dataclasses import asdict

from django.core import signing

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

SALT = "newsletters.import"


def pack(document: SourceDocument) -> str:
    """A document as a signed, compressed text, whatever the format it was read from."""
    return signing.dumps(asdict(document), salt=SALT, compress=True)


def unpack(text: str) -> SourceDocument:
    """The document of ``pack``. Raises ``NewsletterImportError`` when the text was altered."""
    try:
        data = signing.loads(text, salt=SALT)
    except signing.BadSignature as error:
        raise NewsletterImportError(
            "Le texte de la lettre s’est perdu en route\u00a0: recommencez l’import."
        ) from error
    return SourceDocument(**{**data, "paragraphs": [_paragraph(p) for p in data["paragraphs"]]})


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
