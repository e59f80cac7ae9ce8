"""Requests of the kept-text script, for the tests of the server side."""

from typing import Any

from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from hub.agenda.models import EventPage
from hub.backoffice.keeping.protocol import KEPT_FIELD
from tests.factories import EventPageFactory, UserFactory
from tests.form_data import edit_form_data

SAVE = {"HTTP_X_HUB_SAVE": "1", "HTTP_ACCEPT": "text/html"}
AUTOSAVE = {"HTTP_ACCEPT": "application/json"}
KEPT = {KEPT_FIELD: "texte-1"}


def create_editor(name: str = "Camille") -> User:
    """Create a member of « Rédaction »."""
    user = UserFactory(first_name=name)
    user.groups.add(Group.objects.get(name="Rédaction"))
    return user


def saved_event() -> EventPage:
    page = EventPageFactory(title="Avant")
    page.save_revision()
    return page


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def typed(client: Client, page: EventPage, **changes: Any) -> dict[str, Any]:
    """Return the data of the edit form, as loaded now, with a few changes."""
    page = type(page).objects.get(pk=page.pk)
    return {**edit_form_data(client, page), **KEPT, **changes}


def latest_version(page: EventPage) -> Page:
    """Return the latest version, as the database knows it now."""
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def latest_title(page: EventPage) -> str:
    return latest_version(page).title
