"""« Importer des initiatives »: what is read of the files, what is created, and for whom."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook
from PIL import Image
from wagtail.models import UploadedFile

from hub.core.models import HubImage
from hub.territories.models import Territory
from hub.themes.models import Theme
from inspiration.importing_admin import views
from inspiration.importing_admin.model_file import model_file
from inspiration.models import InitiativePage
from tests.factories import InitiativePageFactory, TerritoryFactory, ThemeFactory, UserFactory
from tests.factories.site_tree import SiteTree

HEAD = "titre;chapo;themes;territoires;sources;recit;image;texte_de_remplacement"
FULL = "Un verger;On plante.;Climat;96A01;Le bilan;Tout a commencé.;verger.png;Des arbres"
SHORT = "Une halle;;Climat;;;;;"


@pytest.fixture
def names(site_tree: SiteTree) -> tuple[Theme, Territory]:
    """A theme and a territory that the files name."""
    return ThemeFactory(name="Climat"), TerritoryFactory(name="Vire", code="96A01")


def sign_in(client: Client, group: str) -> User:
    user = UserFactory()
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    return user


@pytest.fixture
def editor(names: tuple[Theme, Territory], client: Client) -> User:
    return sign_in(client, "Rédaction")


@pytest.fixture
def contributor(names: tuple[Theme, Territory], client: Client) -> User:
    return sign_in(client, "Contributions")


def png() -> bytes:
    output = io.BytesIO()
    Image.new("RGB", (1600, 900), "#2f6f4f").save(output, "PNG")
    return output.getvalue()


def table(*lines: str, name: str = "fiches.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\n".join([HEAD, *lines]).encode())


def archive(**files: Any) -> SimpleUploadedFile:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as zipped:
        for name, data in files.items():
            zipped.writestr(name, data)
    return SimpleUploadedFile("fiches.zip", output.getvalue())


@pytest.fixture
def upload(client: Client) -> Callable[..., HttpResponse]:
    """A function that sends files and returns the screen."""
    return lambda *files: client.post(reverse("import_initiatives"), {"files": list(files)})


@pytest.fixture
def create(client: Client) -> Callable[..., HttpResponse]:
    """A function that sends the second form as the screen shows it, with some answers changed."""

    def create(screen: HttpResponse, **answers: list[str] | str) -> HttpResponse:
        source = re.search(r'name="source" value="([^"]+)"', screen.text)[1]
        ticked = re.findall(r'name="chosen" value="([^"]+)" checked', screen.text)
        data = {"source": source, "chosen": ticked, **answers}
        return client.post(reverse("import_initiatives"), data, follow=True)

    return create


def test_nothing_is_written_before_the_editor_agrees(
    editor: User, upload: Callable[..., HttpResponse]
) -> None:
    screen = upload(table(SHORT))
    assert "1 initiative reconnue" in screen.text
    assert "Thèmes&nbsp;: Climat." in screen.text
    assert "Choisissez au moins un territoire." in screen.text
    assert not InitiativePage.objects.exists()


def test_ticked_initiatives_become_drafts_and_the_others_do_not(
    editor: User, upload: Callable[..., HttpResponse], create: Callable[..., HttpResponse]
) -> None:
    screen = upload(table(SHORT, "Un jardin;;;;;;;"))
    report = create(screen, chosen=["une-halle"])
    (page,) = InitiativePage.objects.all()
    assert (page.title, page.live, page.owner) == ("Une halle", False, editor)
    assert "Ce que l’import a fait" in report.text
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in report.text
    assert "Créée." in report.text
    assert not UploadedFile.objects.exists()


def test_ready_ones_are_published_with_their_image(
    editor: User, upload: Callable[..., HttpResponse], create: Callable[..., HttpResponse]
) -> None:
    files = archive(**{"fiches.csv": "\n".join([HEAD, FULL, SHORT]), "verger.png": png()})
    screen = upload(files)
    assert "prête à publier" in screen.text
    assert not HubImage.objects.exists()
    report = create(screen, publish="on")
    assert InitiativePage.objects.get(slug="un-verger").live
    assert InitiativePage.objects.get(slug="un-verger").image.title == "Un verger"
    assert not InitiativePage.objects.get(slug="une-halle").live
    assert "Créée, publiée." in report.text
    assert "Reste en brouillon" in report.text


def test_image_chosen_with_the_text_is_found(
    editor: User, upload: Callable[..., HttpResponse], create: Callable[..., HttpResponse]
) -> None:
    create(upload(table(FULL), SimpleUploadedFile("verger.png", png())))
    assert InitiativePage.objects.get().get_latest_revision_as_object().image


def test_page_that_publication_refuses_stays_a_draft_with_the_reason(
    editor: User,
    upload: Callable[..., HttpResponse],
    create: Callable[..., HttpResponse],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def gate(self: InitiativePage, *args: object, **kwargs: object) -> None:
        raise ValidationError(["Il manque un contact."])

    monkeypatch.setattr(InitiativePage, "publish", gate, raising=False)
    screen = upload(table(FULL), SimpleUploadedFile("verger.png", png()))
    report = create(screen, publish="on")
    assert "Reste en brouillon\u00a0: Il manque un contact." in report.text
    assert not InitiativePage.objects.get().live


def test_contributor_creates_drafts_of_their_own_and_publishes_none(
    contributor: User,
    client: Client,
    upload: Callable[..., HttpResponse],
    create: Callable[..., HttpResponse],
) -> None:
    screen = upload(table(FULL), SimpleUploadedFile("verger.png", png()))
    assert "Publier tout de suite" not in screen.text
    create(screen, publish="on")
    page = InitiativePage.objects.get()
    assert not page.live
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_one_wrong_line_does_not_stop_the_others(
    editor: User, upload: Callable[..., HttpResponse], create: Callable[..., HttpResponse]
) -> None:
    screen = upload(table("Un pré;;Inconnu;;;;;", SHORT))
    assert "Le thème «\u00a0Inconnu\u00a0» n’existe pas" in screen.text
    assert "1 initiative à corriger dans le fichier" in screen.text
    assert 'value="un-pre"' not in screen.text
    create(screen)
    assert [page.slug for page in InitiativePage.objects.all()] == ["une-halle"]


def test_refused_line_is_not_created_when_asked_by_hand(
    editor: User, upload: Callable[..., HttpResponse], create: Callable[..., HttpResponse]
) -> None:
    screen = upload(table("Un pré;;Inconnu;;;;;", SHORT))
    create(screen, chosen=["un-pre"])
    assert not InitiativePage.objects.exists()


def test_two_lines_of_one_address_are_told_apart_first(
    editor: User, upload: Callable[..., HttpResponse]
) -> None:
    screen = upload(table(SHORT, SHORT))
    assert "2 initiatives de ces fichiers ont la même adresse" in screen.text
    assert "Créer les brouillons" not in screen.text


def test_same_file_again_changes_nothing(
    editor: User, upload: Callable[..., HttpResponse], create: Callable[..., HttpResponse]
) -> None:
    create(upload(table(SHORT)))
    screen = upload(table(SHORT))
    assert "Existe déjà, à l’identique" in screen.text
    assert "Créer les brouillons" not in screen.text


def test_known_initiative_is_updated_when_ticked(
    editor: User, upload: Callable[..., HttpResponse], create: Callable[..., HttpResponse]
) -> None:
    create(upload(table(SHORT)))
    screen = upload(table("Une halle;On y chante.;Climat;;;;;"))
    assert "son brouillon sera mis à jour" in screen.text
    create(screen)
    page = InitiativePage.objects.get()
    assert page.get_latest_revision_as_object().summary == "On y chante."


def test_initiative_edited_since_is_replaced_only_when_ticked(
    editor: User, upload: Callable[..., HttpResponse], create: Callable[..., HttpResponse]
) -> None:
    create(upload(table(SHORT)))
    page = InitiativePage.objects.get().get_latest_revision_as_object()
    page.summary = "Écrit à la main."
    page.save_revision(user=editor)
    screen = upload(table("Une halle;Du fichier.;Climat;;;;;", "Un jardin;;;;;;;"))
    assert "quelqu’un l’a modifiée depuis" in screen.text
    create(screen)
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().summary == "Écrit à la main."
    create(upload(table("Une halle;Du fichier.;Climat;;;;;")), chosen=["une-halle"])
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().summary == "Du fichier."


def test_colleague_who_edits_meanwhile_is_not_overwritten(
    editor: User, upload: Callable[..., HttpResponse], create: Callable[..., HttpResponse]
) -> None:
    create(upload(table(SHORT)))
    screen = upload(table("Une halle;Du fichier.;Climat;;;;;"))
    page = InitiativePage.objects.get().get_latest_revision_as_object()
    page.summary = "Écrit à la main."
    page.save_revision(user=editor)
    answer = create(screen)
    assert "a changé pendant que vous regardiez cet écran" in answer.text
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().summary == "Écrit à la main."


def test_page_of_another_or_locked_is_closed(
    contributor: User, upload: Callable[..., HttpResponse], client: Client
) -> None:
    InitiativePageFactory(title="Une halle", slug="une-halle")
    screen = upload(table(SHORT))
    assert "ne peut pas être remplacée" in screen.text
    assert "Vous n’avez pas le droit de la modifier." in screen.text
    sign_in(client, "Rédaction")
    InitiativePage.objects.update(locked=True)
    assert "Elle est verrouillée." in upload(table(SHORT)).text


def test_same_title_under_another_address_is_told(
    editor: User, upload: Callable[..., HttpResponse]
) -> None:
    InitiativePageFactory(title="Une halle", slug="la-halle")
    assert "existe à l’adresse «\u00a0la-halle\u00a0»" in upload(table(SHORT)).text


def test_nothing_ticked_is_told_and_nothing_is_lost(
    editor: User, upload: Callable[..., HttpResponse], create: Callable[..., HttpResponse]
) -> None:
    answer = create(upload(table(SHORT)), chosen=[], publish="on")
    assert "Cochez au moins une initiative." in answer.text
    assert "Une halle" in answer.text
    assert 'name="publish" checked' in answer.text


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
    ("name", "data", "told"),
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
    name: str, data: bytes, told: str, editor: User, upload: Callable[..., HttpResponse]
) -> None:
    screen = upload(SimpleUploadedFile(name, data))
    assert screen.status_code == 200
    assert told in screen.text
    assert "Voir ce qui est reconnu" in screen.text


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
def test_altered_form_starts_again(source: str, editor: User, client: Client) -> None:
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
def test_who_may_not_add_an_initiative_sees_none_of_it(
    name: str, client: Client, site_tree: SiteTree
) -> None:
    client.force_login(UserFactory(is_staff=True))
    assert client.get(reverse(name)).status_code == 302


def test_menu_leads_to_the_screen(editor: User, client: Client) -> None:
    assert reverse("import_initiatives") in client.get(reverse("wagtailadmin_home")).text


def test_report_without_an_import_asks_for_files(editor: User, client: Client) -> None:
    answer = client.get(reverse("import_initiatives_report"))
    assert answer.headers["Location"] == reverse("import_initiatives")
