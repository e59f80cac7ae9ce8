"""Each kind of change is recorded for the affected pages, and sent to the index after commit."""

import datetime
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from hub.core.models import PageTheme
from hub.newsletters.models import NewsletterPage
from hub.search.engines import embedded_engine
from hub.search.models import SearchChange
from hub.search.projection import project
from inspiration.models import InitiativeStep, ResourcePage
from podcasts.models import EpisodePage
from tests.factories import (
    EpisodePageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    PodcastPageFactory,
    ResourcePageFactory,
    ThemeFactory,
)
from tests.factories.blocks import initiative
from tests.factories.newsletters import rubrique
from tests.factories.site_tree import SiteTree
from tests.search.outbox.conftest import Change, body_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


def stored_uids() -> set[str]:
    return {uid for uid, _, _ in embedded_engine().stored()}


def test_a_publication_with_new_themes_and_rows_is_right_at_once(
    changing: Callable[[], Change],
) -> None:
    page = InitiativePageFactory(complete=True)
    theme = ThemeFactory(name="Cantines")
    with changing() as change:
        page.title = "Une cantine"
        page.theme_items = [PageTheme(tag=theme)]
        page.steps = [InitiativeStep(title="Goûter les carottes")]
        page.save_revision().publish()
    change.assert_recorded(page)
    assert "Goûter les carottes" in body_of(page)


def test_a_first_publication_is_right_at_once(changing: Callable[[], Change]) -> None:
    page = InitiativePageFactory(draft=True)
    with changing() as change:
        page.save_revision().publish()
    change.assert_recorded(page)
    assert stored_uids() == {str(page.uid)}


def test_a_draft_changes_nothing(changing: Callable[[], Change]) -> None:
    page = InitiativePageFactory()
    with changing() as change:
        page.title = "Un brouillon"
        page.save_revision()
    assert change.uids == set()


def test_pages_showing_the_title_of_a_page_are_reindexed(changing: Callable[[], Change]) -> None:
    featured = InitiativePageFactory(title="Le verger")
    letter = NewsletterPageFactory(rubriques=[rubrique(initiative(featured))])
    with changing() as change:
        featured.title = "La pépinière"
        featured.save()
    change.assert_recorded(featured, letter)
    assert "La pépinière" in body_of(letter)


def test_an_unpublished_page_is_removed_from_the_index_and_from_citing_pages(
    changing: Callable[[], Change],
) -> None:
    featured = InitiativePageFactory(title="Le verger")
    letter = NewsletterPageFactory(rubriques=[rubrique(initiative(featured))])
    with changing() as change:
        featured.unpublish()
    change.assert_recorded(featured, letter)
    assert "Le verger" not in body_of(letter)
    assert str(featured.uid) not in stored_uids()


@pytest.mark.parametrize("as_plain_page", [True, False])
def test_a_deleted_branch_is_removed_from_the_index_and_from_citing_pages(
    changing: Callable[[], Change], as_plain_page: bool
) -> None:
    show = PodcastPageFactory()
    episode = EpisodePageFactory(parent=show)
    letter = NewsletterPageFactory(
        rubriques=[rubrique(("episode", Page.objects.get(pk=episode.pk)))]
    )
    assert episode.title in all_texts(letter)
    with changing() as change:
        model = Page if as_plain_page else type(show)
        model.objects.get(pk=show.pk).delete()
    change.assert_recorded(show, episode, letter)
    assert stored_uids() == {str(letter.uid)}


def all_texts(page: NewsletterPage) -> str:
    return project([str(page.uid)]).entries[0].body


def test_a_moved_branch_is_reindexed_with_its_descendants(
    changing: Callable[[], Change], site_tree: SiteTree
) -> None:
    show, other = PodcastPageFactory(), PodcastPageFactory()
    episode = EpisodePageFactory(parent=other)
    with changing() as change:
        Page.objects.get(pk=episode.pk).move(Page.objects.get(pk=show.pk), pos="last-child")
    change.assert_recorded(episode)


