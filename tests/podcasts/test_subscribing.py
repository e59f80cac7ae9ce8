"""Subscription on the pages of shows and episodes: autodiscovery, address to copy, applications."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from podcasts.models import PodcastPage
from podcasts.subscription import Subscription
from tests.factories import EpisodePageFactory, PodcastPageFactory, UserFactory
from tests.factories.site_tree import SiteTree
from tests.hidden_pages import restrict_to_members

ELSEWHERE = "https://example.org/flux.xml"


def soup_of(client: Client, path: str) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def declared_feeds(soup: BeautifulSoup) -> list[tuple[str, str]]:
    links = soup.find_all("link", rel="alternate", type="application/rss+xml")
    general = ("/lettres.rss", "/inspiration.rss")
    return [
        (str(link["title"]), str(link["href"])) for link in links if link["href"] not in general
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "url"),
    [
        ({}, ""),
        ({"hosted_elsewhere": True, "source_feed": ELSEWHERE}, ELSEWHERE),
        ({"new_feed_url": ELSEWHERE}, ELSEWHERE),
    ],
)
def test_show_and_episode_give_the_address_of_the_feed(
    client: Client, site_tree: SiteTree, values: dict[str, str], url: str
) -> None:
    show = PodcastPageFactory(title="L’été", **values)
    episode = EpisodePageFactory(parent=show)
    url = url or f"http://testserver{show.get_url()}feed.xml"

    for page in (show, episode):
        soup = soup_of(client, page.get_url())
        assert declared_feeds(soup) == [("L’été", url)]
        section = soup.find("section", class_="subscribe")
        field = section.find("input")
        assert field["value"] == url
        assert field.has_attr("readonly")
        assert section.find("label", attrs={"for": field["id"]})
        assert section.find("button").has_attr("hidden")
        assert f'"webFeed": "{url}"' in str(soup) or page is episode


@pytest.mark.django_db
def test_restricted_show_gives_no_feed(client: Client, site_tree: SiteTree) -> None:
    show = PodcastPageFactory()
    episode = EpisodePageFactory(parent=show)
    restrict_to_members(show)
    client.force_login(UserFactory())

    for page in (show, episode):
        soup = soup_of(client, page.get_url())
        assert declared_feeds(soup) == []
        assert not soup.find("section", class_="subscribe")


@pytest.mark.django_db
def test_restricted_episode_gives_the_feed_of_its_public_show(
    client: Client, site_tree: SiteTree
) -> None:
    show = PodcastPageFactory()
    episode = EpisodePageFactory(parent=show)
    restrict_to_members(episode)
    client.force_login(UserFactory())

    assert len(declared_feeds(soup_of(client, episode.get_url()))) == 1


@pytest.mark.django_db
def test_preview_of_an_unsaved_show_has_no_feed(site_tree: SiteTree) -> None:
    assert PodcastPage(title="Essai", description="<p>Des voix.</p>").subscription is None


def test_applications_open_the_feed_by_their_own_scheme() -> None:
    subscription = Subscription("L’été", "https://example.org/podcasts/ete/feed.xml")
    links = dict(subscription.applications)
    bare = "example.org/podcasts/ete/feed.xml"

    assert list(links) == sorted(links, key=str.casefold)
    assert subscription.default_url == f"pcast://{bare}"
    assert links["AntennaPod"] == f"antennapod-subscribe://{bare}"
    assert links["Apple Podcasts"] == f"podcast://{bare}"
    assert links["Pocket Casts"] == f"pktc://subscribe/{bare}"
    assert links["Overcast"] == (
        "overcast://x-callback-url/add?url=https%3A%2F%2Fexample.org%2Fpodcasts%2Fete%2Ffeed.xml"
    )
    assert not [url for url in links.values() if url.startswith("http")]
