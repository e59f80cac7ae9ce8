"""Values of feeds: dates, durations, numbers in titles, notes, transcripts."""

from datetime import UTC

import pytest

from podcasts.importing.parser.notes import notes_blocks, plain_text, shorten
from podcasts.importing.parser.transcripts import WITHOUT_TIMES, to_webvtt
from podcasts.importing.parser.values import (
    parse_date,
    parse_duration,
    parse_flag,
    parse_number,
    plain_words,
    without_number,
)
from podcasts.transcripts import TranscriptError, parse_transcript


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tue, 01 Mar 2022 10:00:00 +0100", "2022-03-01T09:00:00+00:00"),
        ("Tue, 01 Mar 2022 10:00:00 GMT", "2022-03-01T10:00:00+00:00"),
        ("Tue, 01 Mar 2022 10:00:00 EST", "2022-03-01T15:00:00+00:00"),
        ("Tue, 01 Mar 2022 10:00:00 CEST", "2022-03-01T08:00:00+00:00"),
        ("Wed, 01 Mar 2022 10:00:00 Z", "2022-03-01T10:00:00+00:00"),
        ("1 Mar 22 10:00 +0000", "2022-03-01T10:00:00+00:00"),
        ("mar., 01 mars 2022 10:00:00 +0100", "2022-03-01T09:00:00+00:00"),
        ("Tuesday, 1 March 2022 10:00:00 +0100", "2022-03-01T09:00:00+00:00"),
        ("2022-03-01T10:00:00Z", "2022-03-01T10:00:00+00:00"),
        ("2022-03-01T10:00:00.123+01:00", "2022-03-01T09:00:00.123000+00:00"),
        ("2022-03-01 10:00:00 +0100", "2022-03-01T09:00:00+00:00"),
        ("2022-03-01", "2022-02-28T23:00:00+00:00"),
        ("01/03/2022 10:00", "2022-03-01T09:00:00+00:00"),
    ],
)
def test_date_is_read_in_every_form(text: str, expected: str) -> None:
    found = parse_date(text)

    assert found is not None
    assert found.astimezone(UTC).isoformat() == expected


@pytest.mark.parametrize("text", ["", "hier", "Tue, 99 Mar 2022 10:00:00", "2022-13-45", "0"])
def test_date_is_none_when_unreadable(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1:02:03", 3723),
        ("62:03", 3723),
        ("3723", 3723),
        ("3723.4", 3723),
        ("00:00:30", 30),
        ("PT1H2M3S", 3723),
        ("PT62M3.5S", 3723),
        ("1h 02", 3720),
        ("12 min", 720),
        ("0", None),
        ("long", None),
        ("", None),
        ("99999999999", None),
        ("-5", None),
    ],
)
def test_duration_is_read_in_whole_seconds(text: str, seconds: int | None) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize(
    ("title", "number", "season", "expected"),
    [
        ("#12 - Le potager", 12, None, "Le potager"),
        ("#12 Le potager", 12, None, "Le potager"),
        ("12. Le potager", 12, None, "Le potager"),
        ("12 - Le potager", 12, None, "Le potager"),
        ("Épisode 12 : Le potager", 12, None, "Le potager"),
        ("Ep. 012 – Le potager", 12, None, "Le potager"),
        ("S2E12 · Le potager", 12, 2, "Le potager"),
        ("[S02 E12] Le potager", 12, 2, "Le potager"),
        ("Saison 2, épisode 12 : Le potager", 12, 2, "Le potager"),
        ("12 hommes en colère", 12, None, "12 hommes en colère"),
        ("#13 - Le potager", 12, None, "#13 - Le potager"),
        ("#12", 12, None, "#12"),
        ("120 - Le potager", 12, None, "120 - Le potager"),
        ("Le potager #12", 12, None, "Le potager #12"),
    ],
)
def test_number_is_removed_from_title_when_it_says_the_same(
    title: str, number: int, season: int | None, expected: str
) -> None:
    assert without_number(title, number, season) == expected


def test_flags_and_numbers_are_none_when_unknown() -> None:
    assert [parse_flag(word) for word in ("yes", "TRUE", "clean", "no", "?")] == [
        True, True, False, False, None,
    ]  # fmt: skip
    assert [parse_number(word) for word in ("12", "#3", "4.0", "0", "12a", "99999")] == [
        12, 3, 4, None, None, None,
    ]  # fmt: skip


