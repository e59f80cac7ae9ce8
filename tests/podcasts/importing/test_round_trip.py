"""The hub reads its own feeds: what one hub publishes, another imports without a loss."""

import datetime
import uuid
from dataclasses import asdict

import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from podcasts.models import EpisodeChapter, EpisodePage, EpisodePerson, PodcastPage
from tests.factories import EpisodePageFactory, PersonFactory, PodcastPageFactory
from tests.factories.site_tree import SiteTree
from tests.podcasts.feed_reading import feed_path
from tests.podcasts.importing.conftest import Importer
from tests.web import Web

TRANSCRIPT = """WEBVTT

00:00:00.000 --> 00:00:04.250
<v Camille Exemple>Qu’est-ce qui a changé ?

00:00:04.500 --> 00:00:09.000
<v Alix Specimen>L’eau & le « bruit ».
"""
SHOW_FIELDS = (
    *("title", "description", "author", "owner_name", "owner_email", "language", "category"),
    *("explicit", "show_type", "import_locked", "funding_url", "funding_label"),
)
EPISODE_FIELDS = (
    *("title", "season", "number", "episode_kind", "date", "time", "explicit"),
    *("audio_length", "audio_type", "duration"),
)


@pytest.fixture
def show(site_tree: SiteTree) -> PodcastPage:
    return PodcastPageFactory(
        title="L’été & les « élus »",
        description="<p>Des voix d’ici.</p>",
        author="L’équipe",
        owner_name="Territoires pilotes",
        owner_email="podcast@example.org",
        category="Society & Culture > Documentary",
        explicit=True,
        show_type="serial",
        funding_url="https://example.org/soutien",
        funding_label="Soutenir",
        artwork=True,
    )


@pytest.fixture
def episode(show: PodcastPage) -> EpisodePage:
    return EpisodePageFactory(
        parent=show,
        title="Un & deux",
        season=2,
        number=7,
        episode_kind="bonus",
        date=datetime.date(2026, 3, 29),
        time=datetime.time(8, 30),
        explicit=True,
        transcript=TRANSCRIPT,
        people=[
            EpisodePerson(person=PersonFactory(name="Camille Exemple"), role="host"),
            EpisodePerson(person=PersonFactory(name="Alix Specimen"), role="guest"),
        ],
        chapters=[
            EpisodeChapter(start=0, title="Début"),
            EpisodeChapter(start=4, title="L’eau", url="https://example.org/eau"),
        ],
    )


@pytest.mark.django_db(transaction=True)
def test_own_feed_is_imported_without_a_loss(
    client: Client,
    show: PodcastPage,
    episode: EpisodePage,
    live_server: LiveServer,
    importer: Importer,
    web: Web,  # its address, and so that of the live server, passes as public
) -> None:
    written = client.get(feed_path(show)).content.decode()
    # Another show, whose files this site serves.
    elsewhere = written.replace("http://testserver", live_server.url)
    guids = {str(show.guid): str(uuid.uuid4()), episode.guid: "ailleurs-7"}
    for own, other in guids.items():
        elsewhere = elsewhere.replace(f">{own}<", f">{other}<")

    result = importer(elsewhere, owner_email="podcast@example.org")

    found, read = result.show, result.episode
    assert result.remarks == ""
    assert {name: getattr(found, name) for name in SHOW_FIELDS} == {
        name: getattr(show, name) for name in SHOW_FIELDS
    }
    assert found.image.file.read() == show.image.file.read()
    assert {name: getattr(read, name) for name in EPISODE_FIELDS} == {
        name: getattr(episode, name) for name in EPISODE_FIELDS
    }
    assert (str(found.guid), read.guid) == tuple(guids.values())
    assert read.audio_url == f"{live_server.url}{episode.sound_url}"
    assert [asdict(cue) for cue in read.cues] == [asdict(cue) for cue in episode.cues]
    assert [(row.person.name, row.role) for row in read.people.all()] == [
        ("Camille Exemple", "host"),
        ("Alix Specimen", "guest"),
    ]
    assert [(row.start, row.title, row.url) for row in read.chapters.all()] == [
        (0, "Début", ""),
        (4, "L’eau", "https://example.org/eau"),
    ]
