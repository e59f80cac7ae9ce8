"""Addresses in feeds: private ones are refused, failures are named, relative ones are resolved."""

import pytest

from podcasts.importing.errors import LockedFeedError, PodcastImportError
from podcasts.importing.readers import read_feed
from podcasts.models import EpisodePage, PodcastMedia, PodcastPage
from tests.factories.images import ArtworkFactory
from tests.factories.media import wav_bytes
from tests.podcasts.importing.conftest import Importer
from tests.podcasts.importing.feeds import CHANNEL, VTT, item, rss
from tests.web import Web

PRIVATE = "http://10.0.0.1/x"
METADATA = "http://169.254.169.254/latest/meta-data/"


@pytest.mark.parametrize(
    "url", [PRIVATE, METADATA, "http://[::1]/x", "http://0.0.0.0/x", "http://192.168.1.1/feed.xml"]
)
def test_private_feed_is_refused(url: str) -> None:
    with pytest.raises(PodcastImportError, match="refusée"):
        read_feed(url)


@pytest.mark.parametrize("url", ["ftp://example.org/x", "file:///etc/passwd", "https://", "://x"])
def test_other_scheme_is_refused(url: str) -> None:
    with pytest.raises(PodcastImportError, match="https://"):
        read_feed(url)


def test_redirect_to_a_private_address_is_refused(web: Web) -> None:
    with pytest.raises(PodcastImportError, match="refusée"):
        read_feed(web.add("/feed.xml", status=302, Location=METADATA))


