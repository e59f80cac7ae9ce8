"""One letter in every format gives the same parsed letter."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hub.newsletters.importing import counts_of, parse_letter, read_pasted, read_path, read_source
from tests.newsletters.importing.conftest import EXAMPLE, REAL
from tests.newsletters.importing.words import assert_faithful, comparable
from tests.newsletters.importing.writers import FORMATS, PNG, eml, mail_html, markdown, word_html

LETTERS = [path for path in (EXAMPLE, REAL) if path.exists()]
COUNTS = {
    EXAMPLE.name: {"rubriques": 7, "interviews": 2, "answers": 3, "initiatives": 3, "people": 11},
    REAL.name: {"rubriques": 7, "interviews": 4, "initiatives": 3, "people": 15, "lost_links": 7},
}


def lines_of(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line.strip()]


@pytest.fixture(params=LETTERS, ids=lambda path: path.name)
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture
def reference(path: Path) -> dict[str, Any]:
    document = read_path(path)
    return comparable(parse_letter(document.paragraphs))


@pytest.mark.parametrize("name", FORMATS)
def test_letter_is_the_same_in_every_format(
    path: Path, reference: dict[str, Any], name: str
) -> None:
    document = read_source(name, FORMATS[name](lines_of(path)))
    letter = parse_letter(document.paragraphs)
    assert comparable(letter) == reference
    counts = counts_of(letter)
    assert {key: counts[key] for key in COUNTS[path.name]} == COUNTS[path.name]
    assert_faithful(letter, document.paragraphs)


@pytest.mark.parametrize("write", [mail_html, word_html])
def test_pasted_page_is_the_same_letter(
    path: Path, reference: dict[str, Any], write: Callable[..., Any]
) -> None:
    document = read_pasted(write(lines_of(path)))
    assert comparable(parse_letter(document.paragraphs)) == reference


def test_page_in_an_older_encoding_is_the_same_letter(
    reference: dict[str, Any], path: Path
) -> None:
    html = mail_html(lines_of(path)).replace("utf-8", "windows-1252")
    data = html.encode("cp1252", "xmlcharrefreplace")
    document = read_source("lettre.htm", data)
    assert document.encoding == "cp1252"
    assert comparable(parse_letter(document.paragraphs)) == reference


def test_message_in_an_older_charset_is_the_same_letter(path: Path) -> None:
    lines = [line.encode("latin-1", "ignore").decode("latin-1") for line in lines_of(path)]
    data = eml(lines, "quoted-printable", "plain", "iso-8859-1")
    document = read_source("l.eml", data)
    assert [p.text for p in document.paragraphs] == [
        p.text for p in read_pasted("\n".join(lines)).paragraphs
    ]


def test_text_of_the_mailing_tool_is_listed_and_left_out(path: Path) -> None:
    document = read_source("l.html", FORMATS["lettre.html"](lines_of(path)))
    left = " ".join(paragraph.text for paragraph in document.left_out)
    for words in ("navigateur", "désinscrire", "Copyright", "aperçu caché"):
        assert words in left
        assert not any(words in paragraph.text for paragraph in document.paragraphs)
    assert "jamais" not in left
    assert any("image(s) de suivi" in notice for notice in document.notices)


@pytest.mark.parametrize("name", ["quoted-printable.eml", "lettre.docx", "mailchimp.zip"])
def test_embedded_images_are_imported(example_bytes: bytes, name: str) -> None:
    lines = [line for line in example_bytes.decode().splitlines() if line.strip()]
    document = read_source(name, FORMATS[name](lines))
    assert list(document.files.values()) == [PNG]
    images = parse_letter(document.paragraphs).images
    assert [(found.image.source, found.image.alt) for found in images] == [
        (*document.files, "Une haie")
    ]


def test_remote_image_is_reported_and_never_fetched(example_bytes: bytes) -> None:
    lines = example_bytes.decode().splitlines()
    html = mail_html(lines).replace("images/haie.png", "https://images.example/haie.png")
    document = read_source("l.html", html.encode())
    assert document.files == {}
    images = parse_letter(document.paragraphs).images
    assert [found.image.source for found in images] == ["https://images.example/haie.png"]


def test_day_of_sending_comes_from_the_headers(example_bytes: bytes) -> None:
    document = read_source("l.eml", eml(example_bytes.decode().splitlines()))
    assert document.sent.isoformat() == "2031-03-04"


def test_subject_is_the_title_of_a_message_without_one(example_bytes: bytes) -> None:
    lines = [line for line in example_bytes.decode().splitlines() if line.strip()]
    subject = eml(lines, "base64", "plain")
    body = eml(lines[1:], "base64", "plain")
    head, _, _ = subject.partition(b"Date:")
    document = read_source("l.eml", head + b"Date:" + body.partition(b"Date:")[2])
    assert parse_letter(document.paragraphs).number == 12
    assert document.paragraphs[0].text == lines[0]


def test_hard_wrapped_markdown_keeps_its_paragraphs() -> None:
    text = "# Lettre n° 7 : Haies\n\n## Édito\n\nUne haie pousse\nlentement, **très**\nlentement.\n"
    long = "Une phrase assez longue pour être coupée par un éditeur de texte\net qui va au bout."
    document = read_source("l.md", "\n\n".join([text, *[long] * 4]).encode())
    texts = [p.text for p in document.paragraphs]
    assert "Une haie pousse lentement, très lentement." in texts
    assert [p.level for p in document.paragraphs][:2] == [1, 2]


def test_text_named_markdown_keeps_its_lines(example_bytes: bytes) -> None:
    text = read_source("l.txt", example_bytes)
    document = read_source("l.md", example_bytes)
    assert [p.text for p in document.paragraphs] == [p.text for p in text.paragraphs]


def test_markdown_links_and_emphasis_are_kept() -> None:
    text = "Lettre n° 7 : Haies\n\nVoir *la* [note](https://lettre.example/n?utm_source=x) **ici**."
    paragraph = read_source("l.md", text.encode()).paragraphs[1]
    assert [(link.url, paragraph.text[link.start : link.end]) for link in paragraph.links] == [
        ("https://lettre.example/n", "note")
    ]
    marked = [(paragraph.text[m.start : m.end], m.strong) for m in paragraph.emphasis]
    assert sorted(marked) == [("ici", True), ("la", False)]


def test_markdown_of_the_letter_declares_its_headings(path: Path) -> None:
    document = read_source("l.md", markdown(lines_of(path)).encode())
    assert [p.level for p in document.paragraphs].count(2) == 7
