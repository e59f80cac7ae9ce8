"""Size, type and duration of a remote sound, asked from its host."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from podcasts import hosts
from podcasts.hosts import HostError, ask_headers, ask_sound
from tests.factories.media import wav_bytes
from tests.podcasts.audio_bytes import mp3_bytes
from tests.web import Answer, Web

CHAPTERS = [(0, "Début", ""), (1500, "Suite", "https://example.org/")]


def serve(web: Web, path: str, content: bytes, kind: str, *, ranges: bool = True) -> str:
    web.answers[path] = Answer(200, content, {"Content-Type": kind}, ranges=ranges)
    return web.url(path)


def test_host_says_size_and_type_and_the_file_its_duration(web: Web) -> None:
    content = wav_bytes(400)
    url = serve(web, "/son", content, "audio/x-wav")
    sound = ask_sound(url)
    assert (sound.answer.length, sound.answer.mime_type) == (len(content), "audio/wav")
    assert sound.facts
    assert sound.facts.duration == 400
    # One question, one part of the file.
    assert [method for method, _ in web.requested] == ["HEAD", "GET"]


def test_chapters_after_a_large_artwork_are_read_by_parts(web: Web) -> None:
    content = mp3_bytes(60, CHAPTERS, padding=900_000)
    sound = ask_sound(serve(web, "/son.mp3", content, "audio/mpeg"))
    assert sound.facts
    assert round(sound.facts.duration) == 60
    assert [chapter.title for chapter in sound.facts.chapters] == ["Début", "Suite"]
    asked = [headers["Range"] for _, _, headers in web.requests if "Range" in headers]
    assert len(asked) <= hosts.MAX_BLOCKS


def test_vague_type_is_that_of_the_extension(web: Web) -> None:
    url = serve(web, "/a/son.mp3", b"x" * 10, "application/octet-stream")
    assert ask_headers(url).mime_type == "audio/mpeg"


def test_host_without_head_is_asked_for_one_byte(web: Web) -> None:
    content = wav_bytes(2)
    url = serve(web, "/son.wav", content, "audio/wav")
    web.answers["HEAD", "/son.wav"] = Answer(405)
    assert ask_headers(url).length == len(content)


def test_host_without_parts_gives_no_duration_of_a_long_file(web: Web) -> None:
    # The data chunk is far: the beginning of the file is not enough.
    content = mp3_bytes(30, CHAPTERS, padding=400_000)
    sound = ask_sound(serve(web, "/son.mp3", content, "audio/mpeg", ranges=False))
    assert sound.answer.length == len(content)
    assert sound.facts is None


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(404), "plus rien à cette adresse"),
        (Answer(403), "refuse de donner ce son"),
        (Answer(200, b"<html>", {"Content-Type": "text/html; charset=utf-8"}), "pas un son"),
    ],
)
def test_address_without_a_sound_is_told_in_french(web: Web, answer: Answer, words: str) -> None:
    web.answers["/son"] = answer
    with pytest.raises(HostError, match=words):
        ask_headers(web.url("/son"))


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/son.mp3", "http://[::1]/a.mp3"])
def test_private_address_is_not_requested(url: str) -> None:
    with pytest.raises(HostError, match="réseau privé"):
        ask_headers(url)


@pytest.mark.django_db
class TestButton:
    def ask(self, client: Client, url: str) -> Any:
        return client.post(reverse("host_facts"), {"url": url})

    def test_fields_are_filled(self, web: Web, editor_client: Client) -> None:
        content = mp3_bytes(75, CHAPTERS, texts=[("TIT2", "Le verger")])
        answer = self.ask(editor_client, serve(web, "/son.mp3", content, "audio/mp3"))
        facts = answer.json()
        assert facts["audio_length"] == str(len(content))
        assert (facts["audio_type"], facts["duration"]) == ("audio/mpeg", "1:15")
        assert facts["title"] == "Le verger"
        assert facts["chapters"][1] == {
            "start": "0:01",
            "title": "Suite",
            "url": "https://example.org/",
        }

    @pytest.mark.parametrize("url", ["", "son.mp3", "ftp://example.org/a.mp3", "http://10.0.0.1/a"])
    def test_refused_address_gets_a_sentence(self, editor_client: Client, url: str) -> None:
        answer = self.ask(editor_client, url)
        assert answer.status_code == 422
        assert answer.json()["error"].endswith(".")

    def test_reader_may_not_ask(self, client: Client) -> None:
        assert self.ask(client, "https://example.org/a.mp3").status_code == 302
