"""The import screen: preview, created pages, permissions."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import UploadedFile

from hub.core.importing import state
from hub.core.models import HubImage
from inspiration.models import InitiativePage
from tests.factories import InitiativePageFactory
from tests.inspiration.importing_admin.files import FULL, HEAD, SHORT, archive, png, sign_in, table


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


def test_nothing_ticked_is_an_error_and_keeps_the_form(
    editor: User, upload: Callable[..., HttpResponse], create: Callable[..., HttpResponse]
) -> None:
    answer = create(upload(table(SHORT)), chosen=[], publish="on")
    assert "Cochez au moins une initiative." in answer.text
    assert "Une halle" in answer.text
    assert 'name="publish" checked' in answer.text


def test_late_preview_is_shown_again_with_its_answers(
    editor: User,
    upload: Callable[..., HttpResponse],
    create: Callable[..., HttpResponse],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = upload(table(SHORT))
    with monkeypatch.context() as patch:
        patch.setattr(state, "FRESH", timedelta(seconds=-1))
        late = create(screen)
    assert "attendu plus d’une heure" in late.text
    assert not InitiativePage.objects.exists()
    create(late)
    assert InitiativePage.objects.count() == 1


def test_preview_of_another_user_asks_for_the_files_again(
    editor: User,
    client: Client,
    upload: Callable[..., HttpResponse],
    create: Callable[..., HttpResponse],
) -> None:
    screen = upload(table(SHORT))
    sign_in(client, "Rédaction")
    assert "choisissez-les de nouveau" in create(screen).text
    assert not InitiativePage.objects.exists()
