"""The feed read by feedparser, as many applications do: its fields are those of the pages."""

import datetime
import io
from typing import Any

import feedparser
import pytest
from django.test import Client

from podcasts.models import EpisodePerson
from tests.factories import (
    ArtworkFactory,
    EpisodePageFactory,
    PersonFactory,
    PodcastPageFactory,
    TerritoryFactory,
)
from tests.factories.site_tree import SiteTree
from tests.podcasts.feed_reading import feed_path

pytestmark = pytest.mark.django_db

ROOT = "http://testserver"


@pytest.fixture
def parsed(client: Client, site_tree: SiteTree) -> Any:
    show = PodcastPageFactory(
        slug="ete",
        title="L’été & les « élus »",
        artwork=True,
        show_type="serial",
        category="Society & Culture > Documentary",
        funding_url="https://example.org/soutien",
    )
    EpisodePageFactory(
        parent=show,
        slug="un",
        title="Un <marché> & deux",
        summary="Un chapô & deux.",
        remote=True,
        season=3,
        number=4,
        episode_kind="trailer",
        date=datetime.date(2024, 2, 29),
        time=datetime.time(7, 5),
        guid="https://example.org/?p=12",
        image=ArtworkFactory(),
        people=[EpisodePerson(person=PersonFactory(name="Zoé d’Été"), role="guest")],
        territories=[TerritoryFactory(name="Ici")],
    )
    response = client.get(feed_path(show))
    headers = {"content-type": response["Content-Type"]}
    return feedparser.parse(io.BytesIO(response.content), response_headers=headers)


def test_feed_is_well_formed(parsed: Any) -> None:
    assert parsed.bozo == 0
    assert parsed.version == "rss20"
    assert parsed.encoding.lower() == "utf-8"
    assert parsed.namespaces["podcast"] == "https://podcastindex.org/namespace/1.0"


def test_show_is_read_back(parsed: Any) -> None:
    feed = parsed.feed
    assert feed.title == "L’été & les « élus »"
    assert feed.link == f"{ROOT}/podcasts/ete/"
    assert feed.language == "fr"
    assert feed.author == "L’équipe des territoires"
    assert feed.publisher_detail == {"name": "Territoires pilotes", "email": "podcast@example.org"}
    assert feed.image.href.startswith(f"{ROOT}/media/")
    assert [tag.term for tag in feed.tags] == ["Society & Culture", "Documentary"]
    assert feed.itunes_type == "serial"
    assert not feed.itunes_explicit
    assert feed.podcast_locked == {"owner": "podcast@example.org"}
    assert feed.podcast_medium == "podcast"
    (own,) = [link.href for link in feed.links if link.rel == "self"]
    assert own == f"{ROOT}/podcasts/ete/feed.xml"


def test_episode_is_read_back(parsed: Any) -> None:
    (entry,) = parsed.entries
    assert entry.title in ("Un &lt;marché&gt; & deux", "Un <marché> & deux")
    assert entry.link == f"{ROOT}/podcasts/ete/un/"
    assert entry.id == "https://example.org/?p=12"
    assert entry.guidislink is False
    assert entry.published_parsed[:6] == (2024, 2, 29, 6, 5, 0)
    (enclosure,) = entry.enclosures
    assert enclosure.href == "https://example.org/sons/ete.mp3"
    assert enclosure.length == "123456"
    assert enclosure.type == "audio/mpeg"
    assert entry.itunes_duration == "754"
    assert entry.itunes_season == "3"
    assert entry.itunes_episode == "4"
    assert entry.itunes_episodetype == "trailer"
    assert not entry.itunes_explicit
    assert entry.image.href.startswith(f"{ROOT}/media/")
    assert entry.summary.startswith("<p>Un chapô &amp; deux.</p>")
    assert entry.podcast_chapters["url"] == f"{ROOT}/podcasts/ete/un/chapitres.json"
    assert entry.podcast_person["role"] == "guest"
