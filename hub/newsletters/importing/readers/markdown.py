"""Reader of Markdown (.md): markdown-it-py converts it to HTML (CommonMark) for the HTML reader."""

from markdown_it import MarkdownIt

from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.importing.errors import NewsletterImportError
from hub.newsletters.importing.readers.decoding import decode, refuse_binary
from hub.newsletters.importing.readers.html import read_html_characters
from hub.newsletters.importing.readers.wrapping import wrapping_width

# CommonMark has no limit of nesting for lists and quotations.
MAX_NESTING = 30


def read_markdown(name: str, data: bytes) -> SourceDocument:
    """Read a Markdown file.

    When lines are hard-wrapped, a line end inside a paragraph is a space, as in CommonMark.
    Otherwise it ends the paragraph: plain texts with the extension .md have one paragraph per line.
    """
    refuse_binary(data)
    text, encoding, notices = decode(data)
    wrapped = wrapping_width([line.strip() for line in text.splitlines()])
    parser = MarkdownIt("commonmark", {"breaks": not wrapped, "maxNesting": MAX_NESTING})
    parser.enable(["table", "strikethrough"])
    try:
        html = parser.render(text)
    except (RecursionError, ValueError) as error:
        raise NewsletterImportError("Ce fichier Markdown ne se lit pas.") from error
    document = read_html_characters(name, html)
    document.format, document.encoding = "markdown", encoding
    document.notices[:0] = notices
    return document
