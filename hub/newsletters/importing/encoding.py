"""JSON form of the objects of the parser, to keep a parsed letter between two requests."""

from hub.core.importing.encoding import Codec
from hub.newsletters.importing import documents, parsed
from hub.newsletters.importing.typography import Typography

CODEC = Codec(
    [
        documents.Emphasis,
        documents.Image,
        documents.Link,
        documents.Paragraph,
        documents.ParagraphKind,
        documents.Span,
        Typography,
        *(getattr(parsed, name) for name in parsed.__all__ if name not in ("Item", "Place")),
    ]
)
encode, decode = CODEC.encode, CODEC.decode
