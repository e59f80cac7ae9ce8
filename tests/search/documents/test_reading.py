"""Text of attached files is indexed with the pages that attach them, extracted once."""

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from hub.search.attachments import reading
from hub.search.attachments.program import READER_VERSION
from hub.search.attachments.reading import read_documents
from hub.search.engines import embedded_engine
from hub.search.models import DocumentState, DocumentText, SearchText
from tests.factories import DocumentFactory, InitiativePageFactory, ResourcePageFactory
from tests.factories.blocks import document, paragraph
from tests.search.documents.test_pdf import SCAN, pdf_of
from tests.shown_text import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


def file_of(text: str, name: str = "reglement.txt") -> ContentFile:
    return ContentFile(text.encode(), name)


def bodies() -> dict[str, Any]:
    rows = SearchText.objects.filter(entry__index__is_active=True, entry__is_gone=False)
    return dict(rows.values_list("entry__uid", "body"))


def test_text_of_a_file_is_indexed_with_the_pages_that_attach_it(
    committing: Callable[..., AbstractContextManager[list[Callable[[], None]]]],
) -> None:
    file = DocumentFactory(file=file_of("Le règlement du verger."))
    resource = ResourcePageFactory(document=file)
    block = InitiativePageFactory(body=[document(file=file)])
    link = f'<a linktype="document" id="{file.pk}">ici</a>'
    linked = InitiativePageFactory(body=[paragraph(link)])
    other = ResourcePageFactory()
    with committing():
        assert read_documents() == 1
    found = bodies()
    for page in (resource, block, linked):
        assert "Le règlement du verger." in found[str(page.uid)]
    assert str(other.uid) not in found


def test_a_file_is_read_once_until_it_is_replaced(
    committing: Callable[..., AbstractContextManager[list[Callable[[], None]]]],
) -> None:
    file = DocumentFactory(file=file_of("Avant."))
    page = ResourcePageFactory(document=file)
    assert (read_documents(), read_documents()) == (1, 0)
    file.title = "Autre titre"
    file.save()
    assert read_documents() == 0
    file.file = file_of("Après.")
    file.save()
    with committing():
        assert read_documents() == 1
    assert "Après." in bodies()[str(page.uid)]
    assert "Avant." not in bodies()[str(page.uid)]


def test_a_file_without_text_and_a_broken_one_are_noted() -> None:
    table = DocumentFactory(file=file_of("a;b", "table.csv"))
    broken = DocumentFactory(file=file_of("rien", "note.pdf"))
    read_documents()
    assert DocumentText.objects.get(document=table).state == DocumentState.UNSUPPORTED
    note = DocumentText.objects.get(document=broken)
    assert note.state == DocumentState.FAILED
    assert "illisible" in note.error
    assert read_documents() == 0


def test_broken_files_are_tried_again_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    file = DocumentFactory(file=file_of("rien", "note.pdf"))
    ResourcePageFactory(document=file)
    read_documents()
    call_command("search_rebuild")
    assert "Documents lus" not in capsys.readouterr().out
    call_command("search_rebuild", documents=True)
    assert "Documents lus\u00a0: 1." in capsys.readouterr().out


def test_a_lost_or_heavy_file_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    lost = DocumentFactory(file=file_of("perdu"))
    lost.file.storage.delete(lost.file.name)
    heavy = DocumentFactory(file=file_of("x" * 100))
    fair = DocumentFactory(file=file_of("bon"))
    monkeypatch.setattr(reading, "FILE_BYTES", 50)
    assert read_documents() == 3
    states = {row.document_id: row.state for row in DocumentText.objects.all()}
    assert states[lost.pk] == states[heavy.pk] == DocumentState.FAILED
    assert states[fair.pk] == DocumentState.READ


def test_text_of_a_deleted_document_is_removed(
    committing: Callable[..., AbstractContextManager[list[Callable[[], None]]]],
) -> None:
    file = DocumentFactory(file=file_of("Le règlement."))
    page = ResourcePageFactory(document=file)
    with committing():
        read_documents()
    with committing():
        page.document, page.resource_url = None, "https://example.org/reglement"
        page.save()
        file.delete()
    assert "Le règlement." not in bodies()[str(page.uid)]
    assert embedded_engine().health().entries == 1


def test_editors_see_why_a_file_is_not_read_and_saving_tries_again(
    superuser_client: Client,
    committing: Callable[..., AbstractContextManager[list[Callable[[], None]]]],
) -> None:
    file = DocumentFactory(title="La note", file=file_of("rien", "note.pdf"))
    url = reverse("wagtaildocs:edit", args=[file.pk])
    assert "ne se lit pas" not in text_of(superuser_client.get(url))
    read_documents()
    screen = superuser_client.get(url)
    assert "Le texte de ce fichier ne se lit pas\u00a0: " in text_of(screen)
    assert "Enregistrez le document pour réessayer" in text_of(screen)
    with committing():
        superuser_client.post(url, {"title": "La note", "collection": file.collection_id})
    assert read_documents() == 1


def test_saving_a_document_that_was_read_does_not_read_it_again(superuser_client: Client) -> None:
    file = DocumentFactory(title="La note", file=file_of("Le règlement."))
    read_documents()
    url = reverse("wagtaildocs:edit", args=[file.pk])
    superuser_client.post(url, {"title": "Le titre", "collection": file.collection_id})
    assert read_documents() == 0


def scan(*lines: str) -> ContentFile:
    """Return a PDF with a page that is an image and, if there are lines, a page of text."""
    file = io.BytesIO()
    pdf_of(SCAN, *([list(lines)] if lines else [])).write(file)
    return ContentFile(file.getvalue(), "scan.pdf")


@pytest.mark.parametrize(
    ("file", "notice", "todo"),
    [
        (scan(), "ne contient que des images de pages", "reconnaissance de caractères"),
        (scan("Le verger"), "1\u00a0page sur 2 est une image", "reconnaissance de caractères"),
        (file_of(" \n"), "ne contient aucun texte", "reconnaissance de caractères"),
        (file_of("%PDF-"), "ne se lit pas\u00a0: Ce fichier n’est pas un texte", "réessayer"),
    ],
)
def test_editors_see_what_the_search_misses_of_a_document(
    superuser_client: Client, file: ContentFile, notice: str, todo: str
) -> None:
    stored = DocumentFactory(title="La note", file=file)
    assert read_documents() == 1
    form = text_of(superuser_client.get(reverse("wagtaildocs:edit", args=[stored.pk])))
    assert notice in form
    assert todo in form
    screen = text_of(superuser_client.get(reverse("search_state")))
    assert notice.removeprefix("ne se lit pas\u00a0: ") in screen
    assert "La note" in screen
    assert read_documents() == 0


def test_document_read_by_a_former_version_is_read_again() -> None:
    DocumentFactory(file=file_of("Le verger."))
    read_documents()
    DocumentText.objects.update(reader_version=READER_VERSION - 1, text="Le ver-\nger.")
    assert read_documents() == 1
    assert DocumentText.objects.get().text == "Le verger."


def test_pages_of_a_replaced_file_are_forgotten() -> None:
    file = DocumentFactory(file=scan())
    read_documents()
    file.file = file_of("Le verger.")
    file.save()
    read_documents()
    text = DocumentText.objects.get()
    assert (text.state, text.image_pages, text.notice) == (DocumentState.READ, 0, "")
