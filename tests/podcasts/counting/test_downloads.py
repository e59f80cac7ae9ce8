"""The rule of downloads, and what is stored of them."""

import datetime

import pytest
from django.db import models

from podcasts.counting import downloads
from podcasts.counting.downloads import forget_past_days, needed_bytes, record_transfer
from podcasts.counting.robots import is_robot
from podcasts.models import DownloadCount, DownloadSalt, EpisodePage, PartialDownload
from tests.factories import EpisodePageFactory, MediaFactory
from tests.podcasts.counting.conftest import FIREFOX, NOON, total, transfer

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("size", "seconds", "needed"),
    [
        (1000, 100, 600),
        (1001, 100, 601),
        (1000, 60, 1000),
        (1000, 30, 1000),
        (1000, None, 1000),
        (1000, 0, 1000),
        (None, 100, 0),
        (0, 100, 0),
    ],
)
def test_sixty_seconds_are_needed_or_the_whole_sound(
    size: int | None, seconds: int | None, needed: int
) -> None:
    assert needed_bytes(size, seconds) == needed


def test_less_than_sixty_seconds_is_no_download(episode: EpisodePage) -> None:
    needed = needed_bytes(episode.audio_length, episode.duration)
    assert not record_transfer(transfer(episode, bytes_sent=needed - 1))
    assert total(episode) == 0


def test_ranges_of_a_listener_are_summed_up_to_one_download(episode: EpisodePage) -> None:
    needed = needed_bytes(episode.audio_length, episode.duration)
    third = needed // 3 + 1
    results = [record_transfer(transfer(episode, bytes_sent=third)) for _ in range(6)]

    assert results == [False, False, True, False, False, False]
    assert total(episode) == 1


def test_the_whole_file_is_not_added_for_a_range(episode: EpisodePage) -> None:
    for _ in range(10):
        record_transfer(transfer(episode, bytes_sent=100))
    assert total(episode) == 0


def test_same_listener_counts_again_the_next_day(episode: EpisodePage) -> None:
    for time in (NOON, NOON + DAY / 3, NOON + DAY):
        record_transfer(transfer(episode, time=time))

    assert list(DownloadCount.objects.order_by("day").values_list("day", "downloads")) == [
        (NOON.date(), 1),
        (NOON.date() + DAY, 1),
    ]


def test_other_address_agent_or_episode_is_another_download(episode: EpisodePage) -> None:
    other = EpisodePageFactory(audio=MediaFactory(seconds=120))
    record_transfer(transfer(episode))
    record_transfer(transfer(episode, address="192.0.2.2"))
    record_transfer(transfer(episode, agent="AntennaPod/3.4.0"))
    record_transfer(transfer(other))

    assert (total(episode), total(other)) == (3, 1)


@pytest.mark.parametrize("sent", [0, 1, 2])
def test_probe_of_two_bytes_leaves_nothing(sent: int, episode: EpisodePage) -> None:
    for _ in range(3):
        record_transfer(transfer(episode, bytes_sent=sent))
    assert not PartialDownload.objects.exists()


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "GPTBot/1.0",
        "curl/8.5.0",
        "Wget/1.21",
        "python-requests/2.32",
        "Radioline podcastsBot/1.0",
        "An unknown Web Crawler",
    ],
)
def test_robot_is_not_counted(agent: str, episode: EpisodePage) -> None:
    assert is_robot(agent)
    record_transfer(transfer(episode, agent=agent))
    assert not PartialDownload.objects.exists()


@pytest.mark.parametrize(
    "agent",
    [
        FIREFOX,
        "AppleCoreMedia/1.0.0.20G75 (iPhone; U; CPU OS 16_6 like Mac OS X; fr_fr)",
        "Podcasts/1650.20 CFNetwork/1333.0.4 Darwin/21.5.0",
        "Overcast/3.0 (+http://overcast.fm/; iOS podcast app)",
        "AntennaPod/3.4.0",
        "Pocket Casts",
        "Spotify/8.6 Android/30 (SM-G960F)",
        "PodcastAddict/v5 (+https://podcastaddict.com/; Android podcast app)",
        "VLC/3.0.18 LibVLC/3.0.18",
        "Mozilla/5.0 (Linux; Android 10; CUBOT P40) AppleWebKit/537.36 Chrome/120 Mobile",
    ],
)
def test_applications_for_listening_are_counted(agent: str, episode: EpisodePage) -> None:
    assert record_transfer(transfer(episode, agent=agent))


def test_only_digests_are_stored_and_only_totals_stay(episode: EpisodePage) -> None:
    record_transfer(transfer(episode))
    stored = stored_text()
    assert "192.0.2.1" not in stored
    assert "Firefox" not in stored

    assert forget_past_days(NOON.date()) == 0
    assert forget_past_days(NOON.date() + DAY) == 2

    assert not DownloadSalt.objects.exists()
    assert not PartialDownload.objects.exists()
    assert total(episode) == 1


def stored_text() -> str:
    """Return every value of the tables of downloads."""
    tables: list[type[models.Model]] = [DownloadCount, DownloadSalt, PartialDownload]
    return str([list(table.objects.values()) for table in tables])


def test_salt_is_random_each_day(episode: EpisodePage) -> None:
    for days in (0, 1):
        record_transfer(transfer(episode, time=NOON + days * DAY))

    secrets = list(DownloadSalt.objects.values_list("secret", flat=True))
    assert len({bytes(secret) for secret in secrets}) == 2
    assert all(len(bytes(secret)) == 32 for secret in secrets)
    digests = PartialDownload.objects.values_list("digest", flat=True)
    assert len(set(digests)) == 2


def test_salt_is_shared_by_processes(episode: EpisodePage) -> None:
    assert downloads._secret_of(NOON.date()) == downloads._secret_of(NOON.date())


def test_day_is_that_of_the_site(episode: EpisodePage) -> None:
    late = datetime.datetime(2026, 3, 2, 23, 30, tzinfo=datetime.UTC)  # 00:30 in Paris
    record_transfer(transfer(episode, time=late))
    assert DownloadCount.objects.get().day == datetime.date(2026, 3, 3)