def test_title_loses_tags_and_entities_encoded_twice() -> None:
    assert plain_words("L&#8217;<b>été</b> &amp;amp; 1 < 2") == "L’été & 1 < 2"


def test_notes_keep_paragraphs_headings_lists_and_links() -> None:
    blocks, remarks = notes_blocks(
        "<h2>Titre</h2><p>Un <strong>mot</strong>, <a href='https://e.org/?a=1&b=2'>lien</a>, "
        "<a href='javascript:x'>non</a>.</p><ul><li><p>Un</p></li><li>Deux</li></ul>"
        "<hr><img src=x><p></p>fin<script>alert(1)</script>"
    )

    assert blocks == [
        ("heading", "Titre"),
        (
            "paragraph",
            '<p>Un <b>mot</b>, <a href="https://e.org/?a=1&amp;b=2">lien</a>, non.</p>'
            "<ul><li>Un</li><li>Deux</li></ul>",
        ),
        ("separator", ""),
        ("paragraph", "<p>fin</p>"),
    ]
    assert remarks == ["les notes ont 1 image, non repris."]


def test_notes_of_plain_text_get_paragraphs_and_links() -> None:
    blocks, _ = notes_blocks("Un & deux\nligne\n\nVoir https://example.org/a.")

    assert blocks == [
        (
            "paragraph",
            "<p>Un &amp; deux<br/>ligne</p>"
            '<p>Voir <a href="https://example.org/a">https://example.org/a</a>.</p>',
        )
    ]


def test_summary_is_cut_after_a_sentence_or_a_word() -> None:
    assert shorten("Une phrase assez longue. Une autre.", 30) == "Une phrase assez longue."
    assert shorten("Des mots sans fin qui durent", 20) == "Des mots sans fin…"
    assert len(shorten("x" * 500, 280)) == 280
    assert plain_text("<p>Un</p><p><a href='https://e.org'>Deux</a></p>") == "Un Deux"


def test_transcript_in_json_keeps_voices_and_times() -> None:
    content = """{"version": "1.0.0", "segments": [
        {"speaker": "Alix", "startTime": 0.5, "endTime": 1.0, "body": "Bonjour"},
        {"speaker": "Alix", "startTime": 1.0, "endTime": 2.0, "body": "à tous."},
        {"speaker": "Zoé", "startTime": 65.25, "endTime": 70, "body": "Oui & <non>"}]}"""

    text, _ = to_webvtt("json", content.encode())

    assert "00:00:00.500 --> 00:00:02.000\n<v Alix>Bonjour à tous." in text
    assert "00:01:05.250 --> 00:01:10.000\n<v Zoé>Oui &amp; &lt;non&gt;" in text
    assert [(cue.voice, cue.text) for cue in parse_transcript(text)] == [
        ("Alix", "Bonjour à tous."),
        ("Zoé", "Oui & <non>"),
    ]


def test_transcript_in_html_keeps_voices_and_times() -> None:
    content = (
        "<html><head><title>T</title></head><body><cite>Alix:</cite><time>0:05</time>"
        "<p>Bonjour</p><cite>Zoé:</cite><time>1:02</time><p>Oui</p></body></html>"
    )

    text, remarks = to_webvtt("html", content.encode(), duration=100)

    assert "00:00:05.000 --> 00:01:02.000\n<v Alix>Bonjour" in text
    assert "00:01:02.000 --> 00:01:40.000\n<v Zoé>Oui" in text
    assert remarks == []


def test_transcript_without_times_keeps_its_words() -> None:
    text, remarks = to_webvtt("plain", b"Un.\n\nDeux.", duration=60)

    assert [cue.text for cue in parse_transcript(text)] == ["Un.", "Deux."]
    assert remarks == [WITHOUT_TIMES]


@pytest.mark.parametrize(
    ("kind", "content"),
    [("json", "[1]"), ("json", "{}"), ("json", "{"), ("plain", " "), ("html", "<p></p>")],
)
def test_transcript_is_refused_when_unreadable(kind: str, content: str) -> None:
    with pytest.raises(TranscriptError):
        to_webvtt(kind, content.encode())
