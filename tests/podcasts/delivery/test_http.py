"""The same requests of a sound on the bundled server and behind nginx."""

import pytest
from django.utils.http import http_date

from podcasts.models import EpisodePage
from tests.podcasts.delivery.conftest import BODY, SoundServer, sound_of

pytestmark = pytest.mark.django_db(transaction=True)
SIZE = len(BODY)
LAST = SIZE - 1


def test_a_whole_sound_is_described(sound_server: SoundServer, episode: EpisodePage) -> None:
    reply = sound_server.get(episode.sound_url)

    assert reply.status == 200
    assert reply.body == BODY
    assert reply.headers["Content-Length"] == str(SIZE) == str(episode.audio_length)
    assert reply.headers["Content-Type"] == "audio/mpeg"
    assert reply.headers["Accept-Ranges"] == "bytes"
    assert reply.headers["Content-Disposition"] == "inline"
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert reply.headers["Cache-Control"] == "public, max-age=3600, must-revalidate"
    assert reply.headers["ETag"].startswith('"')
    assert reply.headers["Last-Modified"].endswith("GMT")
    assert "X-Accel-Redirect" not in reply.headers
    assert "Vary" not in reply.headers


def test_head_says_the_same_without_the_bytes(
    sound_server: SoundServer, episode: EpisodePage
) -> None:
    whole = sound_server.get(episode.sound_url)
    names = ("Content-Length", "Content-Type", "Accept-Ranges", "ETag", "Last-Modified")
    for headers in ({}, {"Range": "bytes=0-1"}):
        reply = sound_server.request("HEAD", episode.sound_url, **headers)
        assert (reply.status, reply.body) == (200, b"")
        assert [reply.headers[name] for name in names] == [whole.headers[name] for name in names]


# The tests of one server share the database: a loop is much faster than parameters.
RANGES = {
    "bytes=0-1": (0, 1),
    "bytes=70000-140000": (70_000, 140_000),
    "bytes=100000-": (100_000, LAST),
    "bytes=-500": (SIZE - 500, LAST),
    f"bytes=10-{SIZE * 2}": (10, LAST),
    f"bytes=-{SIZE * 2}": (0, LAST),
}


