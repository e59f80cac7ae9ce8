"""Pages are reindexed when an object they cite changes: theme, territory, person, document…"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Model
from wagtail.models import Collection, CollectionViewRestriction

from podcasts.models import EpisodePerson
from tests.factories import (
    DocumentFactory,
    EpisodePageFactory,
    EventPageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    OrganisationFactory,
    PersonFactory,
    ResourcePageFactory,
    RubriqueFactory,
    TerritoryFactory,
    ThemeFactory,
)
from tests.factories.blocks import document, quote
from tests.factories.newsletters import rubrique
from tests.search.outbox.conftest import Change, body_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


def rename(thing: Model, **values: Any) -> None:
    for name, value in values.items():
        setattr(thing, name, value)
    thing.save()


def test_a_renamed_theme_reindexes_its_pages_and_those_of_its_children(
    changing: Callable[[], Change],
) -> None:
    parent = ThemeFactory(name="Transition")
    child = ThemeFactory(name="Énergie", parent=parent)
    carriers = [ResourcePageFactory(themes=[parent]), ResourcePageFactory(themes=[child])]
    bystander = ResourcePageFactory(themes=[ThemeFactory()])
    with changing() as change:
        rename(parent, name="Bifurcation", synonyms="virage")
    change.assert_recorded(*carriers)
    assert str(bystander.uid) not in change.uids


def test_a_theme_with_another_parent_reindexes_its_pages(changing: Callable[[], Change]) -> None:
    child, parent = ThemeFactory(), ThemeFactory()
    page = ResourcePageFactory(themes=[child])
    with changing() as change:
        rename(child, parent=parent)
    change.assert_recorded(page)


def test_merged_themes_reindex_their_pages_and_those_of_their_children(
    changing: Callable[[], Change],
) -> None:
    parent = ThemeFactory()
    source, target = ThemeFactory(), ThemeFactory(parent=parent)
    child = ThemeFactory(parent=source)
    pages = [ResourcePageFactory(themes=[theme]) for theme in (source, target, child)]
    both = ResourcePageFactory(themes=[source, target])
    with changing() as change:
        source.merge_into(target)
    change.assert_recorded(*pages, both)


def test_a_deleted_theme_reindexes_its_pages(changing: Callable[[], Change]) -> None:
    parent = ThemeFactory()
    page = ResourcePageFactory(themes=[ThemeFactory(parent=parent)])
    other = ResourcePageFactory(themes=[parent])
    with changing() as change:
        parent.delete()
    change.assert_recorded(page, other)


def test_a_renamed_territory_reindexes_pages_of_all_it_contains(
    changing: Callable[[], Change],
) -> None:
    region = TerritoryFactory(region=True)
    place = TerritoryFactory(parent=TerritoryFactory(departement=True, parent=region))
    page = ResourcePageFactory(territories=[place])
    quoting = InitiativePageFactory(body=[quote(territory=region)])
    with changing() as change:
        rename(region, name="Normandie")
    change.assert_recorded(page, quoting)
    with changing() as change:
        rename(place, parent=None, population=12)
    change.assert_recorded(page)
    with changing() as change:
        place.delete()
    change.assert_recorded(page)


def test_a_renamed_or_erased_person_reindexes_pages_that_quote_them(
    changing: Callable[[], Change],
) -> None:
    person = PersonFactory(name="Anaïs L’Hévéder")
    page = InitiativePageFactory(body=[quote(person=person)])
    author = NewsletterPageFactory(rubriques=[rubrique(author=person)])
    episode = EpisodePageFactory()
    EpisodePerson.objects.create(page=episode, person=person)
    with changing() as change:
        rename(person, name="Anaïs Le Goff")
    change.assert_recorded(page, author, episode)
    with changing() as change:
        person.erase()
    change.assert_recorded(page, author, episode)
    assert "Anaïs" not in body_of(page)


def test_a_renamed_organisation_reindexes_its_pages(changing: Callable[[], Change]) -> None:
    organisation = OrganisationFactory()
    page = EventPageFactory(organiser=organisation)
    with changing() as change:
        rename(organisation, name="L’atelier")
    change.assert_recorded(page)
    with changing() as change:
        organisation.delete()
    change.assert_recorded(page)


def test_a_renamed_rubrique_reindexes_its_letters(changing: Callable[[], Change]) -> None:
    standing = RubriqueFactory()
    page = NewsletterPageFactory(rubriques=[rubrique(rubrique=standing)])
    with changing() as change:
        rename(standing, name="Portrait")
    change.assert_recorded(page)
    assert "Portrait" in body_of(page)


def test_a_renamed_document_or_a_private_collection_reindexes_pages(
    changing: Callable[[], Change],
) -> None:
    file = DocumentFactory()
    page = InitiativePageFactory(body=[document(title="", file=file)])
    with changing() as change:
        rename(file, title="Le règlement")
    change.assert_recorded(page)
    collection = Collection.get_first_root_node().add_child(name="Interne")
    file.collection = collection
    file.save()
    with changing() as change:
        restriction = CollectionViewRestriction.objects.create(
            collection=collection, restriction_type=CollectionViewRestriction.LOGIN
        )
    change.assert_recorded(page)
    with changing() as change:
        restriction.delete()
    change.assert_recorded(page)
