"""Transcripts as other programs write them: words, voices and times, or a reason."""

import pytest

from podcasts.transcripts import (
    TranscriptError,
    check_transcript,
    parse_transcript,
    read_transcript,
)

HEAD = "WEBVTT\n\n"


def words(text: str, encoding: str = "utf-8") -> list[tuple[int, str, str]]:
    """Return (seconds, voice, text) of a file; the stored WebVTT is read as the same."""
    vtt = read_transcript(text.encode(encoding))
    assert read_transcript(vtt.encode()) == vtt
    return [(int(cue.start), cue.voice, cue.text) for cue in parse_transcript(vtt)]


def cues(*texts: str) -> str:
    """Return WebVTT with a cue per text, one second each."""
    return HEAD + "\n\n".join(
        f"00:00:{start:02}.000 --> 00:00:{start + 1:02}.000\n{text}"
        for start, text in enumerate(texts)
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-8", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_file_is_read_whatever_its_encoding_and_line_ends(encoding: str, end: str) -> None:
    text = f"{HEAD}00:00:05.000 --> 00:00:08.000\nBonjour à l’été.\n"
    assert words(text.replace("\n", end), encoding) == [(5, "", "Bonjour à l’été.")]


@pytest.mark.parametrize(
    ("timing", "start"),
    [
        ("00:00:05,000 --> 00:00:08,000", 5),
        ("0:00:05,000 --> 0:00:08,000", 5),
        ("00:00:05.000 --> 00:00:08.000", 5),
        ("00:05.000 --> 00:08.000", 5),
        ("1:00:05 --> 1:00:08", 3605),
        ("00:00:05,5 --> 00:00:08,5", 5),
        ("00:00:05,000-->00:00:08,000", 5),
        ("00:00:05,000 -> 00:00:08,000", 5),
        ("00:00:05,000 –> 00:00:08,000", 5),
        ("00:00:05,000 → 00:00:08,000", 5),
        ("75:05.000 --> 75:08.000", 4505),
        ("0:00:05.000,0:00:08.000", 5),
        ("  00:00:05.000 --> 00:00:08.000  align:start position:0%", 5),
    ],
)
@pytest.mark.parametrize("head", ["", HEAD, "1\n", f"{HEAD}intro\n"])
def test_timing_is_read_as_programs_write_it(head: str, timing: str, start: int) -> None:
    assert words(f"{head}{timing}\nBonjour.\n") == [(start, "", "Bonjour.")]


@pytest.mark.parametrize("head", ["", HEAD])
def test_cues_without_empty_lines_are_apart(head: str) -> None:
    text = (
        f"{head}1\n00:00:05.000 --> 00:00:08.000\nBonjour.\n2\n00:00:08.000 --> 00:00:09.000\n"
        "En\n2019\n3\n00:00:09.000 --> 00:00:10.000\nMerci.\n"
    )
    assert words(text) == [(5, "", "Bonjour."), (8, "", "En 2019"), (9, "", "Merci.")]


def test_empty_lines_inside_a_cue_of_srt_lose_no_word() -> None:
    text = (
        "1\n00:00:05,000 --> 00:00:08,000\nCombien ?\n\n12\n\n2\n"
        "00:00:08,000 --> 00:00:09,000\nMerci.\n"
    )
    assert words(text) == [(5, "", "Combien ? 12"), (8, "", "Merci.")]


def test_comments_styles_and_settings_of_webvtt_are_kept() -> None:
    text = (
        "WEBVTT - Épisode\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE\nÀ relire\n\n"
        "a1/2-0\n00:00:05.000 --> 00:00:08.000 align:start\nBonjour."
    )
    assert read_transcript(text.encode()) == text
    assert words(text) == [(5, "", "Bonjour.")]


@pytest.mark.parametrize(
    ("payload", "spoken"),
    [
        (
            "<v Alix>Bonjour.</v>\n<v Camille>Merci.</v>",
            [("Alix", "Bonjour."), ("Camille", "Merci.")],
        ),
        ("<v.loud Alix Exemple>Bonjour,\nà toutes.", [("Alix Exemple", "Bonjour, à toutes.")]),
        ("<v Alix>Bonjour.</v> (rires)", [("Alix", "Bonjour."), ("", "(rires)")]),
        (
            "ALIX : Bonjour,\nà toutes.\nCAMILLE : Merci.",
            [("ALIX", "Bonjour, à toutes."), ("CAMILLE", "Merci.")],
        ),
        ("Eau &amp; énergie &lt;3 &nbsp;fin", [("", "Eau & énergie <3 fin")]),
        ("L&#8217;eau &eacute;tait &#x2014; AT&T &copie", [("", "L’eau était — AT&T &copie")]),
        (
            '<i>Merci</i> <font color="red">à</font> <c.jaune>vous</c> {\\an8}!',
            [("", "Merci à vous !")],
        ),
        ("x < 3 et y > 2", [("", "x < 3 et y > 2")]),
        ("Attention : ça glisse", [("", "Attention : ça glisse")]),
        ("Il dit : oui", [("", "Il dit : oui")]),
        ("à 14:30: rien", [("", "à 14:30: rien")]),
    ],
)
def test_markup_entities_and_voices(payload: str, spoken: list[tuple[str, str]]) -> None:
    assert words(cues(payload)) == [(0, *each) for each in spoken]


def test_cue_keeps_its_times_to_the_millisecond() -> None:
    text = f"{HEAD}00:00:05.790 --> 00:00:09.514\nBonjour.\n\n00:00:09.514 --> 00:00:08.000\nOui."
    first, second = parse_transcript(read_transcript(text.encode()))
    assert (first.start, first.end, first.seconds) == (5.79, 9.514, "5.79")
    assert (first.anchor, first.timecode) == ("t-5", "0:05")
    # A wrong end is not before the start.
    assert (second.start, second.end) == (9.514, 9.514)


def test_voices_of_one_cue_all_have_its_times() -> None:
    text = f"{HEAD}00:00:05.500 --> 00:00:08.000\n<v Alix>Bonjour.</v>\n<v Camille>Merci.</v>"
    first, second = parse_transcript(text)
    assert [(cue.start, cue.end, cue.anchor) for cue in (first, second)] == [
        (5.5, 8, "t-5"),
        (5.5, 8, ""),
    ]


@pytest.mark.parametrize(
    ("texts", "voices"),
    [
        (
            ("Alix Exemple: Bonjour.", "Camille Specimen: Merci."),
            ["Alix Exemple", "Camille Specimen"],
        ),
        (("Alix d’Été : Un.", "Alix d’Été : Deux."), ["Alix d’Été", "Alix d’Été"]),
        (("Intervenant 1: Un.", "Intervenant 2: Deux."), ["Intervenant 1", "Intervenant 2"]),
        (
            ("Alix (mairie) : Un.", "Camille de La Tour : Deux."),
            ["Alix (mairie)", "Camille de La Tour"],
        ),
        (("<v Alix>Un.", "Alix : Deux.", "Trois.", "Quatre."), ["Alix", "Alix", "", ""]),
        (("Attention : un.", "Deux.", "Trois."), ["", "", ""]),
        (("ALIX : Un.", "Deux."), ["ALIX", ""]),
    ],
)
def test_names_before_a_colon_are_voices(texts: tuple[str, ...], voices: list[str]) -> None:
    assert [voice for _, voice, _ in words(cues(*texts))] == voices


def test_rolling_captions_say_each_word_once() -> None:
    text = (
        "WEBVTT\nKind: captions\nLanguage: fr\n\n"
        "00:00:00.160 --> 00:00:02.000 align:start position:0%\n \n"
        "bonjour<00:00:00.480><c> à</c><00:00:00.640><c> toutes</c>\n\n"
        "00:00:02.000 --> 00:00:02.010 align:start position:0%\nbonjour à toutes\n \n\n"
        "00:00:02.010 --> 00:00:04.000 align:start position:0%\nbonjour à toutes\n"
        "et<00:00:02.480><c> bienvenue</c>\n\n"
        "00:00:04.000 --> 00:00:04.010 align:start position:0%\net bienvenue\n \n"
    )
    assert words(text) == [(0, "", "bonjour à toutes"), (2, "", "et bienvenue")]


def test_rolling_captions_without_markup_say_each_word_once() -> None:
    text = cues("un", "un\ndeux", "deux\ntrois", "trois\nquatre")
    assert [spoken for _, _, spoken in words(text)] == ["un", "deux", "trois", "quatre"]


def test_words_that_somebody_repeats_are_kept() -> None:
    assert [spoken for _, _, spoken in words(cues("Oui.", "Oui.", "Non.", "Si."))] == [
        "Oui.", "Oui.", "Non.", "Si."
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (f"{cues('Bonne.')}\n\n00:00:61.000 -> 00:00:62.000\nMauvaise.\n", 6, "00:00:61.000"),
        (f"{cues('Bonne.')}\n\n00:61:00.000 --> 00:62:00.000\nMauvaise.\n", 6, "00:61:00.000"),
        (f"{cues('Bonne.')}\n\nun --> deux\nMauvaise.\n", 6, "un --> deux"),
        (f"{HEAD}NOTE rien\n\nPerdue.\n\n{cues('Bonne.')[8:]}", 5, "Perdue."),
        (f"{cues('Bonne.')}\n\n{cues('Autre.')}", 6, "WEBVTT"),
        ("Titre\n\n1\n00:00:01,000 --> 00:00:02,000\nUn.\n", 1, "Titre"),
        ("0:00:01.000,0:00:02.000\nUn.\n\n0:00:61.000,0:00:62.000\nDeux.", 4, "0:00:61.000"),
        ("1\n00:00:01:12 --> 00:00:02:12\nUn.\n\n2\n00:00:03,000 --> 00:00:04,000\nD", 2, "01:12"),
    ],
)
def test_line_that_would_be_lost_is_refused(text: str, line: int, reason: str) -> None:
    for check in (lambda: read_transcript(text.encode()), lambda: check_transcript(text)):
        with pytest.raises(TranscriptError, match=f"Ligne {line}, .*{reason}"):
            check()


def test_typed_transcript_is_read_with_the_line_ends_of_browsers() -> None:
    text = cues("Un.", "Deux.").replace("\n", "\r\n")
    check_transcript(text)
    assert [cue.text for cue in parse_transcript(text)] == ["Un.", "Deux."]


@pytest.mark.parametrize(
    "line",
    ["1:" * 400_000, "<v " * 300_000, "Alix " * 200_000, "a\n" * 50_000, "{\\a" * 300_000],
)
def test_hostile_file_is_read_in_linear_time(line: str) -> None:
    assert parse_transcript(cues(line, line))[0].start == 0