def test_long_feed_is_refused(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("podcasts.importing.readers.MAX_BYTES", 1024 * 1024)

    with pytest.raises(PodcastImportError, match="1\u00a0Mo"):
        read_feed(web.add("/feed.xml", b"<rss>" + b" " * 2**21))


@pytest.mark.parametrize(("status", "words"), [(404, "rien"), (403, "refuse"), (500, "500")])
def test_failing_server_is_named(web: Web, status: int, words: str) -> None:
    with pytest.raises(PodcastImportError, match=words):
        read_feed(web.add("/feed.xml", status=status))


def test_missing_file_is_named() -> None:
    with pytest.raises(PodcastImportError, match="illisible"):
        read_feed("/nulle/part/flux.xml")


@pytest.mark.parametrize("target", [PRIVATE, METADATA, "file:///etc/passwd", "ftp://example.org/x"])
@pytest.mark.parametrize(
    ("markup", "label"),
    [
        ('<podcast:transcript url="{}" type="text/vtt"/>', "Transcription"),
        ('<podcast:chapters url="{}" type="application/json+chapters"/>', "Chapitres"),
        ('<itunes:image href="{}"/>', "Vignette"),
    ],
)
def test_refused_address_of_an_item_is_named_and_the_item_kept(
    importer: Importer, markup: str, label: str, target: str
) -> None:
    imported = importer(rss(item(1, markup.format(target))))

    assert imported.statuses == ["CREATED"]
    assert f"{label}\u00a0: {target}" in imported.remarks
    assert "refusée" in imported.remarks


def test_redirect_of_a_transcript_to_a_private_address_is_refused(
    importer: Importer, web: Web
) -> None:
    url = web.add("/t.vtt", status=301, Location=METADATA)

    imported = importer(rss(item(1, f'<podcast:transcript url="{url}" type="text/vtt"/>')))

    assert "refusée" in imported.remarks
    assert imported.episode.transcript == ""


def test_length_is_never_asked_of_a_private_address(importer: Importer) -> None:
    text = rss(item(1)).replace("https://example.org/sons/1.mp3", PRIVATE).replace("123456", "0")

    imported = importer(text)

    assert (imported.statuses, imported.episode.audio_length) == (["CREATED"], None)
    assert "Taille du son" in imported.remarks


def test_missing_length_is_asked_of_the_host_once(importer: Importer, web: Web) -> None:
    url = web.add("/1.mp3", b"x" * 99)
    text = rss(item(1)).replace("https://example.org/sons/1.mp3", url).replace("123456", "0")

    imported, again = importer(text), importer(text)

    assert imported.episode.audio_length == 99
    assert again.statuses == ["UNCHANGED"]
    assert web.requested == [("HEAD", "/1.mp3")]


def test_relative_addresses_are_resolved(importer: Importer, web: Web) -> None:
    web.add("/a/t.vtt", VTT)
    text = rss(item(1, '<podcast:transcript url="t.vtt" type="text/vtt"/>'))
    url = web.add("/a/feed.xml", text.replace("https://example.org/sons/1.mp3", "../sons/1.mp3"))

    imported = importer(url)

    assert imported.episode.audio_url == web.url("/sons/1.mp3")
    assert imported.episode.transcript == VTT.strip()


def test_best_transcript_is_chosen_and_the_next_one_when_it_fails(
    importer: Importer, web: Web
) -> None:
    web.add("/t.json", '{"segments": [{"startTime": 0, "body": "Depuis le JSON"}]}')
    more = "".join(
        f'<podcast:transcript url="{web.url(path)}" type="{kind}"/>'
        for path, kind in (("/t.html", "text/html"), ("/t.json", "application/json"),
                           ("/t.vtt", "text/vtt"))
    )  # fmt: skip

    imported = importer(rss(item(1, more)))

    assert "Depuis le JSON" in imported.episode.transcript
    assert "/t.vtt" in imported.remarks
    assert [path for _, path in web.requested] == ["/t.vtt", "/t.json"]


def test_next_pages_are_read_until_a_loop(importer: Importer, web: Web) -> None:
    link = '<atom:link rel="next" href="{}"/>'
    web.add("/2.xml", rss(item(2), channel=CHANNEL + link.format("/3.xml")))
    web.add("/3.xml", rss(item(3), channel=CHANNEL + link.format("/1.xml")))
    url = web.add("/1.xml", rss(item(1), channel=CHANNEL + link.format("/2.xml")))

    assert [episode.guid for episode in importer(url).episodes] == ["guid-1", "guid-2", "guid-3"]


@pytest.mark.parametrize("target", [PRIVATE, "/absente.xml", "file:///etc/passwd"])
def test_next_page_that_fails_is_named(importer: Importer, web: Web, target: str) -> None:
    link = f'<atom:link rel="next" href="{target}"/>'

    imported = importer(web.add("/1.xml", rss(item(1), channel=CHANNEL + link)))

    assert imported.statuses == ["CREATED"]
    assert "plus anciens manquent" in imported.remarks


def test_artwork_becomes_the_image_of_the_show(importer: Importer, web: Web) -> None:
    data = ArtworkFactory.build().file.read()
    web.add("/a.jpg", data)
    channel = f'{CHANNEL}<itunes:image href="{web.url("/a.jpg")}"/>'
    more = f'<itunes:image href="{web.url("/a.jpg")}"/>'

    imported = importer(rss([item(1, more), item(2, more)], channel=channel))

    assert imported.show.image is not None
    assert imported.show.image_alt
    assert [episode.image for episode in imported.episodes] == [None, None]
    assert web.requested == [("GET", "/a.jpg")]


def test_artwork_that_is_no_image_is_named(importer: Importer, web: Web) -> None:
    web.add("/a.jpg", b"<html>")
    channel = f'{CHANNEL}<itunes:image href="{web.url("/a.jpg")}"/>'

    imported = importer(rss(item(1), channel=channel))

    assert imported.show.image is None
    assert "Vignette" in imported.remarks


def test_sounds_are_copied_when_asked_and_once(importer: Importer, web: Web) -> None:
    url = web.add("/1.wav", wav_bytes(3))
    text = rss(item(1)).replace("https://example.org/sons/1.mp3", url)
    remote = importer(text).episode

    copied = importer(text, fetch_audio=True)
    again = [importer(text, fetch_audio=True), importer(text)]

    assert (remote.audio, remote.audio_url) == (None, url)
    episode = copied.episode
    assert (episode.audio_url, episode.audio.byte_length) == ("", len(wav_bytes(3)))
    assert (episode.duration, episode.audio_length) == (3, len(wav_bytes(3)))
    assert [one.statuses for one in again] == [["UNCHANGED"], ["UNCHANGED"]]
    assert PodcastMedia.objects.count() == 1


@pytest.mark.parametrize("content", [b"", b"pas un son"])
def test_sound_that_cannot_be_copied_stays_at_its_host(
    importer: Importer, web: Web, content: bytes
) -> None:
    url = web.add("/1.wav", content)

    imported = importer(
        rss(item(1)).replace("https://example.org/sons/1.mp3", url), fetch_audio=True
    )

    assert imported.statuses == ["CREATED"]
    assert (imported.episode.audio, imported.episode.audio_url) == (None, url)
    assert "reste chez son hébergeur" in imported.remarks
    assert not PodcastMedia.objects.exists()


LOCKED = f'{CHANNEL}<podcast:locked owner="Voix@example.org">yes</podcast:locked>'


@pytest.mark.parametrize("email", ["", "autre@example.org"])
def test_locked_feed_is_refused(importer: Importer, email: str) -> None:
    with pytest.raises(LockedFeedError):
        importer(rss(item(1), channel=LOCKED), owner_email=email)

    assert not PodcastPage.objects.exists()


def test_locked_feed_is_imported_when_its_owner_agrees(importer: Importer) -> None:
    imported = importer(rss(item(1), channel=LOCKED), owner_email="voix@example.org")

    assert imported.show.import_locked
    assert EpisodePage.objects.count() == 1


def test_locked_feed_without_owner_is_refused(importer: Importer) -> None:
    channel = f"{CHANNEL}<podcast:locked>yes</podcast:locked>"

    with pytest.raises(LockedFeedError):
        importer(rss(item(1), channel=channel), owner_email="voix@example.org")


def test_item_that_fails_does_not_stop_the_others(
    importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = EpisodePage.save

    def fail(page: EpisodePage, *args: object, **kwargs: object) -> None:
        if page.guid == "guid-2":
            raise RuntimeError
        save(page, *args, **kwargs)

    monkeypatch.setattr(EpisodePage, "save", fail)

    imported = importer(rss([item(1), item(2, "<podcast:person>Alix</podcast:person>"), item(3)]))

    assert imported.statuses == ["CREATED", "FAILED", "CREATED"]
    assert "RuntimeError" in imported.outcomes[1].remarks[-1]
