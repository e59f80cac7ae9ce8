"""The feed asked again: conditional requests, versions, compression, queries."""

import datetime
import gzip
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from time_machine import TimeMachineFixture
from wagtail.models import PageViewRestriction

from hub.core.models import HubPage
from podcasts.models import EpisodePage, EpisodePerson, PodcastPage
from tests.factories import (
    DocumentFactory,
    EpisodePageFactory,
    PersonFactory,
    PodcastPageFactory,
    TerritoryFactory,
)
from tests.factories.blocks import paragraph
from tests.factories.site_tree import SiteTree
from tests.hidden_pages import restrict_to_members
from tests.podcasts.feed_reading import channel_of, feed_path, read_feed

pytestmark = pytest.mark.django_db


def get_again(client: Client, show: PodcastPage, **headers: str) -> int:
    return client.get(feed_path(show), headers=headers).status_code


def test_unchanged_feed_is_304_without_being_written(
    client: Client, site_tree: SiteTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    show = PodcastPageFactory()
    EpisodePageFactory(parent=show)
    first = client.get(feed_path(show))
    monkeypatch.setattr("podcasts.feed.views.write_feed", lambda feed: pytest.fail("written"))

    response = client.get(feed_path(show), headers={"if-none-match": first["ETag"]})
    assert response.status_code == 304
    assert response.content == b""
    assert response["ETag"] == first["ETag"]
    assert response["Access-Control-Allow-Origin"] == "*"
    assert get_again(client, show, if_modified_since=first["Last-Modified"]) == 304


def publish_title(show: PodcastPage, episode: EpisodePage) -> None:
    episode.title = "Autre"
    episode.save_revision().publish()


def save_summary(show: PodcastPage, episode: EpisodePage) -> None:
    EpisodePage.objects.filter(pk=episode.pk).update(summary="Corrigé sans publier.")


def rename_person(show: PodcastPage, episode: EpisodePage) -> None:
    person = episode.people.get().person
    type(person).objects.update(name="Autre nom")


def move_territory(show: PodcastPage, episode: EpisodePage) -> None:
    territory = episode.territories[0]
    type(territory).objects.update(latitude=1)


def replace_file(show: PodcastPage, episode: EpisodePage) -> None:
    type(episode.audio).objects.update(byte_length=5)


def restrict(show: PodcastPage, episode: EpisodePage) -> None:
    PageViewRestriction.objects.create(page=episode, restriction_type=PageViewRestriction.LOGIN)


def expire(show: PodcastPage, episode: EpisodePage) -> None:
    past = timezone.now() - datetime.timedelta(minutes=1)
    EpisodePage.objects.filter(pk=episode.pk).update(expire_at=past)


def delete(show: PodcastPage, episode: EpisodePage) -> None:
    episode.delete()


def rename_show(show: PodcastPage, episode: EpisodePage) -> None:
    PodcastPage.objects.filter(pk=show.pk).update(author="Autre auteur")


def unpublish_linked_page(show: PodcastPage, episode: EpisodePage) -> None:
    HubPage.objects.get(slug="liee").unpublish()


CHANGES = [
    publish_title,
    save_summary,
    rename_person,
    move_territory,
    replace_file,
    restrict,
    expire,
    delete,
    rename_show,
    unpublish_linked_page,
]


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_of_the_content_is_a_new_version(
    client: Client, site_tree: SiteTree, change: Callable[[PodcastPage, EpisodePage], None]
) -> None:
    show = PodcastPageFactory()
    linked = EpisodePageFactory(slug="liee")
    EpisodePageFactory(
        parent=show,
        people=[EpisodePerson(person=PersonFactory(), role="host")],
        territories=[TerritoryFactory(latitude=40, longitude=2)],
        notes=[paragraph(f'<a linktype="page" id="{linked.pk}">lien</a>')],
    )
    first = client.get(feed_path(show))
    episode = EpisodePage.objects.child_of(show).get()

    change(PodcastPage.objects.get(pk=show.pk), episode)

    again = client.get(feed_path(show), headers={"if-none-match": first["ETag"]})
    assert again.status_code == 200
    assert again["ETag"] != first["ETag"]


def test_draft_changes_are_not_a_new_version(client: Client, site_tree: SiteTree) -> None:
    show = PodcastPageFactory()
    episode = EpisodePageFactory(parent=show)
    first = client.get(feed_path(show))

    episode = EpisodePage.objects.get(pk=episode.pk)
    episode.title = "Brouillon"
    episode.save_revision(log_action="wagtail.edit")

    assert get_again(client, show, if_none_match=first["ETag"]) == 304


def test_last_modified_moves_when_an_episode_is_hidden(
    client: Client, site_tree: SiteTree, time_machine: TimeMachineFixture
) -> None:
    """A program that sends no ETag gets the change, which is later than any publication."""
    time_machine.move_to(timezone.now())
    show = PodcastPageFactory()
    episode = EpisodePageFactory(parent=show)
    first = client.get(feed_path(show))
    time_machine.shift(datetime.timedelta(hours=1))
    restrict_to_members(episode)

    response = client.get(feed_path(show), headers={"if-modified-since": first["Last-Modified"]})
    assert response.status_code == 200
    assert channel_of(response.content).titles == []


def test_compressed_feed_is_304_too(client: Client, site_tree: SiteTree) -> None:
    show = PodcastPageFactory()
    EpisodePageFactory(parent=show)
    plain = client.get(feed_path(show))
    compressed = client.get(feed_path(show), headers={"accept-encoding": "gzip"})

    assert compressed["Content-Encoding"] == "gzip"
    assert gzip.decompress(compressed.content) == plain.content
    assert get_again(client, show, if_none_match=compressed["ETag"]) == 304


def test_feed_takes_eight_queries_with_links_to_pages_and_documents(
    client: Client, site_tree: SiteTree
) -> None:
    counts = []
    for size in (3, 30):
        show, linked = PodcastPageFactory(artwork=True), EpisodePageFactory()
        document = DocumentFactory()
        for _ in range(size):
            EpisodePageFactory(
                parent=show,
                people=[EpisodePerson(person=PersonFactory(), role="host")],
                territories=[TerritoryFactory()],
                notes=[
                    paragraph(f'<a linktype="page" id="{linked.pk}">lien</a>'),
                    paragraph(f'<a linktype="document" id="{document.pk}">fichier</a>'),
                ],
            )
        read_feed(client, show)  # the site caches its addresses
        cache.delete(f"podcast-feed-{show.pk}-1")
        with CaptureQueriesContext(connection) as queries:
            read_feed(client, show)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8
