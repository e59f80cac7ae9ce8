"""Sounds over HTTP, on the bundled server and behind nginx, with real sockets."""

import http.client
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile
from pytest_django.live_server_helper import LiveServer

from podcasts.models import EpisodePage, PodcastMedia
from tests.factories import EpisodePageFactory, MediaFactory
from tests.services import nginx

# Longer than a block of a stream; every position has its own neighbourhood.
BODY = b"".join(number.to_bytes(3, "big") for number in range(50_000))


@dataclass(frozen=True)
class Reply:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass(frozen=True)
class SoundServer:
    """A running server: `name` is « bundled » or « nginx »."""

    name: str
    address: str
    sound_log: Path | None = None

    def request(self, method: str, path: str, **headers: str) -> Reply:
        """Send one request, with header names written with underscores."""
        connection = http.client.HTTPConnection(self.address, timeout=20)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers=named)
            response = connection.getresponse()
            return Reply(response.status, response.headers, response.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Reply:
        return self.request("GET", path, **headers)


@pytest.fixture(params=["bundled", "nginx"])
def sound_server(
    request: pytest.FixtureRequest, settings: LazySettings, live_server: LiveServer, tmp_path: Path
) -> Iterator[SoundServer]:
    """The hub on the server of Django, then behind nginx with the documented configuration."""
    address = live_server.url.partition("://")[2]
    if request.param == "bundled":
        yield SoundServer("bundled", address)
        return
    settings.SOUND_SERVER = "nginx"
    settings.ALLOWED_HOSTS = ["*"]
    static = tmp_path / "static"
    static.mkdir()
    folder = tmp_path / "nginx"
    folder.mkdir()
    with nginx.server(folder, address, Path(settings.MEDIA_ROOT), static) as running:
        yield SoundServer("nginx", running.address, running.sound_log)


@pytest.fixture
def episode(site_tree: object) -> EpisodePage:
    return EpisodePageFactory(title="L’été à l’écoute", audio=sound_of(BODY, "été à l’écoute.mp3"))


def sound_of(content: bytes, name: str) -> PodcastMedia:
    """Return a stored sound with this content, which need not be audio: 60 s, then its size."""
    sound = MediaFactory()
    sound.file.delete(save=False)
    sound.file.save(name, ContentFile(content), save=False)
    sound.duration, sound.byte_length = 60, len(content)
    sound.save()
    return sound
