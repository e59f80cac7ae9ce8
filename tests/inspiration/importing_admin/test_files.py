"""Uploaded files of every kind: read, or refused with an error beside the field."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from inspiration.importing_admin import views
from inspiration.importing_admin.model_file import model_file
from inspiration.models import InitiativePage
from tests.factories import UserFactory
from tests.factories.site_tree import SiteTree
from tests.inspiration.importing.workbook_files import ods, row, xlsx
from tests.inspiration.importing_admin.files import HEAD, SHORT, archive, table


def test_workbook_is_read_as_a_table(
    editor: User, upload: Callable[..., HttpResponse], create: Callable[..., HttpResponse]
) -> None:
    book = Workbook()
    book.active.append(["titre", "budget", "debut", "themes", None])
    book.active.append(["Une halle", 18500.0, None, "Climat", None])
    book.active.append([None, None, None, None, None])
    output = io.BytesIO()
    book.save(output)
    create(upload(SimpleUploadedFile("fiches.xlsx", output.getvalue())))
    page = InitiativePage.objects.get().get_latest_revision_as_object()
    assert (page.title, page.budget) == ("Une halle", 18500)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("fiches.docx", b"PK", "ce format n’est pas accepté"),
        ("fiches.xlsx", b"PK\x03\x04", "ce classeur n’est pas lisible"),
        ("fiches.zip", b"PK\x03\x04", "cette archive ZIP n’est pas lisible"),
        ("fiches.csv", b"", "ce fichier est vide"),
        ("fiches.csv", b"PK\x03\x04\x00", "ce n’est pas un fichier de texte"),
        ("fiches.csv", b'titre\n"ouvert', "la table n’est pas lisible"),
        ("fiches.csv", b"titre;chapo", "aucune initiative dans ces fichiers"),
        ("fiche.md", "Pas d’en-tête".encode(), "le fichier commence par un en-tête"),
        ("verger.png", b"png", "aucune initiative dans ces fichiers"),
    ],
)
def test_file_that_cannot_be_read_is_told_beside_the_field(
    name: str, data: bytes, message: str, editor: User, upload: Callable[..., HttpResponse]
) -> None:
    screen = upload(SimpleUploadedFile(name, data))
    assert screen.status_code == 200
    assert message in screen.text
    assert "Voir ce qui est reconnu" in screen.text


@pytest.mark.parametrize("name", ["fiches.csv", "fiches.xlsx", "fiches.ods", "fiches.txt"])
@pytest.mark.parametrize(
    "data",
    [
        xlsx(["titre", "debut"], ["Une halle", "mars-23"]),
        ods([row("titre", "debut"), row("Une halle", "mars-23")]),
        "sep=\t\r\ntitre\tdebut\r\nUne halle\tmars-23\r\n".encode("utf-16"),
    ],
    ids=["Excel", "OpenDocument", "UTF-16"],
)
def test_content_of_a_table_decides_and_not_its_name(
    data: bytes, name: str, editor: User, upload: Callable[..., HttpResponse]
) -> None:
    screen = upload(SimpleUploadedFile(name, data))
    assert "Une halle" in screen.text
    assert "à corriger dans le fichier" not in screen.text


def test_no_file_at_all_is_told(editor: User, upload: Callable[..., HttpResponse]) -> None:
    assert "Choisissez au moins un fichier." in upload().text


def test_readable_files_are_shown_beside_the_reasons_of_the_others(
    editor: User, upload: Callable[..., HttpResponse]
) -> None:
    screen = upload(table(SHORT), SimpleUploadedFile("notes.docx", b"PK"))
    assert "Une halle" in screen.text
    assert "notes.docx" in screen.text


def test_archive_cannot_write_outside_its_folder(
    editor: User, upload: Callable[..., HttpResponse], tmp_path: Path
) -> None:
    screen = upload(archive(**{"../../dehors.csv": f"{HEAD}\n{SHORT}"}))
    assert screen.status_code == 200
    assert "Une halle" not in screen.text


def test_archive_with_names_that_clash_is_told(
    editor: User, upload: Callable[..., HttpResponse]
) -> None:
    screen = upload(archive(**{"a.csv": "titre", "a.csv/b.csv": "titre"}))
    assert screen.status_code == 200
    assert "les noms de ces fichiers ne conviennent pas" in screen.text


def damaged(name: str, **parts: Any) -> SimpleUploadedFile:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as zipped:
        for part, data in parts.items():
            zipped.writestr(part, data)
    return SimpleUploadedFile(name, output.getvalue())


@pytest.mark.parametrize(
    "parts", [{}, {"[Content_Types].xml": "<a"}, {"[Content_Types].xml": "<a/>"}]
)
def test_damaged_workbook_is_told(
    parts: dict[str, str], editor: User, upload: Callable[..., HttpResponse]
) -> None:
    assert "ce classeur n’est pas lisible" in upload(damaged("fiches.xlsx", **parts)).text


def test_too_many_initiatives_for_a_screen_are_told(
    editor: User, upload: Callable[..., HttpResponse], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MAX_ROWS", 1)
    assert "2 initiatives" in upload(table(SHORT, "Un jardin;;;;;;;")).text


@pytest.mark.parametrize("source", ["", "altéré", "a:b:c"])
def test_altered_form_returns_to_the_first_step(source: str, editor: User, client: Client) -> None:
    answer = client.post(reverse("import_initiatives"), {"source": source, "chosen": ["x"]})
    assert "choisissez-les de nouveau" in answer.text


def test_model_file_is_imported_as_it_is(
    editor: User,
    client: Client,
    upload: Callable[..., HttpResponse],
    create: Callable[..., HttpResponse],
) -> None:
    answer = client.get(reverse("import_initiatives_model"))
    assert answer.content == model_file()
    assert "attachment" in answer.headers["Content-Disposition"]
    screen = upload(SimpleUploadedFile("modele.csv", answer.content))
    assert "à corriger dans le fichier" not in screen.text
    create(screen)
    assert InitiativePage.objects.get().title == "Exemple : un jardin nourricier"


@pytest.mark.parametrize(
    "name", ["import_initiatives", "import_initiatives_model", "import_initiatives_report"]
)
def test_import_is_hidden_without_permission_to_add(
    name: str, client: Client, site_tree: SiteTree
) -> None:
    client.force_login(UserFactory(is_staff=True))
    assert client.get(reverse(name)).status_code == 302


def test_menu_leads_to_the_screen(editor: User, client: Client) -> None:
    assert reverse("import_initiatives") in client.get(reverse("wagtailadmin_home")).text


def test_report_without_an_import_asks_for_files(editor: User, client: Client) -> None:
    answer = client.get(reverse("import_initiatives_report"))
    assert answer.headers["Location"] == reverse("import_initiatives")
