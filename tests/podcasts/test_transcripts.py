import pytest

from hub.core.values.durations import format_timecode
from podcasts.transcripts import (
    TranscriptError,
    check_transcript,
    parse_transcript,
    read_transcript,
)
from tests.factories.episodes import TRANSCRIPT

SRT = """1
00:00:01,000 --> 00:00:04,500
Bienvenue à l’école,
c’est l’été.

2
00:01:05,250 --> 00:01:09,000
Merci.
"""


def test_a_webvtt_file_is_kept_with_its_voices() -> None:
    cues = parse_transcript(read_transcript(TRANSCRIPT.encode()))

    assert [(cue.start, cue.voice, cue.text) for cue in cues] == [
        (0, "Zoé d’Été", "Bienvenue à l’école."),
        (1, "Anaïs L’Hévéder", "Nous y plantons un verger."),
    ]


@pytest.mark.parametrize(
    "content",
    [
        SRT.encode(),
        SRT.encode("utf-8-sig"),
        SRT.encode("cp1252"),
        SRT.replace("\n", "\r\n").encode(),
        SRT.replace("\n", "\r").encode(),
        ("\n\n" + SRT).encode(),
        SRT.encode("utf-16"),
        SRT.encode("utf-16-le"),
        SRT.encode("utf-16-be"),
    ],
    ids=[
        "utf-8",
        "byte-order mark",
        "cp1252",
        "windows lines",
        "old mac lines",
        "empty lines",
        "utf-16",
        "utf-16 without mark",
        "utf-16 big endian",
    ],
)
def test_an_srt_file_becomes_webvtt(content: bytes) -> None:
    vtt = read_transcript(content)

    assert vtt.startswith("WEBVTT")
    cues = parse_transcript(vtt)
    assert [cue.text for cue in cues] == ["Bienvenue à l’école, c’est l’été.", "Merci."]
    assert [cue.timecode for cue in cues] == ["0:01", "1:05"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02\xff",
        "Bonjour, c’est l’été.".encode(),
        b"WEBVTT",
        b"WEBVTT\n\nNOTE rien",
        b"00:99 --> rien",
        "<html>été</html>".encode(),
        b"PK\x03\x04\x00\x00",
    ],
)
def test_anything_else_is_refused_with_an_example(content: bytes) -> None:
    with pytest.raises(TranscriptError, match="00:01:05"):
        read_transcript(content)


def test_a_typed_transcript_is_checked_too() -> None:
    check_transcript(TRANSCRIPT)
    with pytest.raises(TranscriptError):
        check_transcript("Bonjour")


@pytest.mark.parametrize("text", ["", "   \n", "Bonjour", "WEBVTT\n\nxx --> yy\nété"])
def test_an_unreadable_transcript_has_no_sentence(text: str) -> None:
    assert parse_transcript(text) == []


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0:00"), (5, "0:05"), (245, "4:05"), (3600, "1:00:00"), (3723, "1:02:03"), (59.9, "0:59")],
)
def test_a_timecode(seconds: float, words: str) -> None:
    assert format_timecode(seconds) == words
