"""« Avant l’envoi » in the admin: the screen, and blocked publications."""

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from factory.django import DjangoModelFactory

from hub.newsletters.models import NewsletterPage
from tests.factories import (
    EditorFactory,
    NewsletterPageFactory,
    RubriqueFactory,
    UserFactory,
)
from tests.factories import blocks as make
from tests.factories.newsletters import rubrique
from tests.factories.site_tree import SiteTree
from tests.form_data import edit_form_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(site_tree: SiteTree) -> NewsletterPage:
    letter = NewsletterPageFactory(
        number=3,
        title="L’été",
        draft=True,
        rubriques=[rubrique(make.paragraph()), rubrique(make.separator())],
    )
    letter.save_revision()
    return letter


def address(letter: NewsletterPage) -> str:
    return reverse("letter_preflight", args=[letter.pk])


def test_screen_lists_problems_with_their_place(
    superuser_client: Client, letter: NewsletterPage
) -> None:
    html = superuser_client.get(address(letter)).text
    assert "elle est vide" in html
    assert f"#block-{letter.rubriques[1].id}-section" in html


def test_edit_form_shows_the_panel_and_leads_to_the_screen(
    superuser_client: Client, letter: NewsletterPage
) -> None:
    html = superuser_client.get(reverse("wagtailadmin_pages:edit", args=[letter.pk])).text
    assert "Avant l’envoi" in html
    assert "elle est vide" in html
    assert html.count(address(letter)) >= 2


def test_new_letter_has_no_panel_yet(superuser_client: Client, site_tree: SiteTree) -> None:
    url = reverse(
        "wagtailadmin_pages:add", args=["newsletters", "newsletterpage", site_tree.letters.pk]
    )
    form = BeautifulSoup(superuser_client.get(url).text, "html.parser").find(id="page-edit-form")
    assert "Voir le poids" not in form.text


@pytest.mark.parametrize("factory", [UserFactory, EditorFactory])
def test_who_may_not_edit_the_letter_is_refused(
    client: Client, letter: NewsletterPage, factory: type[DjangoModelFactory]
) -> None:
    client.force_login(factory(email="x@example.org"))
    assert client.get(address(letter)).status_code == 302
    data = {"addresses": "x@example.org"}
    assert client.post(address(letter), data).status_code == 302
    assert mail.outbox == []


def publish(
    client: Client, letter: NewsletterPage, **values: str
) -> tuple[HttpResponseBase, NewsletterPage]:
    data = {**edit_form_data(client, letter), **values, "action-publish": "1"}
    response = client.post(reverse("wagtailadmin_pages:edit", args=[letter.pk]), data)
    return response, NewsletterPage.objects.get(pk=letter.pk)


def test_empty_rubrique_stops_publication_but_not_a_draft(
    superuser_client: Client, letter: NewsletterPage
) -> None:
    response, stored = publish(superuser_client, letter)
    assert not stored.live
    assert "elle est vide" in response.text
    data = edit_form_data(superuser_client, letter)
    url = reverse("wagtailadmin_pages:edit", args=[letter.pk])
    assert superuser_client.post(url, data).status_code == 302


def test_letter_without_problems_is_published(
    superuser_client: Client, site_tree: SiteTree
) -> None:
    letter = NewsletterPageFactory(draft=True, rubriques=[rubrique(make.paragraph())])
    letter.save_revision()
    response, stored = publish(superuser_client, letter)
    assert response.status_code == 302, response.context["form"].errors
    assert stored.live


def test_too_heavy_letter_is_published_once_a_reason_is_written(
    superuser_client: Client, site_tree: SiteTree
) -> None:
    content = [make.paragraph("Un été long. " * 80) for _ in range(110)]
    letter = NewsletterPageFactory(
        draft=True, rubriques=[rubrique(*content, rubrique=RubriqueFactory())]
    )
    letter.save_revision()
    response, stored = publish(superuser_client, letter)
    assert not stored.live
    assert "oversize_reason" in response.context["form"].errors
    response, stored = publish(superuser_client, letter, oversize_reason="Un numéro spécial")
    assert stored.live
    assert stored.latest_revision.content["oversize_reason"] == "Un numéro spécial"


@pytest.mark.parametrize(
    ("mode", "kind", "words"),
    [
        ("", "text/html", "story-page"),
        ("courriel", "text/html", 'role="presentation"'),
        ("texte", "text/plain", "====="),
    ],
)
def test_preview_has_three_modes(
    superuser_client: Client, letter: NewsletterPage, mode: str, kind: str, words: str
) -> None:
    assert [name for name, _ in letter.preview_modes] == ["", "courriel", "texte"]
    url = reverse("wagtailadmin_pages:view_draft", args=[letter.pk])
    response = superuser_client.get(url, {"mode": mode})
    assert response.headers["Content-Type"].startswith(kind)
    assert words in response.text
