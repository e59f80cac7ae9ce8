"""Downloads of the sounds that the bundled server sends."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.db import DatabaseError
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory

from podcasts.counting import requests
from podcasts.delivery.views import serve_episode_sound
from podcasts.models import DownloadCount, DownloadSalt, EpisodePage, PartialDownload
from tests.podcasts.counting.conftest import FIREFOX, NOON, total

pytestmark = pytest.mark.django_db


def listen(client: Client, episode: EpisodePage, **headers: str) -> HttpResponseBase:
    """Read the whole response, as a listener does."""
    response = client.get(episode.sound_url, headers={"user-agent": FIREFOX, **headers})
    if response.streaming:
        b"".join(response.streaming_content)
    return response


def test_listened_sound_is_counted_once(client: Client, episode: EpisodePage) -> None:
    for _ in range(3):
        listen(client, episode)
    assert total(episode) == 1


def test_ranges_are_counted_for_what_they_are(client: Client, episode: EpisodePage) -> None:
    size = episode.audio_length
    listen(client, episode, range="bytes=0-1")
    assert not PartialDownload.objects.exists()
    listen(client, episode, range=f"bytes=-{size // 4}")
    listen(client, episode, range="bytes=0-99")
    assert PartialDownload.objects.get().bytes_sent == size // 4 + 100
    assert total(episode) == 0
    listen(client, episode, range=f"bytes={size // 4}-{3 * size // 4}")
    assert total(episode) == 1


def test_head_304_and_416_are_not_counted(client: Client, episode: EpisodePage) -> None:
    head = client.head(episode.sound_url, headers={"user-agent": FIREFOX})
    assert listen(client, episode, **{"if-none-match": head["ETag"]}).status_code == 304
    assert listen(client, episode, range="bytes=99999999-").status_code == 416
    assert not PartialDownload.objects.exists()


@pytest.mark.usefixtures("requests_keep_the_connection")
def test_abandoned_sound_counts_what_was_sent(rf: RequestFactory, episode: EpisodePage) -> None:
    # Not by the test client, whose streams close themselves.
    request = rf.get(episode.sound_url, headers={"user-agent": FIREFOX})
    response = serve_episode_sound(request, episode.uid, "wav")
    blocks = iter(response.streaming_content)
    first = next(blocks)
    next(blocks)  # asked for, not sent
    response.close()
    response.close()  # the second one does nothing

    assert PartialDownload.objects.get().bytes_sent == len(first)


def test_editors_are_not_counted(editor_client: Client, episode: EpisodePage) -> None:
    response = listen(editor_client, episode)
    assert "Vary" not in response.headers
    assert not PartialDownload.objects.exists()


def test_members_are_counted(client: Client, episode: EpisodePage, django_user_model: Any) -> None:
    client.force_login(django_user_model.objects.create_user("zoé"))
    listen(client, episode)
    assert total(episode) == 1


def test_address_of_the_proxy_distinguishes_listeners(client: Client, episode: EpisodePage) -> None:
    for address in ("192.0.2.1", "192.0.2.2", "203.0.113.9, 192.0.2.2"):
        listen(client, episode, **{"x-forwarded-for": address})
    assert total(episode) == 2


def test_secrets_of_the_day_before_are_destroyed(client: Client, episode: EpisodePage) -> None:
    for days in (0, 1):
        with time_machine.travel(NOON + datetime.timedelta(days=days), tick=False):
            listen(client, episode)

    tomorrow = NOON.date() + datetime.timedelta(days=1)
    assert [salt.day for salt in DownloadSalt.objects.all()] == [tomorrow]
    assert [partial.day for partial in PartialDownload.objects.all()] == [tomorrow]
    assert DownloadCount.objects.count() == 2


def test_failed_count_is_logged_and_the_sound_is_sent(
    client: Client,
    episode: EpisodePage,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(transfer: object) -> None:
        raise DatabaseError(FIREFOX)

    monkeypatch.setattr(requests, "record_transfer", fail)
    response = client.get(episode.sound_url, headers={"user-agent": FIREFOX})

    assert len(response.getvalue()) == episode.audio_length
    assert "A download was not counted: DatabaseError" in caplog.text
    assert "Firefox" not in caplog.text


def test_nothing_is_written_while_the_sound_is_sent(
    client: Client, episode: EpisodePage, django_assert_num_queries: Callable[[int], Any]
) -> None:
    response = client.get(episode.sound_url, headers={"user-agent": FIREFOX})
    blocks = iter(response.streaming_content)
    with django_assert_num_queries(0):
        next(blocks)


def test_nginx_counts_instead_of_django(
    client: Client, editor_client: Client, episode: EpisodePage, settings: LazySettings
) -> None:
    settings.SOUND_SERVER = "nginx"
    editor = listen(editor_client, episode)
    client.logout()
    reader = listen(client, episode)

    assert reader.headers["X-Accel-Redirect"].startswith("/_fichiers/media/")
    assert (editor.get("X-Sound-Uncounted"), reader.get("X-Sound-Uncounted")) == ("editor", None)
    assert not PartialDownload.objects.exists()
