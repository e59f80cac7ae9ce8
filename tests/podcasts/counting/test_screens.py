"""Downloads in the admin: the list of episodes, the report by month, their exports."""

import datetime
import re

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from podcasts.counting.report import last_months
from podcasts.models import DownloadCount, EpisodePage, PodcastPage
from tests.csv_exports import csv_rows
from tests.factories import EpisodePageFactory, PodcastPageFactory
from tests.factories.site_tree import SiteTree

pytestmark = pytest.mark.django_db
EPISODES, REPORT = "episodes:index", "podcast_downloads"


def count(episode: EpisodePage, day: str, downloads: int) -> None:
    date = datetime.date.fromisoformat(day)
    DownloadCount.objects.create(episode=episode, day=date, downloads=downloads)


def export(client: Client, name: str) -> list[dict[str, str]]:
    return csv_rows(client.get(reverse(name), {"export": "csv"}))


def test_list_of_episodes_has_the_total_and_sorts_on_it(editor_client: Client) -> None:
    show = PodcastPageFactory()
    for title, numbers in {"A": [3, 4], "B": [], "C": [900]}.items():
        episode = EpisodePageFactory(parent=show, title=title)
        for number, downloads in enumerate(numbers):
            count(episode, f"2026-03-0{number + 1}", downloads)

    for order, titles in {"downloads": "BAC", "-downloads": "CAB"}.items():
        response = editor_client.get(reverse(EPISODES), {"ordering": order})
        pages = list(response.context["object_list"])
        assert "".join(page.title for page in pages) == titles
    assert [page.downloads for page in pages] == [900, 7, 0]
    assert {row["Titre"]: row["Écoutes"] for row in export(editor_client, EPISODES)} == {
        "A": "7",
        "B": "0",
        "C": "900",
    }


def test_totals_take_no_query_per_episode(editor_client: Client) -> None:
    show = PodcastPageFactory()
    for number in range(12):
        count(EpisodePageFactory(parent=show), "2026-03-01", number)
    editor_client.get(reverse(EPISODES))
    with CaptureQueriesContext(connection) as queries:
        editor_client.get(reverse(EPISODES))
    asked = [query for query in queries.captured_queries if "downloadcount" in query["sql"]]
    assert len(asked) == 1


@time_machine.travel(datetime.datetime(2026, 3, 15, 12), tick=False)
def test_report_has_the_last_twelve_months_of_each_show(editor_client: Client) -> None:
    first, second = PodcastPageFactory(title="Premier"), PodcastPageFactory(title="Second")
    one, two = EpisodePageFactory(parent=first), EpisodePageFactory(parent=first)
    for episode, day, downloads in [
        (one, "2026-03-01", 1),
        (one, "2026-03-31", 2),
        (two, "2026-03-15", 4),
        (two, "2025-04-01", 8),
        (two, "2025-03-31", 16),
    ]:
        count(episode, day, downloads)

    response = editor_client.get(reverse(REPORT))
    assert response.status_code == 200
    table = BeautifulSoup(response.text, "html.parser").select_one("table.listing")
    assert "12 mois" in table.get_text()
    rows = export(editor_client, REPORT)
    assert [row.pop("Podcast") for row in rows] == ["Premier", "Second"]
    values = [int(value) for value in rows[0].values()]
    assert values == [8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 15]
    assert list(rows[0])[0].endswith("2025")
    assert set(rows[1].values()) == {"0"}
    assert second.pk


def test_report_is_for_the_users_of_the_admin(client: Client, site_tree: SiteTree) -> None:
    assert client.get(reverse(REPORT)).status_code == 302


def test_report_is_in_the_menu_of_podcasts(editor_client: Client) -> None:
    assert reverse(REPORT) in editor_client.get(reverse("wagtailadmin_home")).text


def test_report_without_show_or_count(editor_client: Client) -> None:
    assert PodcastPage.objects.count() == 0
    assert editor_client.get(reverse(REPORT)).status_code == 200


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [("2026-12-31", "2026-01-01", "2026-12-01"), ("2026-01-01", "2025-02-01", "2026-01-01")],
)
def test_last_months_include_the_current_one(today: str, first: str, last: str) -> None:
    months = last_months(datetime.date.fromisoformat(today))
    assert (len(months), str(months[0]), str(months[-1])) == (12, first, last)


def test_no_public_page_shows_counts(client: Client, site_tree: SiteTree) -> None:
    episode = EpisodePageFactory()
    count(episode, "2026-03-01", 76543)
    show = episode.get_parent()
    for url in (episode.get_url(), show.get_url(), "/podcasts/", "/podcasts.json", "/podcasts.csv"):
        response = client.get(url)
        text = response.getvalue().decode()
        assert response.status_code == 200
        assert not re.search(r"76\s?543", text)


def test_deleted_episode_takes_its_counts(site_tree: SiteTree) -> None:
    episode = EpisodePageFactory()
    count(episode, "2026-03-01", 1)
    episode.delete()
    assert not DownloadCount.objects.exists()
