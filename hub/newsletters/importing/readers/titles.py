"""Title outside of the text: subject of an e-mail, `<title>` of a page."""

import re
from dataclasses import replace

from hub.newsletters.importing.documents import Paragraph, SourceDocument, Span
from hub.newsletters.importing.parser.preamble import number_line
from hub.newsletters.importing.parser.text_patterns import fold
from hub.newsletters.importing.readers.boilerplate import MERGE_TAGS

REPLIED = re.compile(r"^(?:(?:re|tr|fw|fwd|réf|ref)\s*:\s*)+", re.IGNORECASE)
FOLDS = re.compile(r"[ \t\r\n]+")  # folding white space of long headers (RFC 5322, section 2.2.3)
TOP = 20


def with_title(document: SourceDocument, title: str) -> SourceDocument:
    """Add the title to a document, in place, and return the document.

    It becomes the first paragraph when it is numbered and the text has no numbered line; otherwise
    it is listed in `left_out`, unless the text contains it.
    """
    title = REPLIED.sub("", FOLDS.sub(" ", title).strip()).strip()
    if not title or MERGE_TAGS.match(title):
        return document
    top = document.paragraphs[:TOP]
    words = " ".join(fold(paragraph.text) for paragraph in top)
    if fold(title) in words:
        return document
    paragraph = Paragraph(title, Span(1, 1))
    if number_line(paragraph) and not any(number_line(p) for p in top):
        document.paragraphs = [paragraph, *map(_moved, document.paragraphs)]
        document.left_out = [_moved(left) for left in document.left_out]
    else:
        document.left_out.insert(0, paragraph)
    return document


def title_of(subject: str, forwarded: str) -> str:
    """Return the title of a document among the subjects of a message and of the forwarded one."""
    bare = REPLIED.sub("", FOLDS.sub(" ", subject).strip())
    if not forwarded or number_line(Paragraph(bare, Span(1, 1))):
        return subject
    return forwarded


def _moved(paragraph: Paragraph) -> Paragraph:
    """Return a paragraph moved down by one line."""
    return replace(paragraph, span=Span(paragraph.span.start + 1, paragraph.span.end + 1))
