"""Markdown (.md): markdown-it-py makes HTML of it (CommonMark), which the HTML reader reads."""

from markdown_it import MarkdownIt

from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.importing.errors import NewsletterImportError
from hub.newsletters.importing.readers.decoding import decode, refuse_binary
from hub.newsletters.importing.readers.html import read_html_characters
from hub.newsletters.importing.readers.wrapping import wrapping_width

# CommonMark nests lists and quotations without end; a letter does not.
DEEPEST = 30


def read_markdown(name: str, data: bytes) -> SourceDocument:
    """Bytes of a Markdown file to neutral paragraphs.

    A line end inside a paragraph is a space when lines are wrapped near a column, as CommonMark
    says; in a text that merely bears the extension, it ends the paragraph, so that no line is
    glued to the next.
    """
    refuse_binary(data)
    text, encoding, notices = decode(data)
    wrapped = wrapping_width([line.strip() for line in text.splitlines()])
    parser = MarkdownIt("commonmark", {"breaks": not wrapped, "maxNesting": DEEPEST})
    parser.enable(["table", "strikethrough"])
    try:
        html = parser.render(text)
    except (RecursionError, ValueError) as error:
        raise NewsletterImportError("Ce fichier Markdown ne se lit pas.") from error
    document = read_html_characters(name, html)
    document.format, document.encoding = "markdown", encoding
    document.notices[:0] = notices
    return document
