"""Each kind of change is recorded for the right pages, and sent to the index at once."""

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
    change.concerns(page)
    assert "Goûter les carottes" in body_of(page)


def test_a_first_publication_is_right_at_once(changing: Callable[[], Change]) -> None:
    page = InitiativePageFactory(draft=True)
    with changing() as change:
        page.save_revision().publish()
    change.concerns(page)
    assert stored_uids() == {str(page.uid)}


def test_a_draft_changes_nothing(changing: Callable[[], Change]) -> None:
    page = InitiativePageFactory()
    with changing() as change:
        page.title = "Un brouillon"
        page.save_revision()
    assert change.uids == set()


def test_pages_that_show_its_title_follow_a_page(changing: Callable[[], Change]) -> None:
    told = InitiativePageFactory(title="Le verger")
    letter = NewsletterPageFactory(rubriques=[rubrique(initiative(told))])
    with changing() as change:
        told.title = "La pépinière"
        told.save()
    change.concerns(told, letter)
    assert "La pépinière" in body_of(letter)


def test_a_page_taken_down_leaves_the_index_and_the_others(changing: Callable[[], Change]) -> None:
    told = InitiativePageFactory(title="Le verger")
    letter = NewsletterPageFactory(rubriques=[rubrique(initiative(told))])
    with changing() as change:
        told.unpublish()
    change.concerns(told, letter)
    assert "Le verger" not in body_of(letter)
    assert str(told.uid) not in stored_uids()


@pytest.mark.parametrize("as_plain_page", [True, False])
def test_a_deleted_branch_leaves_the_index_and_the_others(
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
    change.concerns(show, episode, letter)
    assert stored_uids() == {str(letter.uid)}


def all_texts(page: NewsletterPage) -> str:
    return project([str(page.uid)]).entries[0].body


def test_a_moved_branch_follows_with_its_descendants(
    changing: Callable[[], Change], site_tree: SiteTree
) -> None:
    show, other = PodcastPageFactory(), PodcastPageFactory()
    episode = EpisodePageFactory(parent=other)
    with changing() as change:
        Page.objects.get(pk=episode.pk).move(Page.objects.get(pk=show.pk), pos="last-child")
    change.concerns(episode)


def test_pages_shifted_by_a_move_follow(
    changing: Callable[[], Change], site_tree: SiteTree
) -> None:
    first, second, third = ResourcePageFactory(), ResourcePageFactory(), ResourcePageFactory()
    with changing() as change:
        Page.objects.get(pk=third.pk).move(Page.objects.get(pk=first.pk), pos="left")
    change.concerns(first, second, third)


def test_a_new_address_of_an_ancestor_follows(
    changing: Callable[[], Change], site_tree: SiteTree
) -> None:
    show = PodcastPageFactory()
    episode = EpisodePageFactory(parent=show)
    with changing() as change:
        index = type(site_tree.podcasts).objects.get()
        index.slug = "ecouter"
        index.save()
    change.concerns(show, episode)
    episode.refresh_from_db()
    assert "/ecouter/" in EpisodePage.objects.get().url


def test_a_closed_branch_leaves_the_texts_of_the_others(
    changing: Callable[[], Change], site_tree: SiteTree
) -> None:
    told = InitiativePageFactory(title="Le verger")
    letter = NewsletterPageFactory(rubriques=[rubrique(initiative(told))])
    with changing() as change:
        restriction = PageViewRestriction.objects.create(
            page=site_tree.initiatives, restriction_type=PageViewRestriction.LOGIN
        )
    change.concerns(told, letter)
    assert "Le verger" not in body_of(letter)
    with changing() as change:
        restriction.delete()
    change.concerns(told, letter)
    assert "Le verger" in body_of(letter)


def test_an_expiry_is_written_down_for_its_time(
    committing: Callable[..., AbstractContextManager[list[Callable[[], None]]]],
) -> None:
    soon = timezone.now() + datetime.timedelta(hours=1)
    told = InitiativePageFactory()
    letter = NewsletterPageFactory(rubriques=[rubrique(initiative(told))])
    with committing():
        told.expire_at = soon
        told.save()
    later = SearchChange.objects.waiting().filter(due_at=soon)
    assert set(later.values_list("uid", flat=True)) == {str(told.uid), str(letter.uid)}


def test_a_row_saved_or_deleted_alone_follows(changing: Callable[[], Change]) -> None:
    page = InitiativePageFactory()
    with changing() as change:
        step = InitiativeStep.objects.create(page=page, title="Goûter")
    change.concerns(page)
    with changing() as change:
        step.delete()
    change.concerns(page)


def save_then_fail(page: ResourcePage) -> None:
    with transaction.atomic():
        page.save()
        raise ZeroDivisionError


def test_a_rolled_back_change_is_not_written_down(
    committing: Callable[..., AbstractContextManager[list[Callable[[], None]]]],
) -> None:
    page = ResourcePageFactory()
    SearchChange.objects.all().delete()
    with committing():
        with pytest.raises(ZeroDivisionError):
            save_then_fail(page)
        assert not SearchChange.objects.exists()


def test_a_change_after_a_rolled_back_one_is_written_down(
    committing: Callable[..., AbstractContextManager[list[Callable[[], None]]]],
) -> None:
    page = ResourcePageFactory()
    SearchChange.objects.all().delete()
    with committing():
        with pytest.raises(ZeroDivisionError):
            save_then_fail(page)
        page.save()
    assert SearchChange.objects.get().done_at


def test_a_page_is_written_down_once_in_a_transaction(
    committing: Callable[..., AbstractContextManager[list[Callable[[], None]]]],
) -> None:
    page = InitiativePageFactory(complete=True)
    SearchChange.objects.all().delete()
    with committing(), transaction.atomic():
        page.save_revision().publish()
        page.save()
    assert SearchChange.objects.filter(uid=str(page.uid)).count() == 1
