"""The feed over HTTP: who sees it, redirects, pages."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from hub.core.models import HubPage
from podcasts.feed import channel, source
from podcasts.models import PodcastPage
from tests.factories import (
    EpisodePageFactory,
    PodcastPageFactory,
    UserFactory,
)
from tests.factories.blocks import paragraph
from tests.factories.site_tree import SiteTree
from tests.hidden_pages import HIDINGS, restrict_to_members
from tests.podcasts.feed_reading import Node, channel_of, feed_path, read_feed

pytestmark = pytest.mark.django_db

ELSEWHERE = "https://example.org/nouveau.xml"


@pytest.mark.parametrize("way", [way for way in HIDINGS if way != "under a closed page"])
def test_hidden_episode_is_not_an_item(client: Client, site_tree: SiteTree, way: str) -> None:
    show = PodcastPageFactory()
    EpisodePageFactory(parent=show, title="Visible")
    hidden = EpisodePageFactory(parent=show, title="Secretozor")
    HIDINGS[way](hidden)

    assert read_feed(client, show).titles == ["Visible"]
    client.force_login(UserFactory())
    assert read_feed(client, show).titles == ["Visible"]


def test_restricted_show_asks_for_a_login_then_has_no_feed(
    client: Client, site_tree: SiteTree
) -> None:
    show = PodcastPageFactory()
    EpisodePageFactory(parent=show, title="Secretozor")
    restrict_to_members(show)

    response = client.get(feed_path(show))
    assert response.status_code == 302
    assert "login" in response["Location"]
    assert "Access-Control-Allow-Origin" not in response
    client.force_login(UserFactory())
    assert client.get(feed_path(show)).status_code == 404


def test_feed_of_a_draft_is_not_found(client: Client, site_tree: SiteTree) -> None:
    show = PodcastPageFactory(draft=True)
    assert client.get(feed_path(show)).status_code == 404
    assert client.get("/podcasts/aucune/feed.xml").status_code == 404


def test_feed_of_a_page_that_is_no_show_is_not_found(client: Client, site_tree: SiteTree) -> None:
    episode = EpisodePageFactory()
    assert client.get(f"{episode.get_url()}feed.xml").status_code == 404
    assert client.get("/podcasts/feed.xml").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_feed_is_only_read(client: Client, site_tree: SiteTree, method: str) -> None:
    assert getattr(client, method)(feed_path(PodcastPageFactory())).status_code == 405


def test_head_gives_the_headers_of_get_without_a_body(client: Client, site_tree: SiteTree) -> None:
    path = feed_path(PodcastPageFactory())
    got, head = client.get(path), client.head(path)

    assert head.status_code == 200
    assert head.content == b""
    for name in ("Content-Type", "Content-Length", "ETag", "Last-Modified"):
        assert head[name] == got[name]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/rss+xml; charset=utf-8"),
        ("application/rss+xml, application/xml", "application/rss+xml; charset=utf-8"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/xml; charset=utf-8"),
    ],
)
def test_browsers_get_a_type_that_they_display(
    client: Client, site_tree: SiteTree, accept: str, media_type: str
) -> None:
    response = client.get(feed_path(PodcastPageFactory()), headers={"accept": accept})

    assert response["Content-Type"] == media_type
    assert "Accept" in response["Vary"]
    assert response["Access-Control-Allow-Origin"] == "*"


def test_feed_has_a_style_sheet(client: Client, site_tree: SiteTree) -> None:
    content = client.get(feed_path(PodcastPageFactory())).content.decode()
    assert (
        '<?xml-stylesheet type="text/css" href="http://testserver/static/css/feed.css"?>' in content
    )


@pytest.fixture
def rename(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> Callable[[HubPage, str], None]:
    """Change the slug of a page, with its redirects."""

    def save(page: HubPage, slug: str) -> None:
        page = type(page).objects.get(pk=page.pk)
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            page.save()

    return save


def test_renamed_pages_redirect_their_files(
    client: Client, site_tree: SiteTree, rename: Callable[[HubPage, str], None]
) -> None:
    show = PodcastPageFactory(slug="avant")
    episode = EpisodePageFactory(parent=show, slug="un")
    rename(show, "apres")

    for name, target in {
        "feed.xml": "/podcasts/apres/feed.xml",
        "feed.xml?page=2": "/podcasts/apres/feed.xml?page=2",
        "un/transcription.vtt": "/podcasts/apres/un/transcription.vtt",
        "un/chapitres.json": "/podcasts/apres/un/chapitres.json",
    }.items():
        response = client.get(f"/podcasts/avant/{name}")
        assert (response.status_code, response["Location"]) == (301, target)
    assert client.get("/podcasts/avant/aucun.xml").status_code == 404

    rename(episode, "deux")
    response = client.get("/podcasts/avant/un/transcription.srt")
    assert response["Location"] == "/podcasts/apres/deux/transcription.srt"


def test_redirect_of_a_restricted_show_does_not_tell_its_address(
    client: Client, site_tree: SiteTree, rename: Callable[[HubPage, str], None]
) -> None:
    show = PodcastPageFactory(slug="avant")
    rename(show, "secretozor")
    restrict_to_members(show)

    response = client.get("/podcasts/avant/feed.xml")
    assert response.status_code == 302
    assert "secretozor" not in response["Location"]


def test_moved_feed_redirects_and_names_the_new_address(
    client: Client, site_tree: SiteTree
) -> None:
    show = PodcastPageFactory(new_feed_url=ELSEWHERE)
    EpisodePageFactory(parent=show, title="Été")
    response = client.get(feed_path(show))

    assert response.status_code == 301
    assert response["Location"] == ELSEWHERE
    assert channel_of(response.content).text("itunes:new-feed-url") == ELSEWHERE


def test_feed_that_names_its_own_address_is_served(client: Client, site_tree: SiteTree) -> None:
    show = PodcastPageFactory()
    PodcastPage.objects.update(new_feed_url=show.feed_url)

    own = f"http://testserver{feed_path(show)}"
    assert read_feed(client, show).text("itunes:new-feed-url") == own


def test_show_hosted_elsewhere_redirects_to_its_source(client: Client, site_tree: SiteTree) -> None:
    show = PodcastPageFactory(hosted_elsewhere=True, source_feed=ELSEWHERE)
    response = client.get(feed_path(show))

    assert (response.status_code, response["Location"]) == (302, ELSEWHERE)


@pytest.fixture
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "ITEMS_PER_PAGE", 2)


def links_of(channel: Node) -> dict[str, str]:
    links = [link.attributes for link in channel.all("atom:link")]
    return {link["rel"]: link["href"].removeprefix("http://testserver") for link in links}


@pytest.mark.usefixtures("short_pages")
def test_pages_follow_rfc_5005(client: Client, site_tree: SiteTree) -> None:
    show = PodcastPageFactory()
    for day in range(1, 6):
        date = datetime.date(2024, 1, day)
        EpisodePageFactory(parent=show, remote=True, title=str(day), date=date)
    own = feed_path(show)
    pages = [read_feed(client, show, query) for query in ("", "?page=2", "?page=3")]

    assert [page.titles for page in pages] == [["5", "4"], ["3", "2"], ["1"]]
    ends = {"first": own, "last": f"{own}?page=3"}
    assert links_of(pages[0]) == {"self": own, **ends, "next": f"{own}?page=2"}
    assert links_of(pages[1]) == {
        "self": f"{own}?page=2", **ends, "previous": own, "next": f"{own}?page=3"
    }  # fmt: skip
    assert links_of(pages[2]) == {"self": f"{own}?page=3", **ends, "previous": f"{own}?page=2"}
    assert read_feed(client, show, "?page=1").titles == ["5", "4"]


def test_feed_has_pages_above_100_items_only() -> None:
    assert source.ITEMS_PER_PAGE == 100


@pytest.mark.parametrize("page", ["0", "-1", "2", "x", "", "1.5", "²", "٣", "9" * 30, "1%00"])
def test_wrong_page_is_not_found(client: Client, site_tree: SiteTree, page: str) -> None:
    show = PodcastPageFactory()
    EpisodePageFactory(parent=show, remote=True)

    assert client.get(f"{feed_path(show)}?page={page}").status_code == 404


@pytest.mark.usefixtures("short_pages")
def test_long_descriptions_are_shortened_until_the_page_fits(
    client: Client, site_tree: SiteTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "FEED_BYTES", 8_000)
    show = PodcastPageFactory()
    for title in ("A", "B"):
        notes = [paragraph("L’été dure. " * 800)]
        EpisodePageFactory(parent=show, title=title, remote=True, notes=notes)
    response = client.get(feed_path(show))
    items = channel_of(response.content).items

    assert len(response.content) <= 8_000
    assert [item.text("title") for item in items] == ["B", "A"]
    for item in items:
        assert "Lire la suite" in item.text("description")
