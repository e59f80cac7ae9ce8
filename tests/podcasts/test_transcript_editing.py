"""A transcript prepared for the editor of the form: same words, voices and times, one tag each."""

import pytest
from django.test import Client
from django.urls import reverse

from podcasts.transcript_editing import editable_webvtt
from podcasts.transcripts import TranscriptError, parse_transcript, read_transcript

ZOOM = """WEBVTT

1
00:00:01.000 --> 00:00:03.000
Alix Exemple: Bonjour & bienvenue.

2
00:00:03.000 --> 00:00:05.000
Zoé Modèle: 3 < 4, merci.
"""
TAGGED = """WEBVTT - Verger

NOTE relu par Zoé

STYLE
::cue { color: lime }

mot-1
00:00:01.000 --> 00:00:03.000 align:start
<v.loud Alix Exemple>On <i>plante</i> des pommiers.

00:00:03.000 --> 00:00:05.000
<v Zoé Modèle>Oui.</v>
<v Alix Exemple>Cet hiver.</v>
"""
SRT = "1\n00:00:01,000 --> 00:00:02,000\nALIX : Bonjour.\n\n2\n00:00:02,000 --> 00:00:03,000\nOui."


@pytest.mark.parametrize("text", [ZOOM, TAGGED, SRT])
def test_words_voices_and_times_are_the_same(text: str) -> None:
    prepared = editable_webvtt(text)
    assert parse_transcript(prepared) == parse_transcript(read_transcript(text.encode()))
    assert editable_webvtt(prepared) == prepared


def test_names_before_a_colon_become_voices() -> None:
    prepared = editable_webvtt(ZOOM)
    assert "<v Alix Exemple>Bonjour &amp; bienvenue." in prepared
    assert "<v Zoé Modèle>3 &lt; 4, merci." in prepared


def test_markup_comments_and_settings_of_tagged_cues_are_kept() -> None:
    assert editable_webvtt(TAGGED) == TAGGED.strip()


def test_two_cues_at_the_same_time_keep_their_words() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nUn.\n\n00:01.000 --> 00:02.000\nDeux.\n"
    assert [cue.text for cue in parse_transcript(editable_webvtt(text))] == ["Un.", "Deux."]


def test_text_that_is_not_a_transcript_is_refused() -> None:
    with pytest.raises(TranscriptError):
        editable_webvtt("Bonjour.")


def test_view_returns_the_text_or_a_sentence(editor_client: Client) -> None:
    url = reverse("editable_transcript")
    assert editor_client.post(url, {"transcript": SRT}).json()["text"].startswith("WEBVTT")
    assert editor_client.post(url, {"transcript": " "}).json() == {"text": ""}
    refused = editor_client.post(url, {"transcript": "Bonjour."})
    assert refused.status_code == 422
    assert "ni du WebVTT ni du SRT" in refused.json()["error"]


@pytest.mark.django_db
def test_view_is_for_the_admin_only(client: Client) -> None:
    assert client.post(reverse("editable_transcript"), {"transcript": SRT}).status_code == 302
