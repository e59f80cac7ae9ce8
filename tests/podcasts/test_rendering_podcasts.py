"""The pages of shows and episodes, without JavaScript."""

import datetime
import re

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from hub.core.models import HubPage
from podcasts.models import EpisodeInitiative, EpisodePage, EpisodePerson, PodcastPage
from tests.factories import (
    EpisodePageFactory,
    InitiativePageFactory,
    PersonFactory,
    PodcastPageFactory,
)
from tests.factories import blocks as make
from tests.factories.site_tree import SiteTree

pytestmark = pytest.mark.django_db


def page_of(client: Client, page: HubPage, query: str = "") -> BeautifulSoup:
    response = client.get(page.get_url() + query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_player_is_native_and_loads_nothing_by_itself(client: Client, site_tree: SiteTree) -> None:
    page = EpisodePageFactory(remote=True)
    audio = page_of(client, page).find("audio")
    assert audio.has_attr("controls")
    assert audio["preload"] == "none"
    assert audio["src"] == "https://example.org/sons/ete.mp3"


def test_chapters_and_sentences_link_to_their_second(client: Client, site_tree: SiteTree) -> None:
    page = EpisodePageFactory(remote=True)
    soup = page_of(client, page)
    sound = "https://example.org/sons/ete.mp3"
    assert [a["href"] for a in soup.select("ol.chapters a")] == [
        f"{sound}#t=0",
        f"{sound}#t=1",
    ]
    turns = soup("div", class_="turn")
    assert [turn.find("p", class_="turn-voice").get_text() for turn in turns] == [
        "Zoé d’Été",
        "Anaïs L’Hévéder",
    ]
    assert "Nous y plantons un verger." in turns[1].get_text()
    assert turns[1].find("a")["href"] == f"{sound}#t=1"


def test_consecutive_cues_of_one_speaker_are_grouped(site_tree: SiteTree) -> None:
    page = EpisodePage(
        transcript="WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n<v Zoé>Un.\n\n"
        "00:00:01.000 --> 00:00:02.000\n<v Zoé>Deux.\n"
    )
    assert [(turn.voice, len(turn.cues)) for turn in page.turns] == [("Zoé", 2)]


def test_people_show_without_their_private_address(client: Client, site_tree: SiteTree) -> None:
    person = PersonFactory(name="Camille d’Ici", email="camille@example.org")
    page = EpisodePageFactory(people=[EpisodePerson(person=person, role="host")])
    soup = page_of(client, page)
    assert re.search(r"Camille d’Ici\s+présentation", soup.find(id="voix").parent.get_text())
    assert "camille@example.org" not in str(soup)


def test_told_initiatives_show_only_when_visible(client: Client, site_tree: SiteTree) -> None:
    shown, hidden = InitiativePageFactory(title="La friche"), InitiativePageFactory(title="SECRET")
    page = EpisodePageFactory(
        initiatives=[EpisodeInitiative(initiative=shown), EpisodeInitiative(initiative=hidden)]
    )
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    soup = page_of(client, page)
    assert "La friche" in soup.find(id="initiatives").parent.get_text()
    assert "SECRET" not in str(soup)


def test_siblings_are_the_visible_episodes_of_the_same_show(
    client: Client, site_tree: SiteTree
) -> None:
    show = PodcastPageFactory()
    days = {"avant": 1, "caché": 2, "ici": 3, "après": 4}
    pages = {
        title: EpisodePageFactory(
            parent=show, title=title, date=datetime.date(2022, 3, day), draft=title == "caché"
        )
        for title, day in days.items()
    }
    EpisodePageFactory(title="ailleurs", date=datetime.date(2022, 3, 3))
    around = page_of(client, pages["ici"]).select("nav.neighbours a")
    assert [a["href"] for a in around] == [
        pages["avant"].get_url(),
        pages["après"].get_url(),
    ]


def test_show_lists_only_the_episodes_that_readers_may_see(
    client: Client, site_tree: SiteTree
) -> None:
    show = PodcastPageFactory()
    EpisodePageFactory(parent=show, title="L’épisode public")
    EpisodePageFactory(parent=show, title="SECRET", draft=True)
    soup = page_of(client, show)
    assert "L’épisode public" in soup.find(id="episodes").parent.get_text()
    assert "SECRET" not in str(soup)


def test_show_without_episode_says_so(client: Client, site_tree: SiteTree) -> None:
    soup = page_of(client, PodcastPageFactory(), "?page=zzz")
    assert "pas encore en ligne" in soup.get_text()


def test_owner_of_a_feed_is_not_on_the_page(client: Client, site_tree: SiteTree) -> None:
    show = PodcastPageFactory(owner_email="proprietaire@example.org")
    assert "proprietaire@example.org" not in str(page_of(client, show))


def test_show_costs_the_same_with_three_or_thirty_episodes(
    client: Client, site_tree: SiteTree
) -> None:
    counts = []
    for size in (3, 30):
        show = PodcastPageFactory()
        for _ in range(size):
            EpisodePageFactory(parent=show, remote=True)
        client.get(show.get_url())
        with CaptureQueriesContext(connection) as queries:
            page_of(client, show)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20


def test_preview_of_an_unsaved_episode_and_show_renders(site_tree: SiteTree) -> None:
    episode = EpisodePage(title="Épisode d’essai", notes=[make.paragraph()])
    show = PodcastPage(title="Podcast d’essai", description="<p>Des voix.</p>")
    assert "Épisode d’essai" in episode.make_preview_request().rendered_content
    assert "Podcast d’essai" in show.make_preview_request().rendered_content