def test_a_range_is_sent_alone(sound_server: SoundServer, episode: EpisodePage) -> None:
    for asked, (first, last) in RANGES.items():
        reply = sound_server.get(episode.sound_url, Range=asked)

        assert reply.status == 206, asked
        assert reply.body == BODY[first : last + 1], asked
        assert reply.headers["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
        assert reply.headers["Content-Length"] == str(last - first + 1)
        assert reply.headers["Content-Type"] == "audio/mpeg"
        assert reply.headers["Access-Control-Allow-Origin"] == "*"


def test_a_range_outside_the_sound_is_416(sound_server: SoundServer, episode: EpisodePage) -> None:
    for asked in (f"bytes={SIZE}-", f"bytes={SIZE}-{SIZE + 9}", "bytes=-0"):
        reply = sound_server.get(episode.sound_url, Range=asked)

        assert reply.status == 416, asked
        assert reply.headers["Content-Range"] == f"bytes */{SIZE}"


def test_several_ranges_and_other_units_give_the_whole_sound(
    sound_server: SoundServer, episode: EpisodePage
) -> None:
    for asked in ("bytes=0-1,5-6", "seconds=0-60"):
        reply = sound_server.get(episode.sound_url, Range=asked)

        assert (reply.status, reply.body) == (200, BODY), asked
        assert reply.headers["Content-Length"] == str(SIZE)


def test_a_malformed_range_is_ignored_or_refused(
    sound_server: SoundServer, episode: EpisodePage
) -> None:
    """RFC 9110, 14.2, allows both: Django ignores it, nginx refuses it."""
    for asked in ("bytes=5-2", "bytes=a-b", "bytes=-"):
        reply = sound_server.get(episode.sound_url, Range=asked)

        if sound_server.name == "nginx":
            assert reply.status == 416
        else:
            assert (reply.status, reply.body) == (200, BODY)


def test_if_range_sends_the_part_of_the_same_version_only(
    sound_server: SoundServer, episode: EpisodePage
) -> None:
    whole = sound_server.get(episode.sound_url)
    part = {"Range": "bytes=10-19"}
    for validator, status in [
        (whole.headers["ETag"], 206),
        (whole.headers["Last-Modified"], 206),
        ('"another"', 200),
        (f"W/{whole.headers['ETag']}", 200),
        (http_date(0), 200),
    ]:
        reply = sound_server.get(episode.sound_url, If_Range=validator, **part)
        assert reply.status == status, validator
        assert reply.body == (BODY[10:20] if status == 206 else BODY), validator


def test_an_unchanged_sound_is_304(sound_server: SoundServer, episode: EpisodePage) -> None:
    whole = sound_server.get(episode.sound_url)
    for name, value in [
        ("If_None_Match", whole.headers["ETag"]),
        ("If_Modified_Since", whole.headers["Last-Modified"]),
    ]:
        for method in ("GET", "HEAD"):
            for part in ({}, {"Range": "bytes=0-9"}):
                reply = sound_server.request(method, episode.sound_url, **{name: value}, **part)
                assert (reply.status, reply.body) == (304, b"")
                assert reply.headers["ETag"] == whole.headers["ETag"]
                assert reply.headers["Cache-Control"] == whole.headers["Cache-Control"]


def test_a_changed_sound_is_sent_again(sound_server: SoundServer, episode: EpisodePage) -> None:
    before = sound_server.get(episode.sound_url).headers["ETag"]
    episode.audio = sound_of(b"nouveau", "ete.mp3")
    episode.save_revision().publish()

    reply = sound_server.get(episode.sound_url, If_None_Match=before)

    assert (reply.status, reply.body) == (200, b"nouveau")
    refused = sound_server.get(episode.sound_url, If_Match=before, Range="bytes=0-1")
    assert refused.status == 412


def test_a_sound_is_never_compressed(sound_server: SoundServer, episode: EpisodePage) -> None:
    reply = sound_server.get(episode.sound_url, Accept_Encoding="gzip, br")

    assert "Content-Encoding" not in reply.headers
    assert reply.headers["Content-Length"] == str(SIZE)
    assert reply.headers["ETag"].startswith('"')


def test_a_download_has_a_readable_name(sound_server: SoundServer, episode: EpisodePage) -> None:
    reply = sound_server.get(f"{episode.sound_url}?telecharger", Range="bytes=0-9")

    assert reply.status == 206
    disposition = reply.headers["Content-Disposition"]
    assert disposition == 'attachment; filename="lete-a-lecoute.mp3"'


def test_wav_is_declared_and_served_alike(sound_server: SoundServer, episode: EpisodePage) -> None:
    episode.audio = sound_of(BODY, "ÉTÉ.WAV")
    episode.save_revision().publish()

    assert episode.sound_url.endswith(".wav")
    reply = sound_server.get(episode.sound_url)

    assert reply.headers["Content-Type"] == "audio/wav" == episode.audio_type


def test_an_empty_sound_has_no_range(sound_server: SoundServer, episode: EpisodePage) -> None:
    episode.audio = sound_of(b"", "ete.mp3")
    episode.save_revision().publish()

    assert sound_server.get(episode.sound_url).body == b""
    reply = sound_server.get(episode.sound_url, Range="bytes=0-")
    assert (reply.status, reply.body) in [(416, reply.body), (200, b"")]


def test_another_method_is_refused(sound_server: SoundServer, episode: EpisodePage) -> None:
    assert sound_server.request("POST", episode.sound_url).status in (403, 405)


def test_a_missing_file_is_404(sound_server: SoundServer, episode: EpisodePage) -> None:
    url = episode.sound_url
    episode.audio.file.delete(save=False)

    assert sound_server.get(url).status == 404
