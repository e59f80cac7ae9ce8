"""« Importer une lettre » in the admin: two steps, nothing written before the second."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission

from hub.newsletters.importing.builder import recognise
from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.importing_admin.state import pack, unpack
from hub.newsletters.models import NewsletterPage
from hub.people.models import Person
from tests.factories import NewsletterPageFactory, SuperuserFactory, UserFactory
from tests.newsletters.importing.conftest import EXAMPLE
from tests.newsletters.importing.drafts import draft, imported, letter
from tests.shown_text import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

URL = "/admin/lettres/importer/"
NO_NUMBER = "Bonjour à toutes,\n🗣️ Édito : Planter\nPlanter prend une matinée."


def upload(content: bytes, name: str = "lettre.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def preview(client: Client, text: str) -> HttpResponseBase:
    response = client.post(URL, {"text": text})
    assert response.template_name == "newsletters/admin/import_preview.html"
    return response


def create(client: Client, response: HttpResponseBase, **fields: str) -> HttpResponseBase:
    source = response.context_data["form"]["source"].value()
    return client.post(URL, {"source": source, **fields})


def test_first_step_asks_for_a_text_or_a_file(superuser_client: Client) -> None:
    page = superuser_client.get(URL).content.decode()
    assert "Texte de la lettre" in page
    for extension in (".txt", ".md", ".html", ".htm", ".eml", ".docx", ".zip"):
        assert extension in page


def test_menu_of_letters_offers_the_import(superuser_client: Client) -> None:
    assert URL in superuser_client.get("/admin/").content.decode()


def test_pasted_letter_is_previewed_without_being_written(superuser_client: Client) -> None:
    response = preview(superuser_client, EXAMPLE.read_text("utf-8"))
    page = response.content.decode()
    assert "Lettre n°&nbsp;12" in page
    assert "Le compte rendu des ateliers est à lire ici." in page
    assert "aicha.exemplaire@lettre.example" in page  # the text itself, for its author
    keys = [section.key for section in response.context_data["sections"]]
    assert keys == ["missing", "remarks", "rubriques"]
    asked = [question.lost.link.label for question in response.context_data["form"].links()]
    assert asked == ["court-métrage", "Framadate", "compte rendu des ateliers"]
    groups = [group.key for group in response.context_data["form"].groups()]
    assert groups == ["people", "territories", "initiatives"]
    assert not NewsletterPage.objects.exists()
    assert not Person.objects.exists()


def test_uploaded_letter_becomes_the_draft_that_was_previewed(superuser_client: Client) -> None:
    response = superuser_client.post(URL, {"file": upload(EXAMPLE.read_bytes(), "l12.txt")})
    made = create(superuser_client, response, date="2031-03-01")
    page = draft(12)
    assert made.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (page.live, str(page.date)) == (False, "2031-03-01")
    assert page.import_report["source"]["name"] == "l12.txt"
    assert page.owner == page.latest_revision.user == made.wsgi_request.user


def test_edit_page_shows_the_report_of_the_import(superuser_client: Client) -> None:
    page = imported(EXAMPLE.read_text("utf-8")).page
    response = superuser_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    html = response.content.decode()
    assert "Liens perdus, à remettre" in html
    assert "ajoutée à l’annuaire" in html


def test_letter_written_by_hand_has_no_import_report(superuser_client: Client) -> None:
    page = NewsletterPageFactory()
    response = superuser_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert "Liens perdus" not in response.content.decode()
    assert 'href="#tab-import"' not in response.content.decode()


def test_second_import_leads_to_the_same_draft(superuser_client: Client) -> None:
    create(superuser_client, preview(superuser_client, letter()))
    response = preview(superuser_client, letter())
    assert "sera mis à jour" in response.content.decode()
    again = superuser_client.post(
        URL, {"source": response.context_data["form"]["source"].value()}, follow=True
    )
    assert "rien n’a changé" in again.content.decode()
    assert NewsletterPage.objects.count() == 1


def test_letter_edited_since_is_opened_rather_than_imported(superuser_client: Client) -> None:
    page = imported(letter()).page
    page.closing = "<p>Au revoir</p>"
    page.save_revision(clean=False)
    html = preview(superuser_client, letter()).content.decode()
    assert "puis modifiée" in html
    assert "Ouvrir la lettre" in html
    assert "le brouillon</button>" not in html


def test_letter_without_number_asks_for_it_at_the_second_step(superuser_client: Client) -> None:
    response = preview(superuser_client, NO_NUMBER)
    assert response.context_data["form"]["number"].value() == 1
    refused = create(superuser_client, response, number="")
    assert refused.context_data["form"].errors["number"]
    assert not NewsletterPage.objects.exists()
    create(superuser_client, response, number="6")
    assert NewsletterPage.objects.get().number == 6


def test_number_already_taken_is_told_beside_its_field(superuser_client: Client) -> None:
    NewsletterPageFactory(number=6, title="À la main")
    response = create(superuser_client, preview(superuser_client, NO_NUMBER), number="6")
    assert "La lettre n°\u00a06 est en ligne" in str(response.context_data["form"].errors["number"])
    assert "Ouvrir la lettre n°" in text_of(response)
    assert NewsletterPage.objects.count() == 1


def test_letter_that_cannot_be_replaced_is_told_at_the_first_step(superuser_client: Client) -> None:
    NewsletterPageFactory(number=7, title="À la main")
    response = superuser_client.post(URL, {"text": letter()})
    assert "La lettre n°\u00a07 est en ligne" in str(response.context_data["form"].errors["text"])
    assert "ouvrir la lettre n°" in response.content.decode()
    assert letter() in response.context_data["form"]["text"].value()


@pytest.mark.parametrize(
    ("data", "field", "message"),
    [
        ({}, "text", "Collez le texte"),
        ({"text": " \n "}, "text", "Collez le texte"),
        ({"text": "🌊🌊"}, "text", "vide"),
        ({"text": "Recette de la soupe"}, "text", "ne ressemble pas à une lettre"),
        ({"file": ("vide.txt", b"")}, "file", "vide"),
        ({"file": ("photo.jpg", b"\xff\xd8\xff")}, "file", "n’est pas accepté"),
        ({"file": ("photo.txt", b"\xff\xd8\xff\xe0")}, "file", "image JPEG"),
        ({"file": ("gros.txt", b"x" * (6 * 1024 * 1024))}, "file", "trop lourd"),
        ({"text": "un", "file": ("a.txt", b"deux")}, "file", "pas les deux"),
    ],
)
def test_bad_source_is_told_beside_its_field(
    superuser_client: Client, data: dict[str, Any], field: str, message: str
) -> None:
    data = {k: upload(v[1], v[0]) if isinstance(v, tuple) else v for k, v in data.items()}
    response = superuser_client.post(URL, data)
    assert message in str(response.context_data["form"].errors[field])
    assert message in response.content.decode()
    assert not NewsletterPage.objects.exists()


def test_altered_source_is_refused(superuser_client: Client) -> None:
    response = superuser_client.post(URL, {"source": "n’importe quoi"})
    assert "recommencez" in response.content.decode()
    assert not NewsletterPage.objects.exists()


def test_markup_of_the_source_is_escaped_in_the_preview(superuser_client: Client) -> None:
    text = letter("n° 7", "<script>alert(1)</script>")
    assert "<script>alert(1)" not in preview(superuser_client, text).content.decode()


def test_contributors_may_import(editor_client: Client) -> None:
    create(editor_client, preview(editor_client, letter()))
    assert draft(7).live is False


def test_import_requires_permission_to_add_letters(client: Client) -> None:
    user = SuperuserFactory(is_superuser=False)
    client.force_login(user)
    assert client.get(URL).status_code == 302
    assert client.post(URL, {"text": letter()}).status_code == 302
    assert not NewsletterPage.objects.exists()


def test_editor_without_right_on_letters_is_refused(editor_client: Client) -> None:
    GroupPagePermission.objects.all().delete()
    response = editor_client.post(URL, {"text": letter()})
    assert response.status_code in (302, 403)
    assert URL not in editor_client.get("/admin/").content.decode()


def test_anonymous_visitor_is_sent_to_the_login(client: Client) -> None:
    UserFactory()
    assert "/admin/login/" in client.get(URL).headers["Location"]


def test_form_without_csrf_token_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(SuperuserFactory())
    assert client.post(URL, {"text": letter()}).status_code == 403


def test_packed_document_comes_back_whole(example_document: SourceDocument) -> None:
    user = SuperuserFactory()
    recognition, kept = unpack(pack(recognise(example_document), user), user)
    assert (recognition.document, kept) == (example_document, {})
