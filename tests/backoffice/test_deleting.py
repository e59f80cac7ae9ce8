"""Objects in use cannot be deleted by any view of the admin."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from django.db.models import Model, ProtectedError
from django.test import Client
from django.urls import reverse
from factory.django import DjangoModelFactory
from wagtail.models import Collection, Page

from hub.core.models import HubDocument, HubImage
from hub.newsletters.models import Rubrique
from hub.people.models import Organisation
from hub.territories.models import Territory
from hub.themes.models import Theme
from podcasts.models import PodcastMedia
from tests.factories import (
    DocumentFactory,
    EpisodePageFactory,
    EventPageFactory,
    ImageFactory,
    InitiativePageFactory,
    MediaFactory,
    NewsletterPageFactory,
    OrganisationFactory,
    PersonFunctionFactory,
    ResourcePageFactory,
    RubriqueFactory,
    TerritoryFactory,
    ThemeFactory,
)
from tests.factories.blocks import document, initiative
from tests.factories.newsletters import rubrique
from tests.factories.site_tree import SiteTree


def snippet(action: str) -> Callable[..., str]:
    return lambda row: reverse(row.snippet_viewset.get_url_name(action), args=[row.pk])


def named(name: str) -> Callable[..., str]:
    return lambda row: reverse(name, args=[row.pk])


def image_of_page() -> HubImage:
    return InitiativePageFactory().image


def image_of_draft() -> HubImage:
    page = InitiativePageFactory()
    page.image = ImageFactory()
    page.save_revision()
    return page.image


def document_of_block() -> HubDocument:
    file = DocumentFactory()
    NewsletterPageFactory(rubriques=[rubrique(document(file=file))])
    return file


def document_of_resource() -> HubDocument:
    return ResourcePageFactory(document=DocumentFactory()).document


def sound_of_episode() -> PodcastMedia:
    return EpisodePageFactory().audio


def theme_of_page() -> Theme:
    theme = ThemeFactory()
    InitiativePageFactory(themes=[theme])
    return theme


def theme_of_draft() -> Theme:
    theme = ThemeFactory()
    page = InitiativePageFactory()
    page.themes.add(theme)
    page.save_revision()
    return theme


def territory_of_page() -> Territory:
    territory = TerritoryFactory()
    InitiativePageFactory(territories=[territory])
    return territory


def organisation_of_event() -> Organisation:
    return EventPageFactory(organiser=OrganisationFactory()).organiser


def organisation_of_person() -> Organisation:
    return PersonFunctionFactory(organisation=OrganisationFactory()).organisation


def rubrique_of_letter() -> Rubrique:
    standing = RubriqueFactory()
    NewsletterPageFactory(rubriques=[rubrique(rubrique=standing)])
    return standing


class Deletion(NamedTuple):
    """`make` returns an object in use, `factory` an unused one; URLs of the screens of a row."""

    make: Callable[[], Model]
    delete_url: Callable[[Model], str]
    instead_url: Callable[[Model], str]
    factory: type[DjangoModelFactory]


IMAGES = (named("wagtailimages:delete"), named("image_replace"), ImageFactory)
DOCUMENTS = (named("wagtaildocs:delete"), named("document_replace"), DocumentFactory)
SOUNDS = (named("wagtailmedia:delete"), named("sound_replace"), MediaFactory)
MERGED = (snippet("delete"), snippet("merge"), ThemeFactory)
REPLACED = (snippet("delete"), snippet("replace"))
USED = {
    "image of a page": Deletion(image_of_page, *IMAGES),
    "image of a draft": Deletion(image_of_draft, *IMAGES),
    "document of a block": Deletion(document_of_block, *DOCUMENTS),
    "document of a resource": Deletion(document_of_resource, *DOCUMENTS),
    "sound of an episode": Deletion(sound_of_episode, *SOUNDS),
    "theme of a page": Deletion(theme_of_page, *MERGED),
    "theme of a draft": Deletion(theme_of_draft, *MERGED),
    "territory": Deletion(territory_of_page, *REPLACED, TerritoryFactory),
    "organisation of an event": Deletion(organisation_of_event, *REPLACED, OrganisationFactory),
    "organisation of a person": Deletion(organisation_of_person, *REPLACED, OrganisationFactory),
    "rubrique": Deletion(rubrique_of_letter, *REPLACED, RubriqueFactory),
}
KINDS = pytest.mark.parametrize("deletion", USED.values(), ids=USED.keys())


@KINDS
def test_deletion_screen_refuses_lists_the_uses_and_offers_another_way(
    deletion: Deletion, superuser_client: Client
) -> None:
    row = deletion.make()
    screen = superuser_client.get(deletion.delete_url(row)).content.decode()
    assert "ne peut pas être supprimé" in screen
    assert deletion.instead_url(row) in screen
    assert "Oui, supprimer" not in screen
    assert superuser_client.get(deletion.instead_url(row)).status_code == 200
    # The button is hidden, but the URL still answers.
    answer = superuser_client.post(deletion.delete_url(row))
    assert answer.status_code == 200
    assert "Rien n’a été supprimé" in answer.content.decode()
    assert type(row)._base_manager.filter(pk=row.pk).exists()


@KINDS
def test_what_nothing_uses_is_deleted(deletion: Deletion, superuser_client: Client) -> None:
    row = deletion.factory()
    assert "Oui, supprimer" in superuser_client.get(deletion.delete_url(row)).content.decode()
    assert superuser_client.post(deletion.delete_url(row)).status_code == 302
    assert not type(row)._base_manager.filter(pk=row.pk).exists()


@KINDS
def test_bulk_deletion_is_refused_too(deletion: Deletion, superuser_client: Client) -> None:
    used, unused = deletion.make(), deletion.factory()
    meta = used._meta
    if meta.model_name == "podcastmedia":
        # wagtailmedia has no bulk actions.
        assert (
            superuser_client.get(f"/admin/bulk/{meta.app_label}/podcastmedia/delete/").status_code
            == 404
        )
        return
    url = reverse("wagtail_bulk_action", args=[meta.app_label, meta.model_name, "delete"])
    url += f"?id={used.pk}&id={unused.pk}&next=/admin/"
    screen = superuser_client.get(url).content.decode()
    assert "Oui, supprimer" not in screen
    answer = superuser_client.post(url, follow=True)
    assert "Rien n’a été supprimé" in answer.content.decode()
    assert type(used)._base_manager.filter(pk__in=[used.pk, unused.pk]).count() == 2
    superuser_client.post(url.replace(f"id={used.pk}&", ""))
    assert not type(used)._base_manager.filter(pk=unused.pk).exists()


def test_database_keeps_the_image_of_a_page_whatever_asks(site_tree: SiteTree) -> None:
    page = InitiativePageFactory()
    with pytest.raises(ProtectedError):
        HubImage.objects.get(pk=page.image_id).delete()
    page.delete()
    HubImage.objects.get(pk=page.image_id).delete()


def test_collection_that_holds_files_is_not_deleted(superuser_client: Client) -> None:
    collection = Collection.get_first_root_node().add_child(name="Fêtes")
    sound = MediaFactory(collection=collection)
    url = reverse("wagtailadmin_collections:delete", args=[collection.pk])
    superuser_client.post(url)
    sound.refresh_from_db()
    assert sound.collection == collection


def test_unused_theme_with_children_is_refused(superuser_client: Client) -> None:
    parent = ThemeFactory()
    ThemeFactory(parent=parent)
    superuser_client.post(snippet("delete")(parent))
    assert Theme.objects.filter(pk=parent.pk).exists()


def test_replacing_from_the_screen_deletes_and_says_where(superuser_client: Client) -> None:
    page = InitiativePageFactory()
    old, new = page.image, ImageFactory(title="Le marché")
    answer = superuser_client.post(
        reverse("image_replace", args=[old.pk]), {"target": new.pk}, follow=True
    )
    assert "remplace" in answer.content.decode()
    page.refresh_from_db()
    assert page.image == new
    assert not HubImage.objects.filter(pk=old.pk).exists()


@pytest.mark.parametrize("target", ["", "0", "itself", "abc"])
def test_replacing_by_nothing_or_by_itself_is_refused_in_words(
    target: str, superuser_client: Client
) -> None:
    page = InitiativePageFactory()
    value = page.image_id if target == "itself" else target
    answer = superuser_client.post(
        reverse("image_replace", args=[page.image_id]), {"target": value}
    )
    assert answer.status_code == 200
    assert "hoisi" in answer.content.decode()
    assert HubImage.objects.filter(pk=page.image_id).exists()


def test_contributor_neither_deletes_nor_replaces_the_image_of_a_live_page(
    editor_client: Client,
) -> None:
    page = InitiativePageFactory()
    for url in (IMAGES[0](page.image), IMAGES[1](page.image)):
        answer = editor_client.post(url, {"target": ImageFactory().pk})
        assert answer.status_code in (200, 302)
    page.refresh_from_db()
    assert page.image
    assert HubImage.objects.filter(pk=page.image_id).exists()


def test_page_cited_by_a_letter_says_so_and_offers_to_unpublish(superuser_client: Client) -> None:
    page = InitiativePageFactory()
    letter = NewsletterPageFactory(rubriques=[rubrique(initiative(page))])
    url = reverse("wagtailadmin_pages:delete", args=[page.pk])
    screen = superuser_client.get(url).content.decode()
    assert "Cette page est citée ailleurs" in screen
    assert letter.title in screen
    assert "Dépublier plutôt" in screen
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    screen = superuser_client.get(f"{bulk}?id={page.pk}&next=/admin/").content.decode()
    assert "Ces pages sont citées ailleurs" in screen
    assert letter.title in screen


def test_page_whose_child_is_cited_says_so_and_what_goes_with_it_is_left_out(
    superuser_client: Client,
) -> None:
    episode = EpisodePageFactory()
    show = episode.get_parent()
    url = reverse("wagtailadmin_pages:delete", args=[show.pk])
    assert "citée" not in superuser_client.get(url).content.decode()
    cited = InitiativePageFactory()
    episode.initiatives.create(initiative=cited)
    episode.save()
    url = reverse("wagtailadmin_pages:delete", args=[cited.get_parent().pk])
    assert episode.title in superuser_client.get(url).content.decode()


def test_page_that_nothing_cites_is_deleted_as_before(superuser_client: Client) -> None:
    page = InitiativePageFactory()
    url = reverse("wagtailadmin_pages:delete", args=[page.pk])
    assert "citée ailleurs" not in superuser_client.get(url).content.decode()
    superuser_client.post(url)
    assert not Page.objects.filter(pk=page.pk).exists()