def test_pages_shifted_by_a_move_are_reindexed(
    changing: Callable[[], Change], site_tree: SiteTree
) -> None:
    first, second, third = ResourcePageFactory(), ResourcePageFactory(), ResourcePageFactory()
    with changing() as change:
        Page.objects.get(pk=third.pk).move(Page.objects.get(pk=first.pk), pos="left")
    change.assert_recorded(first, second, third)


def test_a_new_slug_of_an_ancestor_is_indexed(
    changing: Callable[[], Change], site_tree: SiteTree
) -> None:
    show = PodcastPageFactory()
    episode = EpisodePageFactory(parent=show)
    with changing() as change:
        index = type(site_tree.podcasts).objects.get()
        index.slug = "ecouter"
        index.save()
    change.assert_recorded(show, episode)
    episode.refresh_from_db()
    assert "/ecouter/" in EpisodePage.objects.get().url


def test_a_private_branch_is_removed_from_citing_pages(
    changing: Callable[[], Change], site_tree: SiteTree
) -> None:
    featured = InitiativePageFactory(title="Le verger")
    letter = NewsletterPageFactory(rubriques=[rubrique(initiative(featured))])
    with changing() as change:
        restriction = PageViewRestriction.objects.create(
            page=site_tree.initiatives, restriction_type=PageViewRestriction.LOGIN
        )
    change.assert_recorded(featured, letter)
    assert "Le verger" not in body_of(letter)
    with changing() as change:
        restriction.delete()
    change.assert_recorded(featured, letter)
    assert "Le verger" in body_of(letter)


def test_an_expiry_is_recorded_with_its_due_time(
    committing: Callable[..., AbstractContextManager[list[Callable[[], None]]]],
) -> None:
    soon = timezone.now() + datetime.timedelta(hours=1)
    featured = InitiativePageFactory()
    letter = NewsletterPageFactory(rubriques=[rubrique(initiative(featured))])
    with committing():
        featured.expire_at = soon
        featured.save()
    later = SearchChange.objects.waiting().filter(due_at=soon)
    assert set(later.values_list("uid", flat=True)) == {str(featured.uid), str(letter.uid)}


def test_a_child_row_saved_or_deleted_alone_is_indexed(changing: Callable[[], Change]) -> None:
    page = InitiativePageFactory()
    with changing() as change:
        step = InitiativeStep.objects.create(page=page, title="Goûter")
    change.assert_recorded(page)
    with changing() as change:
        step.delete()
    change.assert_recorded(page)


def save_then_fail(page: ResourcePage) -> None:
    with transaction.atomic():
        page.save()
        raise ZeroDivisionError


def test_a_rolled_back_change_is_not_recorded(
    committing: Callable[..., AbstractContextManager[list[Callable[[], None]]]],
) -> None:
    page = ResourcePageFactory()
    SearchChange.objects.all().delete()
    with committing():
        with pytest.raises(ZeroDivisionError):
            save_then_fail(page)
        assert not SearchChange.objects.exists()


def test_a_change_after_a_rolled_back_one_is_recorded(
    committing: Callable[..., AbstractContextManager[list[Callable[[], None]]]],
) -> None:
    page = ResourcePageFactory()
    SearchChange.objects.all().delete()
    with committing():
        with pytest.raises(ZeroDivisionError):
            save_then_fail(page)
        page.save()
    assert SearchChange.objects.get().done_at


def test_a_page_is_recorded_once_per_transaction(
    committing: Callable[..., AbstractContextManager[list[Callable[[], None]]]],
) -> None:
    page = InitiativePageFactory(complete=True)
    SearchChange.objects.all().delete()
    with committing(), transaction.atomic():
        page.save_revision().publish()
        page.save()
    assert SearchChange.objects.filter(uid=str(page.uid)).count() == 1
