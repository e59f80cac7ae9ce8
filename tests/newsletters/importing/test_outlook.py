"""Outlook messages (.msg): HTML, RTF and plain bodies, attachments, damaged files."""

from contextlib import suppress
from datetime import UTC, date, datetime
from email.message import EmailMessage
from html import escape

import pytest

from hub.newsletters.importing import NewsletterImportError, parse_letter
from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.importing.readers import read_source
from hub.newsletters.importing.readers.outlook_rtf import decompress, html_of
from tests.newsletters.importing import outlook_files as msg
from tests.newsletters.importing.outlook_files import Tree
from tests.newsletters.importing.test_around_the_letter import (
    LETTER,
    NOTE,
    OUTLOOK,
    TITLE,
    as_html,
    texts,
)
from tests.newsletters.importing.writers import PNG

SUBJECT = msg.text("0037", f"TR : {TITLE}")
PAGE = f"<html><body>{as_html(LETTER)}</body></html>"
PLAIN = msg.text("1000", "\r\n\r\n".join(LETTER))


def encapsulated(lines: tuple[str, ...]) -> bytes:
    """The RTF in which Outlook wraps the HTML of a message."""
    paragraphs = "".join(
        rf"{{\*\htmltag64 <p>}}\htmlrtf {{\par\f1 \htmlrtf0 {rtf(line)}\htmlrtf }}\htmlrtf0 "
        r"{\*\htmltag72 </p>}" + "\r\n"
        for line in lines
    )
    head = (
        r"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}}"
        r"{\colortbl\red0\green0\blue0;}{\*\generator Outlook;}\uc1\pard\plain\deftab360 "
    )
    return f"{head}{paragraphs}}}".encode("ascii")


def rtf(line: str) -> str:
    """A text in RTF: bytes of Windows-1252, or `\\u` with a fallback."""
    written = ""
    for character in escape(line, quote=False):
        if character.isascii():
            written += character
        elif character in "éÉàùê":
            written += f"\\'{character.encode('cp1252').hex()}"
        else:
            written += f"\\u{ord(character)}?"
    return written


def read(*parts: Tree, **options: object) -> SourceDocument:
    return read_source("Lettre 7.msg", msg.ole(msg.message(SUBJECT, *parts, **options)))


def assert_is_letter(document: SourceDocument, *around: str) -> None:
    assert texts(document) == list(LETTER)
    assert parse_letter(document.paragraphs).number == 7
    listed = [paragraph.text for paragraph in document.left_out]
    assert [line for line in around if line not in listed] == []
    assert document.format == "msg"


@pytest.mark.parametrize(
    "body",
    [
        msg.binary("1013", PAGE.encode()) | PLAIN,
        msg.binary("1013", PAGE.encode() + b" " * 5000),
        msg.text("1013", PAGE),
        msg.binary("1009", msg.uncompressed_rtf(encapsulated(LETTER))) | PLAIN,
        PLAIN,
    ],
    ids=["html", "long", "html-text", "rtf", "plain"],
)
def test_letter_is_read_whatever_its_body(body: Tree) -> None:
    document = read(body)
    assert_is_letter(document)
    assert document.sent == date(2024, 3, 12)


@pytest.mark.parametrize(("page", "encoding"), [(1252, "cp1252"), (65001, "utf-8")])
def test_code_page_of_the_message_is_used(page: int, encoding: str) -> None:
    html = PAGE.replace("…", "...").encode(encoding)
    document = read(msg.binary("1013", html), code_page=page)
    assert "Les élus de Villexemple" in " ".join(texts(document))
    plain = msg.ansi("1000", "\r\n".join(LETTER), encoding)
    assert_is_letter(read(plain, code_page=page))


def test_message_with_plain_text_only_is_told() -> None:
    [notice] = read(PLAIN).notices
    assert "que son texte" in notice


def test_forward_note_and_header_are_set_aside() -> None:
    document = read(msg.text("1000", "\r\n".join((*NOTE, "", *OUTLOOK, "", *LETTER))))
    assert_is_letter(document, *NOTE)
    assert document.sent == date(2024, 3, 12)


