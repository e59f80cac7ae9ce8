"""Rendering of the page of an event."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from hub.agenda.models import EventDocument, EventPage
from tests.factories import DocumentFactory, EventPageFactory, OrganisationFactory
from tests.factories.site_tree import SiteTree

pytestmark = pytest.mark.django_db


def words_of(client: Client, page: EventPage) -> str:
    response = client.get(page.get_url())
    assert response.status_code == 200
    return re.sub(r"\s+", " ", BeautifulSoup(response.content, "html.parser").main.get_text())


def test_event_says_when_where_and_for_whom(client: Client, site_tree: SiteTree) -> None:
    page = EventPageFactory(
        audience="public",
        organiser=OrganisationFactory(name="La Fabrique d’essai"),
        registration_url="https://www.example.org/inscription",
    )
    words = words_of(client, page)
    for expected in (
        page.when[3:],
        "Hôtel de ville de Saint-Éloi-l’Étang",
        "Tout le monde",
        "La Fabrique d’essai",
        "S’inscrire sur example.org",
    ):
        assert expected in words


@pytest.mark.parametrize(
    ("values", "notice"),
    [
        ({"status": "annule"}, "Annulé."),
        ({"past": True}, "Ce rendez-vous est passé."),
    ],
)
def test_cancelled_event_says_so_and_takes_no_registration(
    client: Client, site_tree: SiteTree, values: dict[str, Any], notice: str
) -> None:
    page = EventPageFactory(registration_url="https://www.example.org/inscription", **values)
    words = words_of(client, page)
    assert notice in words
    assert "S’inscrire" not in words


def test_event_lists_its_documents_and_its_recording(client: Client, site_tree: SiteTree) -> None:
    page = EventPageFactory(
        past=True,
        recording_url="https://www.example.org/film",
        documents=[EventDocument(document=DocumentFactory(), title="Le compte rendu")],
    )
    words = words_of(client, page)
    assert "Le compte rendu (TXT" in words
    assert "Voir l’enregistrement sur example.org" in words


def test_event_without_a_date_says_it_is_to_come(client: Client, site_tree: SiteTree) -> None:
    page = EventPageFactory(start_date=None, precision="unknown", duration_label="deux soirées")
    assert "Date à venir, deux soirées" in words_of(client, page)


def test_preview_of_an_unsaved_event_renders(site_tree: SiteTree) -> None:
    page = EventPage(title="Journée d’essai", event_kind="pairs")
    assert "Journée d’essai" in page.make_preview_request().rendered_content
