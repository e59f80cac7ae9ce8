"""Canary words of hidden content are in no entry, of its page nor of another."""

import datetime

import pytest
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from hub.core.models import HubDocument
from hub.search.contract import Entry
from hub.search.models import DocumentState, DocumentText
from hub.search.projection import all_entries, project
from inspiration.models import InitiativePage
from podcasts.models import EpisodeInitiative
from tests.factories import (
    DocumentFactory,
    EpisodePageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    ResourcePageFactory,
)
from tests.factories.blocks import document, event, initiative
from tests.factories.newsletters import rubrique

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

CANARY = "Zygomatique"


def holds(entry: Entry, word: str = CANARY) -> bool:
    return word in repr(entry)


def close(page: InitiativePage) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def test_a_draft_is_in_no_entry() -> None:
    page = InitiativePageFactory(title=CANARY, draft=True)
    NewsletterPageFactory(rubriques=[rubrique(initiative(page))])
    assert not any(holds(entry) for entry in all_entries())
    assert project([str(page.uid)]).deleted == [str(page.uid)]


def test_a_newer_draft_of_a_published_page_is_in_no_entry() -> None:
    page = InitiativePageFactory()
    page.title, page.challenge = CANARY, f"<p>{CANARY}</p>"
    page.save_revision()
    assert not any(holds(entry) for entry in all_entries())
    assert len(project([str(page.uid)]).entries) == 1


def test_an_expired_page_is_in_no_entry_before_it_is_unpublished() -> None:
    page = InitiativePageFactory(
        title=CANARY, expire_at=timezone.now() - datetime.timedelta(minutes=1)
    )
    NewsletterPageFactory(rubriques=[rubrique(initiative(page))])
    assert not any(holds(entry) for entry in all_entries())


def test_a_private_page_keeps_its_words_to_its_own_entry() -> None:
    page = InitiativePageFactory(title=CANARY, summary=f"{CANARY} aussi")
    NewsletterPageFactory(rubriques=[rubrique(initiative(page))])
    episode = EpisodePageFactory()
    EpisodeInitiative.objects.create(page=episode, initiative=page)
    close(page)
    found = [entry for entry in all_entries() if holds(entry)]
    assert [entry.uid for entry in found] == [str(page.uid)]
    assert found[0].path == page.path


def test_a_page_that_will_expire_says_when() -> None:
    soon = timezone.now() + datetime.timedelta(days=1)
    page = ResourcePageFactory(expire_at=soon)
    assert project([str(page.uid)]).entries[0].visible_until == soon


def attached(text: str, collection: Collection | None = None) -> HubDocument:
    file = DocumentFactory(**({"collection": collection} if collection else {}))
    DocumentText.objects.create(
        document=file,
        file_name=file.file.name,
        file_hash=file.file_hash,
        text=text,
        state=DocumentState.READ,
    )
    return file


def test_text_of_a_document_is_in_the_entry_of_its_page() -> None:
    file = attached("Le règlement du verger partagé.")
    page = InitiativePageFactory(body=[document(title="Règlement", file=file)])
    entry = project([str(page.uid)]).entries[0]
    assert "Le règlement du verger partagé." in entry.body
    (part,) = [one for one in entry.fragments if one.kind == "document"]
    assert part.role == f"dans le document «\u00a0{file.title}\u00a0»"
    assert (part.anchor, part.url) == ("", file.url)


def test_pages_of_a_pdf_are_parts_with_their_number() -> None:
    lines = [
        "Le règlement du verger partagé, adopté par le conseil municipal de",
        "Reugny, dit",
        "tout.",
    ]
    file = attached("\n".join([*lines, "• Un point"]) + "\f\fLa taille.")
    file.file.name = "documents/reglement.pdf"
    file.save()
    page = InitiativePageFactory(body=[document(title="Règlement", file=file)])
    parts = project([str(page.uid)]).entries[0].fragments
    first, last = [one for one in parts if one.kind == "document"]
    assert (first.anchor, last.anchor) == ("page=1", "page=3")
    assert first.text == f"{' '.join(lines)}\nUn point"
    assert last.role.endswith("page\u00a03")
    assert last.url == file.url


def test_the_file_of_a_resource_is_searched_with_it() -> None:
    page = ResourcePageFactory(document=attached("Un clausier type."))
    assert "Un clausier type." in project([str(page.uid)]).entries[0].body


def test_text_of_a_private_document_is_in_no_entry() -> None:
    collection = Collection.get_first_root_node().add_child(name="Interne")
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    page = ResourcePageFactory(document=attached(CANARY, collection))
    assert not holds(project([str(page.uid)]).entries[0])


def test_unknown_uids_are_deleted() -> None:
    assert project(["document-12", ""]).deleted == ["document-12", ""]


def test_an_event_of_an_unpublished_letter_is_in_no_entry() -> None:
    page = NewsletterPageFactory(rubriques=[rubrique(event(title="À venir"))])
    page.unpublish()
    assert not list(all_entries())
