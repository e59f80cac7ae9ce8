"""Ways of programs and people to write a transcript: what a person reads in it is what is kept."""

import pytest

from podcasts.transcripts import TranscriptError, parse_transcript, read_transcript

Spoken = tuple[float, float, str, str]


def spoken(text: str) -> list[Spoken]:
    """Return (start, end, voice, words) of each cue; the stored WebVTT is read as the same."""
    vtt = read_transcript(text.encode())
    assert read_transcript(vtt.encode()) == vtt
    return [(cue.start, cue.end, cue.voice, cue.text) for cue in parse_transcript(vtt)]


def numbered(*texts: str, webvtt: bool = True) -> str:
    """Return one numbered cue of a second per text."""
    mark = "." if webvtt else ","
    cues = "\n\n".join(
        f"{at + 1}\n00:00:{at:02}{mark}000 --> 00:00:{at + 1:02}{mark}000\n{text}"
        for at, text in enumerate(texts)
    )
    return f"WEBVTT\n\n{cues}\n" if webvtt else f"{cues}\n"


@pytest.mark.parametrize(
    ("timing", "times"),
    [
        ("00:00:05,5000 --> 00:00:08,2500", (5.5, 8.25)),
        ("00:00:05.500000 --> 00:00:08.250000", (5.5, 8.25)),
        ("00:00:05:500 --> 00:00:08:250", (5.5, 8.25)),
        ("00:00:05, 500 --> 00:00:08, 250", (5.5, 8.25)),
        ("00:00:05,50 --> 00:00:08,25", (5.5, 8.25)),
        ("0:00:05,500 --> 0:00:08,250", (5.5, 8.25)),
        ("00:00:05,500 -- > 00:00:08,250", (5.5, 8.25)),
        ("00:00:05,500\u00a0-->\u00a000:00:08,250", (5.5, 8.25)),
        ("00:00:05,500 --> 00:00:08,250  X1:40 X2:600 Y1:20 Y2:50", (5.5, 8.25)),
        ("0:00:05.500, 0:00:08.250", (5.5, 8.25)),
        ("100:00:05,500 --> 100:00:08,250", (360005.5, 360008.25)),
        ("00:00:05,500 --> 00:00:04,000", (5.5, 5.5)),
    ],
)
@pytest.mark.parametrize("head", ["", "WEBVTT\n\n", "webvtt\n\n", "\ufeff\ufeffWEBVTT\n\n"])
def test_times_as_programs_write_them(head: str, timing: str, times: tuple[float, float]) -> None:
    assert spoken(f"{head}{timing}\nBonjour.\n") == [(*times, "", "Bonjour.")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{\\an8}Bonjour.", "Bonjour."),
        ("{\\an8\\fad(200,200)}<b>{\\i1}Bonjour{\\i0}</b> {pas une balise}.",
         "Bonjour {pas une balise}."),
        ("{i}Bonjour{/i}, {b}toutes{/b}", "Bonjour, toutes"),
        ("Bonjour\\Nà toutes", "Bonjour à toutes"),
        ("Bonjour[br]à toutes", "Bonjour à toutes"),
        ("Bon\x00jour\u200b.\u200e", "Bonjour."),
        ("<p>Bonjour</p> <a href=\"x\">à</a> <em>toutes</em>", "Bonjour à toutes"),
        ("<ruby>漢<rt>kan</rt></ruby> <lang fr>été</lang>", "漢kan été"),
        ("Eau &amp; &eacute;nergie &#39;x&#39; &amp;lt;", "Eau & énergie 'x' &lt;"),
        ("Bonjour\x0bà\x0ctoutes\u2028et\u0085tous", "Bonjour à toutes et tous"),
        ("On passe de A --> B", "On passe de A --> B"),
        ("Rendez-vous à\n14:30", "Rendez-vous à 14:30"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("webvtt", [True, False])
def test_markup_of_programs_is_not_said(text: str, words: str, webvtt: bool) -> None:
    assert spoken(numbered(text, webvtt=webvtt)) == [(0, 1, "", words)]


@pytest.mark.parametrize(
    ("texts", "voices"),
    [
        # Zoom: names as participants write them.
        (("Alix Exemple: Oui.",), ["Alix Exemple"]),
        (("alix exemple: Oui.", "camille: Non."), ["alix exemple", "camille"]),
        (("Alix Exemple | Mairie: Oui.", "Camille - Exemple: Non."),
         ["Alix Exemple | Mairie", "Camille - Exemple"]),
        (("alix@exemple.example: Oui.", "Camille: Non."), ["alix@exemple.example", "Camille"]),
        (("Alix Exemple: Un.", "deux", "trois", "quatre", "cinq"),
         ["Alix Exemple", "", "", "", ""]),
        # A name that comes back, a name without space after the colon, a name on its own line.
        (("Alix : Un.", "deux", "Camille : Trois.", "quatre", "cinq", "Alix : Six.", "sept",
          "Camille : Huit."),
         ["Alix", "", "Camille", "", "", "Alix", "", "Camille"]),
        (("Alix:Un.", "Camille:Deux."), ["Alix", "Camille"]),
        (("Alix :\nUn.", "Camille :\nDeux."), ["Alix", "Camille"]),
        (("- ALIX : Un.\n- CAMILLE : Deux.",), ["ALIX", "CAMILLE"]),
        ((">> ALIX: Un.", ">> CAMILLE: Deux."), ["ALIX", "CAMILLE"]),
        (("[SPEAKER_00]: Un.", "[SPEAKER_01]: Deux."), ["SPEAKER_00", "SPEAKER_01"]),
        (("<b>Alix\u202f:</b> Un.", "<b>Camille\u00a0:</b> Deux."), ["Alix", "Camille"]),
        # Teams and WebVTT.
        (("<v Alix EXEMPLE>Un.</v>", "<v Camille (Invité)>Deux.</v>"),
         ["Alix EXEMPLE", "Camille (Invité)"]),
        (("<v Alix>Alix : Un.",), ["Alix"]),
        (("<v Alix>Un. <v Camille>Deux.",), ["Alix", "Camille"]),
        (("<v Alix &amp; Camille>Un.", "<V\tAlix>Deux.</V>"), ["Alix & Camille", "Alix"]),
        # Nobody.
        (("Bonjour à tous : un.", "Ensuite : deux."), ["", ""]),
        (("Attention : un.", "Deux.", "Attention : trois.", "Quatre.", "Cinq."), [""] * 5),
    ],
)  # fmt: skip
def test_voices_as_programs_write_them(texts: tuple[str, ...], voices: list[str]) -> None:
    found = spoken(numbered(*texts))
    assert [voice for _, _, voice, _ in found] == voices
    assert not any(voice and words.startswith(voice) for _, _, voice, words in found)


@pytest.mark.parametrize(
    "text",
    [
        numbered("Bonjour\n\nà toutes.", "Merci."),
        numbered("Bonjour\n\nà toutes.", "Merci.", webvtt=False),
        numbered("\nBonjour à toutes.", "\nMerci."),
        numbered("Bonjour à toutes.", "Merci.").replace("\n", "\n\n"),
        numbered("Bonjour\nà toutes.", "Merci.", webvtt=False).replace("\n", "\n\n"),
        numbered("Bonjour à toutes.", "Merci.").replace("\n\n", "\n"),
        numbered("Bonjour à toutes.", "Merci.").replace("\n\n", "\n \t\n"),
        "[00:00.000 --> 00:01.000]  Bonjour à toutes.\n[00:01.000 --> 00:02.000]  Merci.\n",
        "0:00:00.000,0:00:01.000\nBonjour[br]à toutes.\n\n0:00:01.000,0:00:02.000\nMerci.\n",
        "WEBVTT\n\n00:00.000 --> 00:01.000\n Bonjour à toutes.\n\n00:01.000 --> 00:02.000\n Merci.",
        numbered("Bonjour à toutes.", "Merci.") + "\x1a",
    ],
    ids=["blank in WebVTT", "blank in SRT", "blank after time", "double spaced",
         "double spaced SRT", "no blank", "white lines", "printed by Whisper", "SBV", "Whisper",
         "end of file mark"],
)  # fmt: skip
def test_empty_lines_lose_and_add_nothing(text: str) -> None:
    assert spoken(text) == [(0, 1, "", "Bonjour à toutes."), (1, 2, "", "Merci.")]


def test_words_shown_one_after_another_are_said_once() -> None:
    text = numbered(
        "<u>Bonjour</u> à", "Bonjour <u>à</u>", "<u>Merci</u> bien", "Merci <u>bien</u>"
    )
    assert [words for *_, words in spoken(text)] == ["Bonjour à", "Merci bien"]


def test_a_wrong_time_of_the_only_cue_is_reported_with_its_line() -> None:
    with pytest.raises(TranscriptError, match="Ligne 2, .*-00:00:01,000"):
        read_transcript(b"1\n-00:00:01,000 --> 00:00:04,000\nBonjour.\n")
