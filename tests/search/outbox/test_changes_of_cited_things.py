"""Pages follow what they cite: themes, territories, people, organisations, rubriques, documents."""

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


def test_a_renamed_theme_follows_where_it_and_its_children_are_carried(
    changing: Callable[[], Change],
) -> None:
    parent = ThemeFactory(name="Transition")
    child = ThemeFactory(name="Énergie", parent=parent)
    carriers = [ResourcePageFactory(themes=[parent]), ResourcePageFactory(themes=[child])]
    bystander = ResourcePageFactory(themes=[ThemeFactory()])
    with changing() as change:
        rename(parent, name="Bifurcation", synonyms="virage")
    change.concerns(*carriers)
    assert str(bystander.uid) not in change.uids


def test_a_theme_with_another_parent_follows(changing: Callable[[], Change]) -> None:
    child, parent = ThemeFactory(), ThemeFactory()
    page = ResourcePageFactory(themes=[child])
    with changing() as change:
        rename(child, parent=parent)
    change.concerns(page)


def test_merged_themes_follow_with_their_children(changing: Callable[[], Change]) -> None:
    parent = ThemeFactory()
    source, target = ThemeFactory(), ThemeFactory(parent=parent)
    child = ThemeFactory(parent=source)
    pages = [ResourcePageFactory(themes=[theme]) for theme in (source, target, child)]
    both = ResourcePageFactory(themes=[source, target])
    with changing() as change:
        source.merge_into(target)
    change.concerns(*pages, both)


def test_a_deleted_theme_follows(changing: Callable[[], Change]) -> None:
    parent = ThemeFactory()
    page = ResourcePageFactory(themes=[ThemeFactory(parent=parent)])
    other = ResourcePageFactory(themes=[parent])
    with changing() as change:
        parent.delete()
    change.concerns(page, other)


def test_a_renamed_territory_follows_in_all_that_it_contains(
    changing: Callable[[], Change],
) -> None:
    region = TerritoryFactory(region=True)
    place = TerritoryFactory(parent=TerritoryFactory(departement=True, parent=region))
    page = ResourcePageFactory(territories=[place])
    quoting = InitiativePageFactory(body=[quote(territory=region)])
    with changing() as change:
        rename(region, name="Normandie")
    change.concerns(page, quoting)
    with changing() as change:
        rename(place, parent=None, population=12)
    change.concerns(page)
    with changing() as change:
        place.delete()
    change.concerns(page)


def test_a_renamed_or_erased_person_follows_where_they_speak(
    changing: Callable[[], Change],
) -> None:
    person = PersonFactory(name="Anaïs L’Hévéder")
    page = InitiativePageFactory(body=[quote(person=person)])
    author = NewsletterPageFactory(rubriques=[rubrique(author=person)])
    episode = EpisodePageFactory()
    EpisodePerson.objects.create(page=episode, person=person)
    with changing() as change:
        rename(person, name="Anaïs Le Goff")
    change.concerns(page, author, episode)
    with changing() as change:
        person.erase()
    change.concerns(page, author, episode)
    assert "Anaïs" not in body_of(page)


def test_a_renamed_organisation_follows(changing: Callable[[], Change]) -> None:
    organisation = OrganisationFactory()
    page = EventPageFactory(organiser=organisation)
    with changing() as change:
        rename(organisation, name="L’atelier")
    change.concerns(page)
    with changing() as change:
        organisation.delete()
    change.concerns(page)


def test_a_renamed_rubrique_follows(changing: Callable[[], Change]) -> None:
    standing = RubriqueFactory()
    page = NewsletterPageFactory(rubriques=[rubrique(rubrique=standing)])
    with changing() as change:
        rename(standing, name="Portrait")
    change.concerns(page)
    assert "Portrait" in body_of(page)


def test_a_renamed_document_or_a_closed_collection_follows(changing: Callable[[], Change]) -> None:
    file = DocumentFactory()
    page = InitiativePageFactory(body=[document(title="", file=file)])
    with changing() as change:
        rename(file, title="Le règlement")
    change.concerns(page)
    collection = Collection.get_first_root_node().add_child(name="Interne")
    file.collection = collection
    file.save()
    with changing() as change:
        restriction = CollectionViewRestriction.objects.create(
            collection=collection, restriction_type=CollectionViewRestriction.LOGIN
        )
    change.concerns(page)
    with changing() as change:
        restriction.delete()
    change.concerns(page)
