"""Seed the events of the programme and the resources."""

import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from home.demo.covers import get_or_draw_cover
from home.demo.directory import get_theme
from home.demo.files import CONTENT, load_yaml
from home.demo.pages import (
    demo_page,
    publish_page,
    set_decorative_image,
    set_themes_and_territories,
)
from hub.agenda.models import AgendaPage, Audience, EventPage
from hub.core.models import HubDocument
from hub.dates import DatePrecision
from hub.people.models import Organisation
from inspiration.models import ResourceIndexPage, ResourcePage


def seed_agenda() -> dict[str, int]:
    """Publish the events; return their number."""
    index, entries = AgendaPage.objects.get(), load_yaml("agenda.yaml")
    for entry in entries:
        page = demo_page(EventPage, index, entry["adresse"])
        if page is not None:
            _fill_event(page, entry)
            publish_page(page, index)
    return {"rendez-vous": len(entries)}


def _fill_event(page: EventPage, entry: dict[str, Any]) -> None:
    page.title, page.summary = entry["titre"], entry["chapo"]
    page.event_kind = entry["nature"]
    page.audience = entry.get("public", Audience.DELEGATIONS)
    page.place = entry.get("lieu", "")
    page.description = entry.get("texte", "")
    page.duration_label = entry.get("duree", "")
    page.update_note = entry.get("note", "")
    page.organiser = Organisation.objects.filter(name=entry.get("organisateur")).first()
    page.start_date, page.end_date = entry.get("debut"), entry.get("fin")
    if "dans_jours" in entry:
        page.start_date = timezone.localdate() + datetime.timedelta(days=entry["dans_jours"])
        page.start_time = datetime.time.fromisoformat(entry["heure"])
        page.end_time = datetime.time.fromisoformat(entry["fin_heure"])
    page.precision = DatePrecision.DAY if page.start_date else DatePrecision.UNKNOWN
    set_themes_and_territories(page, entry)


def seed_resources() -> dict[str, int]:
    """Publish the resources and their files; return their number."""
    index, entries = ResourceIndexPage.objects.get(), load_yaml("resources.yaml")
    for entry in entries:
        document = _document(entry["document"])
        page = demo_page(ResourcePage, index, entry["adresse"])
        if page is None:
            continue
        page.title, page.summary = entry["titre"], entry["chapo"]
        page.resource_kind = entry["nature"]
        page.document = document
        page.author, page.year = entry["auteur"], entry["annee"]
        page.presentation = entry.get("texte", "")
        set_themes_and_territories(page, entry)
        set_decorative_image(
            page, get_or_draw_cover(entry["adresse"], get_theme(entry["themes"][0]).colour)
        )
        publish_page(page, index)
    return {"ressources": len(entries)}


def _document(file_name: str) -> HubDocument:
    """Return the document of a file of `content/documents/`, created if it is missing."""
    path = CONTENT / "documents" / file_name
    title = f"Exemple\u00a0: {path.stem}"
    existing = HubDocument.objects.filter(title=title).first()
    if existing:
        return existing
    document = HubDocument(title=title)
    document.file.save(path.name, ContentFile(path.read_bytes()), save=False)
    document.file_size = document.file.size
    document.save()
    return document
