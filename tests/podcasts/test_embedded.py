"""Duration, tags and chapters read in audio files."""

import io

import pytest

from podcasts.embedded import EmbeddedChapter, UnreadableSoundError, read_audio
from tests.factories.media import wav_bytes
from tests.podcasts.audio_bytes import MP3_FRAME, mp3_bytes, mp4_bytes, ogg_bytes

CHAPTERS = [(0, "L’été", ""), (62_500, "Œuvres à deux", "https://example.org/é")]
FOUND = (
    EmbeddedChapter(0, "L’été"),
    EmbeddedChapter(62.5, "Œuvres à deux", "https://example.org/é"),
)


@pytest.mark.parametrize("version", [3, 4])
def test_chapters_and_tags_of_an_mp3_are_read(version: int) -> None:
    texts = [("TIT2", "Le verger"), ("TPE1", "Alix Exemple"), ("TYER", "2026")]
    content = mp3_bytes(3, CHAPTERS, version=version, texts=texts, padding=300_000)
    facts = read_audio(io.BytesIO(content), "verger.mp3")
    assert round(facts.duration) == 3
    assert (facts.title, facts.artist, facts.year) == ("Le verger", "Alix Exemple", "2026")
    assert facts.chapters == FOUND


def test_chapters_of_an_unsynchronised_tag_are_read() -> None:
    content = mp3_bytes(1, CHAPTERS, version=3, unsynchronised=True)
    assert read_audio(io.BytesIO(content), "verger.mp3").chapters == FOUND


def test_chapters_come_in_the_order_of_their_starts() -> None:
    content = mp3_bytes(1, [CHAPTERS[1], CHAPTERS[0], (5000, "", "javascript:alert(1)")])
    assert read_audio(io.BytesIO(content), "a.mp3").chapters == (
        FOUND[0],
        EmbeddedChapter(5, "Chapitre 2"),
        FOUND[1],
    )


def test_chapters_of_a_text_track_are_read() -> None:
    content = mp4_bytes(90, [(0, "Début"), (30, "L’été"), (75, "Fin")], nero=[(0, "Autre", "")])
    facts = read_audio(io.BytesIO(content), "a.m4a")
    assert facts.chapters == (
        EmbeddedChapter(0, "Début"),
        EmbeddedChapter(30, "L’été"),
        EmbeddedChapter(75, "Fin"),
    )


def test_nero_chapters_are_read_without_a_text_track() -> None:
    facts = read_audio(io.BytesIO(mp4_bytes(90, nero=CHAPTERS)), "a.m4a")
    assert [(chapter.start, chapter.title) for chapter in facts.chapters] == [
        (0, "L’été"),
        (62.5, "Œuvres à deux"),
    ]


def test_chapters_of_ogg_comments_are_read() -> None:
    content = ogg_bytes(
        ["TITLE=Le verger", "CHAPTER001=00:00:00.000", "CHAPTER001NAME=Début"]
        + ["CHAPTER002=00:01:02.500", "CHAPTER002NAME=Fin", "CHAPTER003=bientôt"]
    )
    facts = read_audio(io.BytesIO(content), "a.ogg")
    assert facts.title == "Le verger"
    assert facts.chapters == (EmbeddedChapter(0, "Début"), EmbeddedChapter(62.5, "Fin"))


def test_sound_without_tags_has_none() -> None:
    facts = read_audio(io.BytesIO(wav_bytes(2)), "a.wav")
    assert (facts.duration, facts.title, facts.chapters) == (2, "", ())


def test_file_that_is_not_a_sound_is_refused() -> None:
    with pytest.raises(UnreadableSoundError):
        read_audio(io.BytesIO(b"<html>"), "page.html")


def test_damaged_chapters_are_left_out_and_the_sound_is_kept() -> None:
    """Every cut and every changed byte of the tag gives a sound, or a refusal: never an error."""
    whole = mp3_bytes(1, CHAPTERS)
    tag = len(whole) - whole.count(MP3_FRAME) * len(MP3_FRAME)
    for position in range(10, tag, 3):
        damaged = whole[:position] + b"\xff" + whole[position + 1 :]
        read_audio(io.BytesIO(damaged), "a.mp3")


@pytest.mark.parametrize("step", [1, 7])
def test_damaged_mp4_never_fails_otherwise_than_by_a_refusal(step: int) -> None:
    whole = mp4_bytes(90, [(0, "Début"), (30, "Fin")], nero=CHAPTERS)
    for position in range(24, len(whole), step):
        for byte in (b"\x00", b"\xff"):
            damaged = whole[:position] + byte + whole[position + 1 :]
            try:
                read_audio(io.BytesIO(damaged), "a.m4a")
            except UnreadableSoundError:
                continue
