"""Usage of an object: live rows and unpublished revisions."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import ReferenceIndex

from hub.backoffice.usage import Usage, find_places, find_places_in_bulk, is_used, key_of
from tests.factories import (
    ImageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    OrganisationFactory,
    PersonFactory,
    ThemeFactory,
)
from tests.factories.blocks import image, paragraph
from tests.factories.newsletters import rubrique

pytestmark = pytest.mark.usefixtures("site_tree")


def states(target: Model) -> list[str]:
    return [state for m in Usage(find_places(target)).mentions(None) for state in m.states]


def test_unreferenced_image_is_not_used() -> None:
    assert not is_used(ImageFactory())


def test_image_of_a_live_page_is_found_with_its_field(superuser: User) -> None:
    page = InitiativePageFactory()
    (mention,) = Usage(find_places(page.image)).mentions(superuser)
    assert mention.label == page.title
    assert mention.fields == ["Image"]
    assert mention.states == ["En ligne"]


def test_image_of_a_draft_only_is_found() -> None:
    page = InitiativePageFactory()
    page.image = picture = ImageFactory()
    page.save_revision()
    assert states(picture) == ["Brouillon"]
    assert is_used(picture)


def test_image_in_a_block_of_a_draft_is_found() -> None:
    letter = NewsletterPageFactory()
    picture = ImageFactory()
    letter.rubriques = [rubrique(image(picture=picture))]
    letter.save_revision()
    assert states(picture) == ["Brouillon"]


def test_theme_of_a_draft_only_is_found() -> None:
    theme = ThemeFactory()
    page = InitiativePageFactory()
    page.themes.add(theme)
    page.save_revision()
    assert states(theme) == ["Brouillon"]


def test_scheduled_revision_is_found_though_a_later_draft_gave_the_image_up() -> None:
    page = InitiativePageFactory()
    former, page.image = page.image, ImageFactory()
    picture = page.image
    page.save_revision(approved_go_live_at=timezone.now() + timedelta(days=1))
    page.image = former
    page.save_revision()
    assert states(picture) == ["Programmé"]


def test_revision_of_the_past_does_not_count() -> None:
    page = InitiativePageFactory()
    former, page.image = page.image, ImageFactory()
    page.save_revision().publish()
    assert not is_used(former)


def test_equal_number_that_is_no_reference_does_not_count() -> None:
    """A number equal to the primary key of the image is not a reference."""
    picture = ImageFactory()
    page = InitiativePageFactory()
    page.body = [paragraph(f"Ils étaient {picture.pk}.")]
    page.save_revision()
    assert not is_used(picture)


def test_page_is_listed_once_when_live_and_draft_both_use_the_image(superuser: User) -> None:
    page = InitiativePageFactory()
    page.title = "Un titre nouveau"
    page.save_revision()
    usage = Usage(find_places(page.image))
    assert usage.count() == 1
    assert usage.mentions(superuser)[0].states == ["En ligne", "Brouillon"]


def test_reference_left_by_a_lost_row_is_ignored() -> None:
    person = PersonFactory(photo=ImageFactory(), photo_consent=True)
    photo = person.photo
    type(person).objects.filter(pk=person.pk)._raw_delete("default")
    assert ReferenceIndex.get_references_to(photo).exists()
    assert not is_used(photo)


def test_reference_left_by_a_removed_application_is_ignored() -> None:
    photo = ImageFactory()
    InitiativePageFactory(image=photo)
    removed = ContentType.objects.create(app_label="disparue", model="fiche")
    ReferenceIndex.get_references_to(photo).update(base_content_type=removed, object_id="1")
    assert ReferenceIndex.get_references_to(photo).exists()
    assert not is_used(photo)


def test_parent_organisation_is_used_by_its_child_but_nothing_uses_itself() -> None:
    parent = OrganisationFactory()
    child = OrganisationFactory(parent=parent)
    assert is_used(parent)
    assert not is_used(child)


@pytest.mark.parametrize("size", [3, 30])
def test_uses_of_many_things_cost_the_same_number_of_queries(
    size: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    pages = InitiativePageFactory.create_batch(size)
    pictures = [page.image for page in pages]
    with django_assert_max_num_queries(8):
        places = find_places_in_bulk(pictures)
    assert all(len(places[key_of(picture)]) == 1 for picture in pictures)
