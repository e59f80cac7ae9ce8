"""The dates of the programme and the resources."""

import datetime

from django.core.files.base import ContentFile
from django.utils import timezone

from home.demo.covers import cover
from home.demo.directory import theme
from home.demo.files import CONTENT, load_yaml
from home.demo.pages import demo_page, illustrate, put, tag
from hub.agenda.models import AgendaPage, Audience, EventPage
from hub.core.models import HubDocument
from hub.core.values.dates import DatePrecision
from hub.people.models import Organisation
from inspiration.models import ResourceIndexPage, ResourcePage


def seed_agenda():
    """Publish the dates; return their number."""
    index, entries = AgendaPage.objects.get(), load_yaml("agenda.yaml")
    for entry in entries:
        page = demo_page(EventPage, index, entry["adresse"])
        if page is not None:
            _fill_event(page, entry)
            put(page, index)
    return {"rendez-vous": len(entries)}


def _fill_event(page, entry):
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
    tag(page, entry)


def seed_resources():
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
        tag(page, entry)
        illustrate(page, cover(entry["adresse"], theme(entry["themes"][0]).colour))
        put(page, index)
    return {"ressources": len(entries)}


def _document(file_name):
    """Return the document of that file of the content, added when it is new."""
    path = CONTENT / "documents" / file_name
    title = f"Exemple\u00a0: {path.stem}"
    known = HubDocument.objects.filter(title=title).first()
    if known:
        return known
    document = HubDocument(title=title)
    document.file.save(path.name, ContentFile(path.read_bytes()), save=False)
    document.file_size = document.file.size
    document.save()
    return document
