"""Reader of Markdown (.md): markdown-it-py converts it to HTML (CommonMark) for the HTML reader."""

import re
from html import escape

from markdown_it import MarkdownIt

from hub.newsletters.importing.documents import Paragraph, SourceDocument, Span
from hub.newsletters.importing.errors import NewsletterImportError
from hub.newsletters.importing.parser.text_patterns import fold
from hub.newsletters.importing.readers.decoding import decode, refuse_binary
from hub.newsletters.importing.readers.front_matter import (
    day_of,
    others_of,
    split_front_matter,
    title_of,
)
from hub.newsletters.importing.readers.html import read_html_characters
from hub.newsletters.importing.readers.wrapping import wrapping_width

# CommonMark has no limit of nesting for lists and quotations.
MAX_NESTING = 30
# Characters of the text where the title of the front matter is searched.
TITLE_CHARACTERS = 3000
COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)


def read_markdown(name: str, data: bytes) -> SourceDocument:
    """Read a Markdown file.

    When lines are hard-wrapped, a line end inside a paragraph is a space, as in CommonMark.
    Otherwise it ends the paragraph: plain texts with the extension .md have one paragraph per line.
    """
    refuse_binary(data)
    text, encoding, notices = decode(data)
    matter, text = split_front_matter(text)
    wrapped = wrapping_width([line.strip() for line in text.splitlines()])
    parser = MarkdownIt("commonmark", {"breaks": not wrapped, "maxNesting": MAX_NESTING})
    parser.enable(["table", "strikethrough"])
    try:
        html = parser.render(text)
    except (RecursionError, ValueError) as error:
        raise NewsletterImportError("Ce fichier Markdown ne se lit pas.") from error
    title = title_of(matter)
    if title and fold(title) not in fold(text[:TITLE_CHARACTERS]):
        html = f"<p>{escape(title)}</p>{html}"
    document = read_html_characters(name, html)
    document.format, document.encoding = "markdown", encoding
    document.sent = day_of(matter)
    last = max(p.span.end for p in (*document.paragraphs, *document.left_out))
    # HTML comments of Markdown are notes to oneself.
    for words in (*others_of(matter), *map(_words, COMMENT.findall(text))):
        if words:
            last += 1
            document.left_out.append(Paragraph(words, Span(last, last)))
    document.notices[:0] = notices
    return document


def _words(comment: str) -> str:
    return " ".join(comment.split())
