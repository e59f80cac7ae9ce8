from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from podcasts.models import EpisodeChapter, PodcastMedia, PodcastPage
from podcasts.models.shows import artwork_problem, podcast_guid
from tests.factories import (
    ArtworkFactory,
    EpisodePageFactory,
    ImageFactory,
    MediaFactory,
    PodcastPageFactory,
)
from tests.factories.images import image_bytes
from tests.factories.media import wav_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


def test_the_guid_of_the_specification_is_found_again() -> None:
    expected = "9b024349-ccf0-5f69-a609-6b82873eab3c"

    for url in ("podnews.net/rss", "https://podnews.net/rss", "http://podnews.net/rss/"):
        assert str(podcast_guid(url)) == expected


def test_a_show_gets_its_guid_once_for_good() -> None:
    show = PodcastPageFactory(slug="ete")
    before = show.guid
    assert before == podcast_guid("testserver/podcasts/ete/feed.xml")

    show.slug = "hiver"
    show.save()

    assert PodcastPage.objects.get(pk=show.pk).guid == before


def test_a_show_hosted_elsewhere_says_where() -> None:
    with pytest.raises(ValidationError, match="l’adresse du flux d’origine"):
        PodcastPageFactory.build(parent=None, hosted_elsewhere=True).clean()


@pytest.mark.parametrize(
    ("pixels", "message"),
    [
        ((1400, 1400), ""),
        ((3000, 3000), ""),
        ((1399, 1399), "carrée"),
        ((3001, 3001), "carrée"),
        ((1400, 1500), "carrée"),
    ],
)
def test_the_artwork_follows_the_rule_of_podcast_applications(
    pixels: tuple[int, int], message: str
) -> None:
    problem = artwork_problem(ImageFactory.build(pixels=pixels))

    assert (message in problem) if message else problem == ""


def test_the_artwork_is_a_jpeg_or_png() -> None:
    content = ContentFile(image_bytes(1400, 1400, 1, "WEBP"), "ete.webp")

    assert "JPEG ou PNG" in artwork_problem(ArtworkFactory(file=content))
    assert artwork_problem(ArtworkFactory()) == ""


def test_a_description_too_long_for_a_feed_is_refused_in_bytes() -> None:
    show = PodcastPageFactory.build(parent=None, description="e" * 4000)
    assert [finding for finding in show.own_publication_findings() if finding.blocks] == []

    show.description = "é" * 2001
    (finding,) = [finding for finding in show.own_publication_findings() if finding.blocks]
    assert finding.field == "description"
    assert "4000 octets" in str(finding)


def test_duration_and_size_are_read_from_the_file() -> None:
    media = PodcastMedia(title="Été", type="audio", file=ContentFile(wav_bytes(3), "ete.wav"))
    media.full_clean()
    media.save()

    media = PodcastMedia.objects.get(pk=media.pk)
    assert media.duration == 3
    assert media.byte_length == len(wav_bytes(3))
    assert media.mime_type == "audio/wav"
    assert media.type == "audio"


@pytest.mark.parametrize(
    "content",
    [b"", "L’été n’est pas un son.".encode(), image_bytes(), wav_bytes(1)[:20]],
    ids=["empty", "text", "image", "cut"],
)
@pytest.mark.parametrize("name", ["ete.wav", "ete.mp3"])
def test_a_file_that_is_no_sound_is_refused(content: bytes, name: str) -> None:
    media = PodcastMedia(title="Été", file=ContentFile(content, name))

    with pytest.raises(ValidationError, match="son"):
        media.full_clean()


def test_a_sound_of_zero_duration_is_refused() -> None:
    media = PodcastMedia(title="Été", file=ContentFile(wav_bytes(0), "ete.wav"))

    with pytest.raises(ValidationError, match="aucun son"):
        media.full_clean()


def test_an_episode_takes_length_type_and_duration_from_its_file() -> None:
    episode = EpisodePageFactory(audio=MediaFactory(seconds=65))

    assert episode.audio_length == len(wav_bytes(65))
    assert episode.audio_type == "audio/wav"
    assert episode.timecode == "1:05"
    assert episode.sound_url == f"/sons/{episode.uid}.wav"


def test_a_remote_episode_keeps_what_the_editor_gave() -> None:
    episode = EpisodePageFactory(remote=True)

    assert episode.sound_url == "https://example.org/sons/ete.mp3"
    assert episode.timecode == "12:34"
    assert episode.audio_length == 123456


def test_two_sounds_for_one_episode_are_refused() -> None:
    audio, url = MediaFactory(), "https://example.org/ete.mp3"
    episode = EpisodePageFactory.build(parent=None, audio=audio, audio_url=url)

    with pytest.raises(ValidationError, match="Un seul son"):
        episode.clean()


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({}, {"audio_url"}),
        (
            {"audio_url": "https://example.org/ete.mp3"},
            {"audio_length", "audio_type", "duration"},
        ),
        (
            {
                "audio_url": "https://example.org/ete.mp3",
                "audio_length": 1,
                "audio_type": "audio/mpeg",
                "duration": 1,
            },
            set(),
        ),
    ],
)
def test_a_published_episode_has_a_sound_and_what_feeds_ask(
    values: dict[str, Any], fields: set[str]
) -> None:
    empty = {"audio": None, "duration": None}
    episode = EpisodePageFactory.build(parent=None, **{**empty, **values})
    findings = episode.own_publication_findings()
    assert {finding.field for finding in findings if finding.blocks} == fields


@pytest.mark.parametrize(("start", "late"), [(2, False), (3, True), (400, True)])
def test_a_chapter_after_the_end_of_the_sound_is_told(start: int, late: bool) -> None:
    media = PodcastMedia(title="Été", type="audio", file=ContentFile(wav_bytes(3), "ete.wav"))
    media.save()
    episode = EpisodePageFactory(audio=media)
    episode.chapters = [EpisodeChapter(start=start, title="L’été")]

    findings = list(episode.own_publication_findings())

    assert len(findings) == late
    assert not any(finding.blocks for finding in findings)


def test_the_guid_of_an_episode_survives_every_edit() -> None:
    episode = EpisodePageFactory()
    before = episode.guid
    assert before == str(episode.uid)

    episode.title, episode.slug, episode.audio = "Autre", "autre", MediaFactory()
    episode.save()

    episode.refresh_from_db()
    assert episode.guid == before


def test_an_imported_guid_is_kept() -> None:
    assert EpisodePageFactory(guid="https://example.org/?p=12").guid == "https://example.org/?p=12"


def test_the_words_of_the_transcript_are_given_to_the_search() -> None:
    text = EpisodePageFactory().transcript_text

    assert text == "Bienvenue à l’école. Nous y plantons un verger."


@pytest.mark.parametrize(("show_type", "order"), [("episodic", ["B", "A"]), ("serial", ["A", "B"])])
def test_episodes_come_in_the_order_of_the_show(show_type: str, order: list[str]) -> None:
    show = PodcastPageFactory(show_type=show_type)
    EpisodePageFactory(parent=show, title="A", date="2022-01-01")
    EpisodePageFactory(parent=show, title="B", date="2022-02-01")

    assert [episode.title for episode in show.episodes(None)] == order
