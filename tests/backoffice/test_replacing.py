"""Replacing an object everywhere: rows, blocks, rich text, live pages and drafts."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from hub.backoffice.usage import find_obstacles, find_places, replace_everywhere
from hub.core.models import HubImage
from inspiration.models import InitiativePage
from tests.factories import (
    DocumentFactory,
    EditorFactory,
    EventPageFactory,
    ImageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    OrganisationFactory,
    PersonFactory,
    PersonFunctionFactory,
    RubriqueFactory,
    TerritoryFactory,
)
from tests.factories.blocks import gallery, image, paragraph
from tests.factories.newsletters import rubrique
from tests.factories.site_tree import SiteTree


@pytest.fixture
def pictures(site_tree: SiteTree) -> tuple[HubImage, HubImage]:
    return ImageFactory(title="Ancienne"), ImageFactory(title="Nouvelle")


def fresh(page: Page) -> Page:
    return Page.objects.get(pk=page.pk).specific


def test_live_page_shows_the_new_image_and_gets_a_revision(
    pictures: tuple[HubImage, HubImage], superuser: User
) -> None:
    old, new = pictures
    page = InitiativePageFactory(image=old)
    page.save_revision().publish()
    assert replace_everywhere(old, new, superuser) == 1
    page = fresh(page)
    assert page.image == new
    assert page.live
    assert not page.has_unpublished_changes
    assert page.latest_revision == page.live_revision
    assert page.latest_revision.as_object().image == new
    assert page.latest_revision.user == superuser
    entry = PageLogEntry.objects.filter(page=page.pk, action="hub.replace").get()
    assert entry.message == "«\u00a0Ancienne\u00a0» remplacé par «\u00a0Nouvelle\u00a0»"


def test_draft_stays_a_draft_and_the_live_page_keeps_its_words(
    pictures: tuple[HubImage, HubImage], superuser: User
) -> None:
    old, new = pictures
    page = InitiativePageFactory(title="En ligne", image=old)
    page.save_revision().publish()
    page = fresh(page)
    page.title = "En préparation"
    page.save_revision()
    replace_everywhere(old, new, superuser)
    page = fresh(page)
    assert (page.title, page.image) == ("En ligne", new)
    assert page.has_unpublished_changes
    assert page.draft_title == "En préparation"
    draft = page.get_latest_revision_as_object()
    assert (draft.title, draft.image) == ("En préparation", new)
    assert page.live_revision.as_object().image == new


def test_image_of_a_draft_only_is_replaced_without_touching_the_live_page(
    pictures: tuple[HubImage, HubImage], superuser: User
) -> None:
    old, new = pictures
    page = InitiativePageFactory()
    live_image = page.image
    page.image = old
    page.save_revision()
    replace_everywhere(old, new, superuser)
    page = fresh(page)
    assert page.image == live_image
    assert page.get_latest_revision_as_object().image == new
    assert page.has_unpublished_changes


def test_scheduled_publication_keeps_its_date_and_takes_the_new_image(
    pictures: tuple[HubImage, HubImage], superuser: User
) -> None:
    old, new = pictures
    page = InitiativePageFactory()
    page.image = old
    page.go_live_at = when = timezone.now() + timedelta(days=1)
    page.save_revision(approved_go_live_at=when).publish()
    replace_everywhere(old, new, superuser)
    scheduled = fresh(page).scheduled_revision
    assert scheduled.approved_go_live_at == when
    assert scheduled.as_object().image == new


def test_page_under_review_stays_under_review_and_approval_publishes_the_new_image(
    pictures: tuple[HubImage, HubImage], superuser: User
) -> None:
    old, new = pictures
    page = InitiativePageFactory()
    page.image = old
    page.save_revision()
    state = page.get_workflow().start(page, superuser)
    replace_everywhere(old, new, superuser)
    state.refresh_from_db()
    assert state.status == state.STATUS_IN_PROGRESS
    state.current_task_state.approve(user=superuser)
    page = fresh(page)
    assert page.image == new
    assert not page.has_unpublished_changes


def test_images_of_blocks_are_replaced_whatever_their_depth(
    pictures: tuple[HubImage, HubImage], superuser: User
) -> None:
    old, new = pictures
    kind, value = gallery()
    value["images"][0]["image"] = old
    letter = NewsletterPageFactory(
        rubriques=[rubrique(image(picture=old)), rubrique((kind, value))]
    )
    replace_everywhere(old, new, superuser)
    single, several = fresh(letter).rubriques
    assert single.value["content"][0].value["image"].pk == new.pk
    replaced, other = (item["image"] for item in several.value["content"][0].value["images"])
    assert replaced.pk == new.pk
    assert other.pk not in (old.pk, new.pk)


def test_links_to_documents_in_rich_text_are_replaced_and_others_are_not(
    site_tree: SiteTree, superuser: User
) -> None:
    old, new, other = DocumentFactory.create_batch(3)
    links = [f'<a linktype="document" id="{d.pk}">lire</a>' for d in (old, other)]
    links.append(f'<a linktype="page" id="{old.pk}">page de même numéro</a>')
    letter = NewsletterPageFactory(
        intro=f"<p>{' '.join(links)}</p>", rubriques=[rubrique(paragraph(" ".join(links)))]
    )
    replace_everywhere(old, new, superuser)
    letter = fresh(letter)
    expected = links[0].replace(f'id="{old.pk}"', f'id="{new.pk}"') + " " + " ".join(links[1:])
    assert letter.intro == f"<p>{expected}</p>"
    assert letter.rubriques[0].value["content"][0].value.source == f"<p>{expected}</p>"


def test_organisation_is_replaced_in_functions_and_events(
    site_tree: SiteTree, superuser: User
) -> None:
    old, new = OrganisationFactory.create_batch(2)
    function = PersonFunctionFactory(organisation=old)
    event = EventPageFactory(organiser=old)
    replace_everywhere(old, new, superuser)
    function.refresh_from_db()
    assert function.organisation == new
    assert fresh(event).organiser == new


def test_page_that_has_both_territories_keeps_one(site_tree: SiteTree, superuser: User) -> None:
    old, new = TerritoryFactory.create_batch(2)
    page = InitiativePageFactory(territories=[old, new])
    replace_everywhere(old, new, superuser)
    assert InitiativePage.objects.get(pk=page.pk).territories == [new]


def test_rubrique_of_a_letter_is_replaced(site_tree: SiteTree, superuser: User) -> None:
    old, new = RubriqueFactory.create_batch(2)
    letter = NewsletterPageFactory(rubriques=[rubrique(rubrique=old)])
    replace_everywhere(old, new, superuser)
    assert fresh(letter).rubriques[0].value["rubrique"] == new
    assert not find_places(old)


def test_photo_of_a_person_is_replaced_and_the_former_version_is_kept(
    pictures: tuple[HubImage, HubImage], superuser: User
) -> None:
    old, new = pictures
    person = PersonFactory(photo=old, photo_consent=True)
    replace_everywhere(old, new, superuser)
    person.refresh_from_db()
    assert person.photo == new
    assert [r.content["photo"] for r in person.revisions.order_by("pk")] == [old.pk, new.pk]


def test_alias_shows_the_new_image_without_a_revision(
    pictures: tuple[HubImage, HubImage], superuser: User
) -> None:
    old, new = pictures
    page = InitiativePageFactory(image=old)
    alias = InitiativePageFactory(image=old)
    Page.objects.filter(pk=alias.pk).update(alias_of=page)
    replace_everywhere(old, new, superuser)
    assert fresh(alias).image == new
    assert not fresh(alias).revisions.exists()


def test_contributor_may_not_change_a_live_page(pictures: tuple[HubImage, HubImage]) -> None:
    old, _ = pictures
    page = InitiativePageFactory(image=old)
    assert [s.pk for s in find_obstacles(find_places(old), EditorFactory())] == [page.pk]


def test_locked_page_is_an_obstacle_until_it_is_unlocked(
    pictures: tuple[HubImage, HubImage], superuser: User
) -> None:
    old, _ = pictures
    page = InitiativePageFactory(image=old)
    assert not find_obstacles(find_places(old), superuser)
    page.locked, page.locked_by = True, EditorFactory()
    page.save()
    assert [s.pk for s in find_obstacles(find_places(old), superuser)] == [page.pk]
