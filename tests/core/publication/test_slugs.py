"""Slugs are generated from titles: ASCII, unique, never required."""

import pytest
from django.test import Client
from django.urls import reverse

from hub.agenda.models import AgendaPage, EventPage
from hub.slugs import page_slug
from tests.factories import EventPageFactory
from tests.form_data import add_url, edit_form_data, new_form_data

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("L’Été à Beauvais : réemploi", "lete-a-beauvais-reemploi"),
        ("L’Été à Beauvais\u00a0: réemploi", "lete-a-beauvais-reemploi"),
        ("L'œuvre d’Arras", "loeuvre-darras"),
        ("Ça & là", "ca-la"),
        ("🌻", ""),
        ("é" * 255, "e" * 240),
    ],
)
def test_slug_of_a_title_is_ascii(title: str, slug: str) -> None:
    assert page_slug(title) == slug


@pytest.mark.parametrize(
    ("title", "slug"),
    [("L’Été à Beauvais : réemploi", "lete-a-beauvais-reemploi"), ("🌻 — 🌻", "rendez-vous")],
)
def test_draft_without_an_address_gets_one(editing: Client, title: str, slug: str) -> None:
    agenda = AgendaPage.objects.get()
    data = new_form_data(editing, agenda, EventPage, title=title, slug="")

    response = editing.post(add_url(agenda, EventPage), data)

    assert response.status_code == 302, response.context["form"].errors
    assert EventPage.objects.get(title=title).slug == slug


def test_draft_whose_address_is_taken_gets_the_next_one(editing: Client) -> None:
    EventPageFactory(slug="journee-entre-pairs")
    agenda = AgendaPage.objects.get()
    data = new_form_data(
        editing, agenda, EventPage, title="Journée entre pairs", slug="journee-entre-pairs"
    )

    response = editing.post(add_url(agenda, EventPage), data)

    assert response.status_code == 302, response.context["form"].errors
    assert EventPage.objects.get(title="Journée entre pairs").slug == "journee-entre-pairs-2"


@pytest.mark.parametrize(
    ("before", "typed", "after"),
    [
        ("lete-a", "lete-a", "lete-a-beauvais"),  # the address of the beginning of the title
        ("lete-a-2", "lete-a-2", "lete-a-beauvais"),
        ("lete-a", "beauvais", "beauvais"),  # chosen by hand
        ("beauvais", "beauvais", "beauvais"),
    ],
)
def test_slug_of_a_draft_follows_its_title(
    editing: Client, before: str, typed: str, after: str
) -> None:
    event = EventPageFactory(title="L’Été à", slug=before, draft=True)
    event.save_revision()
    data = {**edit_form_data(editing, event), "title": "L’Été à Beauvais", "slug": typed}

    response = editing.post(reverse("wagtailadmin_pages:edit", args=[event.pk]), data)

    assert response.status_code == 302, response.context["form"].errors
    event.refresh_from_db()
    assert event.slug == after


def test_live_page_keeps_its_address_when_the_field_is_emptied(editing: Client) -> None:
    event = EventPageFactory(slug="journee")
    data = {**edit_form_data(editing, event), "slug": "", "action-publish": "1"}

    response = editing.post(reverse("wagtailadmin_pages:edit", args=[event.pk]), data)

    assert response.status_code == 302, response.context["form"].errors
    event.refresh_from_db()
    assert event.slug == "journee"


def test_live_page_refuses_the_address_of_another(editing: Client) -> None:
    EventPageFactory(slug="journee")
    event = EventPageFactory(slug="autre")
    data = {**edit_form_data(editing, event), "slug": "journee", "action-publish": "1"}

    response = editing.post(reverse("wagtailadmin_pages:edit", args=[event.pk]), data)

    assert response.context["form"].errors["slug"] == [
        "Une autre page a déjà cette adresse au même endroit\u00a0: changez-en un mot."
    ]
