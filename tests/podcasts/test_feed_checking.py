"""Verification of the feed: publication findings, and the screen of editors."""

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.urls import reverse

from hub.core.publication import publication_findings
from podcasts.models import EpisodePage, PodcastPage
from tests.factories import EpisodePageFactory, PodcastPageFactory, UserFactory
from tests.factories.blocks import paragraph
from tests.factories.site_tree import SiteTree
from tests.hidden_pages import restrict_to_members

pytestmark = pytest.mark.django_db


def fields_of(page: PodcastPage | EpisodePage, blocking: bool = False) -> set[str]:
    return {f.field for f in publication_findings(page) if f.blocks == blocking}


def test_complete_show_has_nothing_to_report(site_tree: SiteTree) -> None:
    assert publication_findings(PodcastPageFactory(artwork=True)) == []


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"image": None, "image_alt": ""}, "image"),
        ({"owner_email": ""}, "owner_email"),
        ({"author": ""}, "author"),
        ({"funding_label": "Aidez-nous"}, "funding_url"),
    ],
)
def test_show_that_applications_would_show_badly_is_told(
    site_tree: SiteTree, values: dict[str, Any], field: str
) -> None:
    show = PodcastPageFactory(artwork=True)
    for name, value in values.items():
        setattr(show, name, value)

    assert fields_of(show) == {field}
    assert fields_of(show, blocking=True) == set()


def test_nothing_is_asked_of_the_feed_of_another_host(site_tree: SiteTree) -> None:
    show = PodcastPageFactory(
        hosted_elsewhere=True, source_feed="https://example.org/a.xml", owner_email="", author=""
    )
    assert fields_of(show) == set()


def test_wrong_language_blocks(site_tree: SiteTree) -> None:
    assert fields_of(PodcastPageFactory(artwork=True, language="franç"), True) == {"language"}


def test_move_to_the_same_address_blocks(site_tree: SiteTree) -> None:
    show = PodcastPageFactory(artwork=True)
    show.new_feed_url = show.feed_url
    assert "new_feed_url" in fields_of(show, blocking=True)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": "Épisode 12 : le marché"}, "title"),
        ({"title": "12. Le marché"}, "title"),
        ({"title": "#12 Le marché"}, "title"),
        ({"title": "S01E12 Le marché"}, "title"),
        ({"title": "N° 12 – Le marché"}, "title"),
        ({"transcript": ""}, "transcript"),
        ({"date": datetime.date(2190, 1, 1)}, "date"),
        ({"audio_url": "https://example.org/son"}, "audio_url"),
        ({"audio_url": "https://example.org/son.mp3.php?x=.mp3"}, "audio_url"),
        ({"audio_url": "http://example.org/son.mp3"}, "audio_url"),
    ],
)
def test_episode_that_applications_would_show_badly_is_told(
    site_tree: SiteTree, values: dict[str, Any], field: str
) -> None:
    episode = EpisodePageFactory(title="Le marché", number=12, remote=True)
    for name, value in values.items():
        setattr(episode, name, value)

    assert fields_of(episode) == {field}
    assert fields_of(episode, blocking=True) == set()


@pytest.mark.parametrize(
    "title",
    [
        "Le marché",
        "2022, année de l’eau",
        "12 communes ensemble",
        "Épiceries",
        "Nouvelle ère",
        "20-80",
    ],
)
def test_title_with_an_ordinary_number_is_accepted(site_tree: SiteTree, title: str) -> None:
    assert fields_of(EpisodePageFactory(title=title, number=12, remote=True)) == set()


def report_of(client: Client, show: PodcastPage) -> Tag:
    response = client.get(reverse("feed_check", args=[show.pk]))
    assert response.status_code == 200
    main = BeautifulSoup(response.content, "html.parser").find("main")
    assert main is not None
    return main


def problems_of(soup: Tag) -> dict[str, str]:
    """Return {title of an episode: its problems}."""
    titles = [title for title in soup.find_all("h3") if title.find("a")]
    return {title.get_text().strip(): title.find_next("ul").get_text() for title in titles}


def test_screen_gives_the_address_and_the_size(
    superuser_client: Client, site_tree: SiteTree
) -> None:
    show = PodcastPageFactory(artwork=True)
    EpisodePageFactory(parent=show, title="Le marché")
    soup = report_of(superuser_client, show)

    assert soup.find("input", id="adresse-du-flux")["value"] == show.feed_url
    assert "Ouvrir le flux : 1 épisode" in " ".join(soup.get_text().split())
    assert "Rien à corriger." in soup.get_text()


def test_screen_lists_problems_with_links(superuser_client: Client, site_tree: SiteTree) -> None:
    show = PodcastPageFactory(artwork=True, owner_email="")
    EpisodePageFactory(parent=show, title="Entier")
    mute = EpisodePageFactory(parent=show, title="Muet", transcript="")
    EpisodePageFactory(parent=show, title="Sans durée", remote=True, duration=None)
    EpisodePageFactory(parent=show, title="Long", notes=[paragraph("Un été long. " * 500)])
    EpisodePageFactory(parent=show, title="Un", guid="le-meme", number=70)
    EpisodePageFactory(parent=show, title="Deux", guid="le-meme", number=70)
    EpisodePageFactory(parent=show, title="Brouillon", draft=True, transcript="")
    restrict_to_members(EpisodePageFactory(parent=show, title="Réservé"))
    soup = report_of(superuser_client, show)
    problems = problems_of(soup)

    assert "Adresse du propriétaire" in soup.get_text()
    assert set(problems) == {"Muet", "Sans durée", "Long", "Un", "Deux", "Réservé"}
    assert "Transcription" in problems["Muet"]
    assert "pas dans le flux" in problems["Sans durée"]
    assert "Durée en secondes" in problems["Sans durée"]
    assert "4000 octets" in problems["Long"]
    assert "même identifiant" in problems["Un"]
    assert "le numéro 70" in problems["Deux"]
    assert "réservé à des lecteurs connectés" in problems["Réservé"]
    assert soup.find("a", href=reverse("wagtailadmin_pages:edit", args=[mute.pk]))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"draft": True}, "pas en ligne"),
        ({"new_feed_url": "https://example.org/n.xml"}, "mène à https://example.org/n.xml"),
        (
            {"hosted_elsewhere": True, "source_feed": "https://example.org/s.xml"},
            "mène à https://example.org/s.xml",
        ),
    ],
)
def test_screen_says_where_the_feed_is(
    superuser_client: Client, site_tree: SiteTree, values: dict[str, Any], sentence: str
) -> None:
    assert sentence in report_of(superuser_client, PodcastPageFactory(**values)).get_text()


def test_screen_says_that_a_restricted_show_has_no_feed(
    superuser_client: Client, site_tree: SiteTree
) -> None:
    show = PodcastPageFactory()
    restrict_to_members(show)
    assert "il n’a pas de flux" in report_of(superuser_client, show).get_text()


def test_screen_is_for_editors_of_the_show(client: Client, site_tree: SiteTree) -> None:
    address = reverse("feed_check", args=[PodcastPageFactory().pk])
    assert client.get(address).status_code == 302
    client.force_login(UserFactory())
    assert client.get(address).status_code == 302


def test_edit_form_of_a_show_gives_its_feed(superuser_client: Client, site_tree: SiteTree) -> None:
    show = PodcastPageFactory(artwork=True)
    content = superuser_client.get(reverse("wagtailadmin_pages:edit", args=[show.pk])).text

    assert show.feed_url in content
    assert reverse("feed_check", args=[show.pk]) in content