def test_inline_image_is_taken_and_attachment_is_listed() -> None:
    html = PAGE.replace("</body>", '<img src="cid:haie@01" alt="Une haie"></body>')
    document = read(
        msg.binary("1013", html.encode()),
        attachments=(
            msg.attached("haie.png", PNG, "haie@01"),
            msg.attached("plan.pdf", b"%PDF-1.7"),
        ),
    )
    assert list(document.files.values()) == [PNG]
    assert "plan.pdf" in document.notices[-1]


def inner_eml() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@exemple.invalid", TITLE
    mail["Date"] = "Tue, 12 Mar 2024 09:00:00 +0100"
    mail.set_content(as_html(LETTER), subtype="html", cte="base64")
    return mail.as_bytes()


@pytest.mark.parametrize("note", ["", "\r\n".join(NOTE)], ids=["empty", "note"])
@pytest.mark.parametrize("kind", ["message", "page", "eml"])
def test_attached_letter_is_read(kind: str, note: str) -> None:
    inner = msg.message(msg.text("0037", TITLE), msg.binary("1013", PAGE.encode()), header=24)
    attachment = {
        "message": msg.embedded("La lettre", inner),
        "page": msg.attached("lettre.html", PAGE.encode()),
        "eml": msg.attached("lettre.eml", inner_eml()),
    }[kind]
    later = datetime(2024, 4, 5, 8, tzinfo=UTC)
    document = read(msg.text("1000", note), attachments=(attachment,), sent=later)
    assert_is_letter(document, *note.splitlines())
    assert document.sent == (date(2024, 4, 5) if kind == "page" else date(2024, 3, 12))


def test_outlook_message_attached_to_a_message_is_read() -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@exemple.invalid", "Tr: la lettre"
    mail.set_content(NOTE[1])
    data = msg.ole(msg.message(SUBJECT, PLAIN))
    mail.add_attachment(data, maintype="application", subtype="vnd.ms-outlook", filename="l.msg")
    document = read_source("l.eml", mail.as_bytes())
    assert texts(document) == list(LETTER)


def test_message_without_date_has_none() -> None:
    assert read(PLAIN, sent=None).sent is None


def test_evening_in_summer_is_the_day_in_france() -> None:
    assert read(PLAIN, sent=datetime(2024, 7, 1, 22, 30, tzinfo=UTC)).sent == date(2024, 7, 2)


COMPRESSED = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c09002062770"
    "5b06c647d0a800fa0"
)


def test_compressed_text_of_the_specification_is_read() -> None:
    assert decompress(COMPRESSED) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


@pytest.mark.parametrize("end", range(0, len(COMPRESSED), 4))
def test_truncated_compressed_text_never_fails_otherwise(end: int) -> None:
    with suppress(NewsletterImportError):
        assert isinstance(html_of(decompress(COMPRESSED[:end])), str)


def test_rtf_without_html_is_not_a_page() -> None:
    assert html_of(rb"{\rtf1\ansi\fromtext Bonjour}") == ""


def test_rtf_with_too_many_groups_is_refused() -> None:
    with pytest.raises(NewsletterImportError, match="trop profond"):
        html_of(rb"{\rtf1\fromhtml1 " + b"{" * 5000)


WHOLE = msg.ole(msg.message(SUBJECT, msg.binary("1013", PAGE.encode()), PLAIN))


@pytest.mark.parametrize("end", [8, 100, 512, 600, 1024, len(WHOLE) // 2])
def test_truncated_file_is_refused_or_read(end: int) -> None:
    with suppress(NewsletterImportError):
        assert texts(read_source("l.msg", WHOLE[:end]))


@pytest.mark.parametrize("position", range(30, 2000, 97))
def test_damaged_file_is_refused_or_read(position: int) -> None:
    damaged = bytearray(WHOLE)
    damaged[position : position + 8] = b"\xff\xfe\x00\x01\x7f\xff\x03\x02"
    with suppress(NewsletterImportError):
        assert texts(read_source("l.msg", bytes(damaged)))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"Lettre", "pas un message Outlook"),
        (b"PK\x03\x04", "pas un message Outlook"),
        (msg.ole({"WordDocument": b"x" * 5000}), "ancien document Office"),
        (msg.ole(msg.message(SUBJECT)), "aucun mot"),
    ],
)
def test_other_file_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(NewsletterImportError, match=message):
        read_source("l.msg", data)
