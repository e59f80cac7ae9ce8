"""Transcripts, chapters and OPML as files."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from lxml import etree

from podcasts.models import EpisodeChapter
from podcasts.transcript_files import as_srt, as_webvtt
from podcasts.transcripts import parse_transcript
from tests.factories import (
    ArtworkFactory,
    EpisodePageFactory,
    PodcastPageFactory,
    UserFactory,
)
from tests.factories.site_tree import SiteTree
from tests.hidden_pages import HIDINGS, UNPUBLISHED_WAYS, restrict_to_members

FILES = ["transcription.vtt", "transcription.srt", "chapitres.json"]

MESSY = """WEBVTT - titre
Kind: captions

NOTE une note

2
00:01:05.500 --> 00:01:07.000 align:start couleur:rouge
<v Zoé d’Été>Oui & non <i>ou</i> &lt;3.
<v Anaïs>Deux voix.

00:01.000 --> 00:01.000
Sans durée
"""


def test_webvtt_is_valid_whatever_was_typed() -> None:
    assert as_webvtt(MESSY) == (
        "WEBVTT\n\n"
        "00:00:01.000 --> 00:00:01.001\nSans durée\n\n"
        "2\n00:01:05.500 --> 00:01:07.000 align:start\n"
        "<v Zoé d’Été>Oui &amp; non ou &lt;3.\n<v Anaïs>Deux voix.\n"
    )


def test_srt_keeps_the_voices_before_a_colon() -> None:
    assert as_srt(MESSY) == (
        "1\n00:00:01,000 --> 00:00:01,001\nSans durée\n\n"
        "2\n00:01:05,500 --> 00:01:07,000\n"
        "Zoé d’Été\u00a0: Oui & non ou <3.\nAnaïs\u00a0: Deux voix.\n"
    )


def test_srt_typed_with_hours_and_commas_becomes_webvtt() -> None:
    text = as_webvtt("1\n0:00:01,5 --> 0:00:02,25\nÉté\n2\n01:00:00,000 --> 01:00:01,000\nFin")
    assert "00:00:01.500 --> 00:00:02.250" in text
    assert "01:00:00.000 --> 01:00:01.000" in text


@pytest.mark.parametrize("text", ["", "WEBVTT\n", "Un texte sans temps"])
def test_text_without_cue_gives_no_file(text: str) -> None:
    assert as_webvtt(text) == as_srt(text) == ""


def test_files_say_the_same_as_the_page() -> None:
    expected = [(cue.start, cue.text) for cue in parse_transcript(MESSY)]
    again = [(cue.start, cue.text) for cue in parse_transcript(as_webvtt(MESSY))]
    assert sorted(again) == sorted(expected)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("transcription.vtt", "text/vtt; charset=utf-8"),
        ("transcription.srt", "application/x-subrip; charset=utf-8"),
        ("chapitres.json", "application/json+chapters"),
    ],
)
def test_file_has_its_type_an_etag_and_is_open_to_other_sites(
    client: Client, site_tree: SiteTree, name: str, media_type: str
) -> None:
    path = EpisodePageFactory().get_url() + name
    response = client.get(path)

    assert response.status_code == 200
    assert response["Content-Type"] == media_type
    assert response["Access-Control-Allow-Origin"] == "*"
    again = client.get(path, headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304
    assert again["Access-Control-Allow-Origin"] == "*"
    assert client.head(path)["Content-Length"] == str(len(response.content))
    assert client.post(path).status_code == 405


@pytest.mark.django_db
def test_episode_without_content_has_no_file(client: Client, site_tree: SiteTree) -> None:
    episode = EpisodePageFactory(transcript="", chapters=[])
    for name in FILES:
        assert client.get(episode.get_url() + name).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("way", UNPUBLISHED_WAYS)
def test_files_of_an_unpublished_episode_are_not_found(
    client: Client, site_tree: SiteTree, way: str
) -> None:
    episode = EpisodePageFactory()
    HIDINGS[way](episode)
    for name in FILES:
        assert client.get(episode.get_url() + name).status_code == 404


@pytest.mark.django_db
def test_files_of_a_restricted_episode_ask_for_a_login(client: Client, site_tree: SiteTree) -> None:
    episode = EpisodePageFactory()
    restrict_to_members(episode)
    for name in FILES:
        response = client.get(episode.get_url() + name)
        assert response.status_code == 302
        assert "Access-Control-Allow-Origin" not in response
    client.force_login(UserFactory())
    for name in FILES:
        response = client.get(episode.get_url() + name)
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"] or "private" in response["Cache-Control"]


@pytest.mark.django_db
def test_chapters_are_those_of_the_specification(client: Client, site_tree: SiteTree) -> None:
    image = ArtworkFactory()
    chapters = [
        EpisodeChapter(start=90, title="L’été", url="https://example.org/", image=image),
        EpisodeChapter(start=0, title="L’accueil"),
    ]
    episode = EpisodePageFactory(title="Le marché", remote=True, chapters=chapters)
    data: dict[str, Any] = json.loads(client.get(f"{episode.get_url()}chapitres.json").content)

    assert data == {
        "version": "1.2.0",
        "title": "Le marché",
        "chapters": [
            {"startTime": 0, "title": "L’accueil"},
            {
                "startTime": 90,
                "title": "L’été",
                "img": f"http://testserver{image.file.url}",
                "url": "https://example.org/",
            },
        ],
    }


@pytest.mark.django_db
def test_opml_lists_the_visible_shows(client: Client, site_tree: SiteTree) -> None:
    here = PodcastPageFactory(title="Été & hiver")
    PodcastPageFactory(
        title="Ailleurs", hosted_elsewhere=True, source_feed="https://example.org/flux.xml"
    )
    PodcastPageFactory(title="Secretozor brouillon", draft=True)
    restrict_to_members(PodcastPageFactory(title="Secretozor"))
    response = client.get("/podcasts/podcasts.opml")
    body = etree.fromstring(response.content)

    assert response["Content-Type"] == "text/x-opml; charset=utf-8"
    assert body.get("version") == "2.0"
    assert body.findtext("head/title") == site_tree.podcasts.title
    assert [(o.get("type"), o.get("text"), o.get("xmlUrl")) for o in body.iter("outline")] == [
        ("rss", "Ailleurs", "https://example.org/flux.xml"),
        ("rss", "Été & hiver", f"http://testserver{here.get_url()}feed.xml"),
    ]
    index = BeautifulSoup(client.get("/podcasts/").content, "html.parser")
    assert index.find("a", href="podcasts.opml")


@pytest.mark.django_db
def test_opml_exists_for_the_index_only(client: Client, site_tree: SiteTree) -> None:
    show = PodcastPageFactory()
    assert client.get(f"{show.get_url()}podcasts.opml").status_code == 404
    assert client.get("/lettres/podcasts.opml").status_code == 404
    assert client.get("/podcasts.opml").status_code == 404
