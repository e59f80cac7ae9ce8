"""Letters inside other files: attached messages and pages, web archives."""

from base64 import b64encode
from datetime import date
from email.message import EmailMessage
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from hub.newsletters.importing import NewsletterImportError, parse_letter
from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.importing.readers import read_source
from tests.newsletters.importing.test_around_the_letter import LETTER, NOTE, TITLE, as_html, texts
from tests.newsletters.importing.writers import PNG

PAGE = (
    f"<!doctype html><html><head><meta charset=utf-8></head><body>{as_html(LETTER)}</body></html>"
)


def message(
    body: str = "", *, subject: str = f"Tr: {TITLE}", sent: str = "Fri, 05 Apr 2024 10:00:00 +0200"
) -> MIMEMultipart:
    """A message with a text, to attach parts to."""
    mail = MIMEMultipart("mixed")
    mail["From"], mail["Subject"], mail["Date"] = "Équipe <a@exemple.invalid>", subject, sent
    mail.attach(MIMEText(body, "plain", "utf-8"))
    return mail


def inner(subject: str = TITLE) -> EmailMessage:
    """The message of the letter."""
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "lettre@exemple.invalid", subject
    mail["Date"] = "Tue, 12 Mar 2024 09:00:00 +0100"
    mail.set_content(as_html(LETTER), subtype="html", cte="base64")
    return mail


def attach(mail: MIMEMultipart, kind: str, data: bytes, name: str = "") -> MIMEMultipart:
    """Attach bytes in base64, as mail programs do for any file."""
    main, _, sub = kind.partition("/")
    part = MIMEBase(main, sub)
    part["Content-Transfer-Encoding"] = "base64"
    part["Content-Disposition"] = f'attachment; filename="{name}"' if name else "attachment"
    part._payload = b64encode(data).decode()
    mail.attach(part)
    return mail


def read(mail: MIMEMultipart) -> SourceDocument:
    return read_source("l.eml", mail.as_bytes())


def assert_is_letter(document: SourceDocument, *around: str) -> None:
    assert texts(document) == list(LETTER)
    assert parse_letter(document.paragraphs).number == 7
    listed = [paragraph.text for paragraph in document.left_out]
    assert [line for line in around if line not in listed] == []


@pytest.mark.parametrize("note", ["", "\n".join(NOTE)], ids=["empty", "note"])
@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("text/html", "lettre-7.html"),
        ("application/octet-stream", "Lettre 7.HTM"),
        ("message/rfc822", "lettre.eml"),
        ("message/rfc822", ""),
        ("application/octet-stream", "lettre.eml"),
    ],
)
def test_letter_attached_in_base64_is_read(kind: str, name: str, note: str) -> None:
    is_page = name.lower().endswith(("html", "htm"))
    data = PAGE.encode() if is_page else inner().as_bytes()
    document = read(attach(message(note), kind, data, name))
    assert_is_letter(document, *note.splitlines())
    assert "pièce jointe" in document.notices[0]
    assert document.sent == (date(2024, 4, 5) if is_page else date(2024, 3, 12))


def test_message_attached_without_encoding_is_read() -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@exemple.invalid", "Tr: pour le site"
    mail.set_content("\n".join(NOTE))
    mail.add_attachment(inner())
    document = read_source("l.eml", mail.as_bytes())
    assert_is_letter(document, *NOTE, "pour le site")
    assert document.sent == date(2024, 3, 12)


def test_message_attached_to_an_attached_message_is_read() -> None:
    middle = attach(message(NOTE[0]), "message/rfc822", inner().as_bytes(), "a.eml")
    document = read(attach(message(NOTE[1]), "message/rfc822", middle.as_bytes(), "b.eml"))
    assert_is_letter(document, NOTE[0], NOTE[1])


def test_messages_nested_too_deep_are_refused() -> None:
    data = inner().as_bytes()
    for _ in range(8):
        data = attach(message(), "message/rfc822", data, "a.eml").as_bytes()
    with pytest.raises(NewsletterImportError, match="vide"):
        read_source("l.eml", data)


def test_attachments_of_a_letter_are_only_listed() -> None:
    mail = attach(message("\n\n".join(LETTER)), "text/html", b"<p>Une annexe</p>", "annexe.html")
    document = read(mail)
    assert texts(document) == list(LETTER)
    assert "annexe.html" in document.notices[-1]


def test_longest_attachment_is_the_letter() -> None:
    mail = attach(message(), "text/html", b"<p>Une annexe</p>", "annexe.html")
    attach(mail, "text/html", PAGE.encode(), "lettre.html")
    document = read(attach(mail, "application/pdf", b"%PDF-1.7", "plan.pdf"))
    assert_is_letter(document)
    assert "annexe.html" in document.notices[-1]
    assert "plan.pdf" in document.notices[-1]


def test_damaged_attachment_is_listed() -> None:
    mail = attach(message("\n\n".join(LETTER)), "message/rfc822", b"\x00\x01", "a.eml")
    attach(mail, "text/html", b"\x00", "b.html")
    document = read(mail)
    assert texts(document) == list(LETTER)
    assert "b.html" in document.notices[-1]


@pytest.mark.parametrize(
    "before",
    [b"\xef\xbb\xbf", b"\r\n\r\n", b"\xef\xbb\xbf\r\n", b" \n\t\n", b"\n\n\n\n"],
)
def test_message_with_something_before_its_headers_is_read(before: bytes) -> None:
    document = read_source("l.eml", before + inner().as_bytes())
    assert_is_letter(document)
    assert document.sent == date(2024, 3, 12)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_message_saved_in_another_encoding_is_read(encoding: str) -> None:
    assert_is_letter(read_source("l.eml", inner().as_bytes().decode("ascii").encode(encoding)))


def archive(location: str, source: str, kind: str = "html") -> bytes:
    """A page saved as a web archive, with an image."""
    mail = MIMEMultipart("related", type="text/html")
    mail["From"] = "<Saved by Blink>"
    mail["Subject"], mail["Date"] = TITLE, "Fri, 05 Apr 2024 10:00:00 -0000"
    page = MIMEText(PAGE.replace("</body>", f'<img src="{source}" alt="Une haie"></body>'), kind)
    page["Content-Location"] = "https://exemple.invalid/lettre-7/"
    mail.attach(page)
    image = MIMEBase("image", "png")
    image["Content-Transfer-Encoding"], image["Content-Location"] = "base64", location
    image._payload = b64encode(PNG).decode()
    mail.attach(image)
    style = MIMEText("p { color: red }", "css")
    style["Content-Location"] = "cid:css-1@mhtml.blink"
    mail.attach(style)
    return mail.as_bytes()


@pytest.mark.parametrize("name", ["l.mht", "L.MHTML"])
@pytest.mark.parametrize(
    ("location", "source"),
    [
        ("https://exemple.invalid/i/haie.png", "https://exemple.invalid/i/haie.png"),
        ("file:///C:/A1B2/l_fichiers/haie.png", "l_fichiers/haie.png"),
    ],
)
def test_web_archive_is_read_with_its_images(name: str, location: str, source: str) -> None:
    document = read_source(name, archive(location, source))
    assert_is_letter(document)
    assert list(document.files.values()) == [PNG]
    assert (document.format, document.sent) == ("mht", None)


@pytest.mark.parametrize("data", [b"<p>Lettre</p>", b"\x00", b"From: a\n\n", b"\xef\xbb\xbf"])
def test_file_that_is_not_a_web_archive_is_refused(data: bytes) -> None:
    with pytest.raises(NewsletterImportError):
        read_source("l.mht", data)
