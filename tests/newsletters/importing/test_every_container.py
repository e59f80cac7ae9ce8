"""Every format, with everything that mail programs add around a letter: no word is lost.

A word is in the letter, in what is set aside (`left_out`) or in a notice; those of the letter
itself are in the letter.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from html import escape

import pytest

from hub.newsletters.importing import parse_letter
from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.importing.readers import read_source
from tests.newsletters.importing.outlook_files import binary, message, ole, text
from tests.newsletters.importing.test_around_the_letter import (
    HEADERS,
    LETTER,
    NOTE,
    NOTICES,
    TITLE,
    as_html,
)
from tests.newsletters.importing.test_opendocument import odt, p
from tests.newsletters.importing.words import words_of
from tests.newsletters.importing.writers import (
    archive,
    docx,
    eml,
    mail_html,
    markdown,
    word_html,
)

Lines = list[str]


def page(lines: Lines) -> str:
    return f"<!doctype html><html><head><meta charset=utf-8></head><body>{as_html(tuple(lines))}"


def outlook(lines: Lines) -> bytes:
    parts = text("0037", TITLE), text("1000", "\r\n".join(lines))
    return ole(message(*parts))


def outlook_html(lines: Lines) -> bytes:
    parts = text("0037", TITLE), binary("1013", page(lines).encode())
    return ole(message(*parts))


FORMATS: dict[str, tuple[str, Callable[[Lines], bytes]]] = {
    "text": ("l.txt", lambda lines: "\n\n".join(lines).encode()),
    "text, Windows": ("l.txt", lambda lines: "\r\n\r\n".join(lines).encode("cp1252")),
    "text, Mac": ("l.txt", lambda lines: "\r\r".join(lines).encode("mac_roman")),
    "text, UTF-16": ("l.txt", lambda lines: "\n\n".join(lines).encode("utf-16")),
    "Markdown": ("l.md", lambda lines: markdown(lines).encode()),
    "page": ("l.html", lambda lines: page(lines).encode()),
    "page, UTF-16": ("l.html", lambda lines: page(lines).encode("utf-16")),
    "mailing tool": ("l.html", lambda lines: mail_html(lines).encode()),
    "Word page": ("l.htm", lambda lines: word_html(lines).encode()),
    "message": ("l.eml", eml),
    "message, base64": ("l.eml", lambda lines: eml(lines, "base64")),
    "message, plain": ("l.eml", lambda lines: eml(lines, kind="plain")),
    "message, flowed": ("l.eml", lambda lines: eml(lines, kind="flowed")),
    "message, blank lines first": ("l.eml", lambda lines: b"\r\n\r\n" + eml(lines)),
    "Outlook": ("l.msg", outlook),
    "Outlook, HTML": ("l.msg", outlook_html),
    "Word": ("l.docx", docx),
    "OpenDocument": ("l.odt", lambda lines: odt("".join(p(escape(line)) for line in lines))),
    "archive": ("l.zip", lambda lines: archive({"l.html": mail_html(lines)})),
}
AROUND: dict[str, tuple[Lines, Lines]] = {
    "nothing": ([], []),
    **{f"{name}, forwarded": ([*NOTE, *header], []) for name, header in HEADERS.items()},
    **{name: ([], [*notice]) for name, notice in NOTICES.items()},
    "all notices": ([], [line for notice in NOTICES.values() for line in notice]),
}


def missing(expected: Iterable[str], found: Iterable[str]) -> Counter[str]:
    """Return the words of the first texts that the second ones lack."""
    return Counter(words_of(expected)) - Counter(words_of(found))


def reported(document: SourceDocument) -> list[str]:
    return [*(paragraph.text for paragraph in document.left_out), *map(str, document.notices)]


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("name", FORMATS)
def test_no_word_is_lost(name: str, around: str) -> None:
    before, after = AROUND[around]
    file_name, write = FORMATS[name]
    document = read_source(file_name, write([*before, *LETTER, *after]))

    kept = [paragraph.text for paragraph in document.paragraphs]
    assert not missing(LETTER, kept)
    assert not missing([*before, *LETTER, *after], [*kept, *reported(document)])
    letter = parse_letter(document.paragraphs)
    assert letter.number == 7
    assert len(letter.rubriques) == 2
