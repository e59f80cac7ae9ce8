"""Content of a message, whatever its format, and the letter in it.

The letter is the HTML text when there is one, else the plain text; or what is attached (a message,
a page, a document), when the text is only the note that comes with it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from html import escape
from pathlib import PurePath

from hub.newsletters.importing.documents import Paragraph, SourceDocument, Span
from hub.newsletters.importing.errors import NewsletterImportError
from hub.newsletters.importing.readers.html import read_html, read_html_characters
from hub.newsletters.importing.readers.opendocument import read_opendocument
from hub.newsletters.importing.readers.pictures import within_limits
from hub.newsletters.importing.readers.text import read_characters
from hub.newsletters.importing.readers.titles import with_title
from hub.newsletters.importing.readers.word import read_word

# Messages attached to messages; attached files that are read as letters.
MAX_NESTED, MAX_ATTACHED = 4, 10
# A longer text is a letter with an attachment, not the note that comes with a letter.
MAX_NOTE_LENGTH = 1500
ATTACHED_READERS: dict[str, Callable[[str, bytes], SourceDocument]] = {
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_word,
    ".odt": read_opendocument,
}
MESSAGES = (".eml", ".msg")
# Reads an attachment as (name of the file, depth of the attachment) -> document.
Attached = Callable[[str, int], SourceDocument]


@dataclass(slots=True)
class Body:
    """Content of the parts of a message: (is HTML, text) pairs, images, names of attachments.

    `letters` are the attachments that may be the letter, by name.
    """

    texts: list[tuple[bool, str]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    attached: list[str] = field(default_factory=list)
    letters: list[tuple[str, Attached]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    encoding: str = ""

    def attach(self, name: str, content: bytes) -> None:
        """Add an attached file, as a possible letter when its format is known."""
        extension = PurePath(name).suffix.lower()
        if extension in ATTACHED_READERS:
            self.letters.append((name, lambda file, depth: _read_file(file, extension, content)))
        elif name:
            self.attached.append(name)


def _read_file(name: str, extension: str, content: bytes) -> SourceDocument:
    document = ATTACHED_READERS[extension](name, content)
    document.is_forwarded = document.is_forwarded or extension in MESSAGES
    return document


def message_document(
    name: str, body: Body, subject: str, sent: date | None, depth: int = 0
) -> SourceDocument:
    """Return the letter in a message; `depth` is the number of messages around it.

    Raise `NewsletterImportError` when it has no word, or too many messages around.
    """
    if depth > MAX_NESTED:
        raise NewsletterImportError("Ce courriel contient trop de messages emboîtés.")
    document = _attached_letter(name, body, subject, depth)
    attached = body.attached
    if document is None:
        document = _document(name, body, subject)
        document.encoding = body.encoding
        attached = [*attached, *(letter for letter, _ in body.letters)]
    if not document.is_forwarded:  # the day of a forward is not that of the letter
        document.sent = sent
    document.notices[:0] = body.notices
    if attached:
        document.notices.append(
            f"Pièces jointes qui ne sont pas reprises\u00a0: {', '.join(attached)}."
        )
    return document


def _attached_letter(name: str, body: Body, subject: str, depth: int) -> SourceDocument | None:
    """Return the longest attached letter, if the text of the message is only a note.

    The note is listed in `left_out`. The other attachments are added to `body.attached`.
    """
    note = _note(name, body)
    length = _length(note)
    if not body.letters or length > MAX_NOTE_LENGTH:
        return None
    read: list[tuple[int, str, SourceDocument]] = []
    refused = []
    for attached, read_attached in body.letters[:MAX_ATTACHED]:
        try:
            document = read_attached(name, depth + 1)
        except NewsletterImportError:
            refused.append(attached)
            continue
        read.append((_length(document.paragraphs), attached, document))
    longest = max(read, key=lambda entry: entry[0], default=None)
    if longest is None or longest[0] <= length:
        return None
    body.attached += refused + [attached for _, attached, _ in read if attached != longest[1]]
    body.attached += [attached for attached, _ in body.letters[MAX_ATTACHED:]]
    document = longest[2]
    document.notices.insert(0, f"La lettre est dans la pièce jointe «\u00a0{longest[1]}\u00a0».")
    document.left_out[:0] = [replace(paragraph, span=Span(1, 1)) for paragraph in note]
    return with_title(document, subject)


def _note(name: str, body: Body) -> list[Paragraph]:
    """Return the paragraphs of the text of a message, none when it has no word."""
    try:
        document = _document(name, replace(body, files={}), "")
    except NewsletterImportError:
        return []
    return [p for p in (*document.paragraphs, *document.left_out) if p.text]


def _length(paragraphs: Sequence[Paragraph]) -> int:
    return sum(len(paragraph.text) for paragraph in paragraphs)


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
