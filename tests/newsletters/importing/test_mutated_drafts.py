"""Drafts of mutated letters, in every format, keep every word."""

import datetime
import re
from pathlib import Path

import pytest
from pytest_django import Settings
from wagtail.images import get_image_model

from hub.folding import fold
from hub.newsletters.importing import read_pasted, read_source
from hub.newsletters.importing.builder import ImportOptions, Status, import_letter
from hub.newsletters.importing.builder.images import ImageStatus
from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.renderings import render_plain_text
from tests.newsletters.importing.conftest import EXAMPLE
from tests.newsletters.importing.drafts import blocks_of, draft
from tests.newsletters.importing.labels import letters
from tests.newsletters.importing.mutations import MUTATIONS
from tests.newsletters.importing.words import words_of
from tests.newsletters.importing.writers import FORMATS, PNG, archive, mail_html

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

OPTIONS = ImportOptions(date=datetime.date(2031, 3, 1))
PAGE = "<p>Lettre n° 7 : Les haies</p><p>Bonjour,</p><h2>🗣️ Édito : Planter</h2><p>Planter.</p>"


# Parts that the site rewrites: the number, the rubriques and people.
SAID_OTHERWISE = {*words_of(["Newsletter, infolettre, la lettre des communes, Mme"])}


def assert_whole(document: SourceDocument) -> None:
    """Check that the plain text of the draft has every word of every paragraph, in order.

    Words of headings that the site rewrites may be in another order; only those above may be lost.
    """
    import_letter(document, OPTIONS)
    shown = words_of([fold(render_plain_text(draft(12)))])
    for paragraph in document.paragraphs:
        written = words_of([fold(re.sub(r"\S+@\S+", "", paragraph.text))])
        if " ".join(written) not in " ".join(shown):
            assert set(written) - set(shown) <= SAID_OTHERWISE, paragraph.text


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_every_word_of_a_mutated_letter_is_in_the_draft(mutation: str) -> None:
    letter = MUTATIONS[mutation](letters()[EXAMPLE.name])
    assert_whole(read_pasted("\n".join(paragraph.text for paragraph in letter)))


@pytest.mark.parametrize("name", FORMATS)
def test_every_word_of_a_letter_in_any_format_is_in_the_draft(
    name: str, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    lines = [line for line in EXAMPLE.read_text("utf-8").splitlines() if line.strip()]
    assert_whole(read_source(name, FORMATS[name](lines)))


def with_image(source: str, alt: str = "Une haie") -> str:
    return PAGE + f'<p><img src="{source}" alt="{alt}"></p><p>La suite.</p>'


@pytest.fixture
def illustrated(settings: Settings, tmp_path: Path) -> SourceDocument:
    settings.MEDIA_ROOT = tmp_path
    data = archive({"lettre.html": with_image("images/haie.png"), "images/haie.png": PNG})
    return read_source("l.zip", data)


def test_image_at_hand_stands_between_its_paragraphs(illustrated: SourceDocument) -> None:
    import_letter(illustrated)
    content = draft(7).rubriques[0].value["content"]
    assert [block.block_type for block in content] == ["paragraph", "image", "paragraph"]
    assert content[1].value["image"].contextual_alt_text == "Une haie"


def test_importing_again_takes_the_image_already_there(illustrated: SourceDocument) -> None:
    import_letter(illustrated)
    assert import_letter(illustrated).status is Status.UNCHANGED
    assert get_image_model().objects.count() == 1


def test_refused_import_leaves_no_file(illustrated: SourceDocument, tmp_path: Path) -> None:
    import_letter(read_pasted("Lettre n° 7 : Les haies\n🗣️ Édito\nPlanter."))
    page = draft(7)
    page.closing = "<p>Au revoir</p>"
    page.save_revision(clean=False)
    with pytest.raises(Exception, match="modifiée"):
        import_letter(illustrated)
    assert not get_image_model().objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("source", "status"),
    [
        ("https://images.example/haie.png", ImageStatus.ELSEWHERE),
        ("data:image/svg+xml,<svg/>", ImageStatus.ELSEWHERE),
        # Begins as a PNG, and is none.
        ("data:image/png;base64,iVBORw0KGgoAAAAA", ImageStatus.REFUSED),
    ],
)
def test_image_that_cannot_be_kept_is_listed(source: str, status: ImageStatus) -> None:
    html = with_image(source.replace("<", "&lt;"))
    import_letter(read_source("l.html", html.encode()))
    [image] = draft(7).import_report["images"]
    assert (image["status"], image["id"], image["alt"]) == (status, None, "Une haie")
    assert blocks_of(draft(7), "image") == []


def test_footer_of_the_tool_is_in_the_report_without_addresses(example_bytes: bytes) -> None:
    lines = [line for line in example_bytes.decode().splitlines() if line.strip()]
    html = mail_html(lines).replace("*|LIST:COMPANY|*", "equipe@lettre.example")
    import_letter(read_source("l.html", html.encode()))
    left = [entry["text"] for entry in draft(12).import_report["left_out"]]
    assert any("[adresse]" in text for text in left)
    assert not any("@" in text for text in left)
    assert "Copyright" not in render_plain_text(draft(12))
