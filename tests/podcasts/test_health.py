"""Health of the podcasts: the report for editors and the command `check_podcasts`."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from podcasts.health.sounds import check_sound
from podcasts.models import EpisodeChapter, EpisodePage, SoundCheck, SoundState
from tests.csv_exports import csv_rows
from tests.factories import EpisodePageFactory, MediaFactory, PodcastPageFactory
from tests.factories.images import ImageFactory
from tests.factories.site_tree import SiteTree
from tests.web import Answer, Web

pytestmark = pytest.mark.django_db

REPORT = "hub_report_sante-des-podcasts"
WORDS = "Ce qui ne va pas"


def rows(client: Client, **parameters: Any) -> dict[str, str]:
    """Return the words of the report by title, in its order."""
    response = client.get(reverse(REPORT), {"export": "csv", **parameters})
    return {row["Titre"]: row[WORDS] for row in csv_rows(response)}


def remote_episode(web: Web, path: str, **fields: Any) -> EpisodePage:
    """Return an episode whose host has a sound of 10 bytes at `path`."""
    web.answers[path] = Answer(200, b"0123456789", {"Content-Type": "audio/mpeg"})
    known: dict[str, Any] = {"audio_length": 10, "audio_type": "audio/mpeg"}
    return EpisodePageFactory(remote=True, audio_url=web.url(path), **known | fields)


def test_file_of_the_hub_that_is_there_is_found(site_tree: SiteTree) -> None:
    assert check_sound(EpisodePageFactory()).state == SoundState.FOUND


def test_missing_file_of_the_hub_is_lost_though_its_row_is_there(site_tree: SiteTree) -> None:
    episode = EpisodePageFactory()
    episode.audio.file.storage.delete(episode.audio.file.name)
    check = check_sound(episode)
    assert (check.state, check.words) == (SoundState.LOST, "Le fichier n’est plus sur le site.")


def test_file_of_the_hub_with_another_size_is_changed(site_tree: SiteTree) -> None:
    episode = EpisodePageFactory()
    with episode.audio.file.storage.open(episode.audio.file.name, "ab") as file:
        file.write(b"x")
    check = check_sound(episode)
    assert check.state == SoundState.CHANGED
    assert "octets au lieu de" in check.words


@pytest.mark.parametrize(
    ("fields", "state", "words"),
    [
        ({}, SoundState.FOUND, ""),
        ({"audio_length": 11}, SoundState.CHANGED, "a changé chez l’hébergeur"),
        ({"audio_type": "audio/ogg"}, SoundState.CHANGED, "le type audio/mpeg"),
    ],
)
def test_remote_sound_is_compared_with_the_episode(
    web: Web, site_tree: SiteTree, fields: dict, state: SoundState, words: str
) -> None:
    check = check_sound(remote_episode(web, "/son.mp3", **fields))
    assert check.state == state
    assert words in check.words
    assert web.requested == [("HEAD", "/son.mp3")]


@pytest.mark.parametrize(
    ("status", "state"),
    [(404, SoundState.LOST), (500, SoundState.LOST), (403, SoundState.DOUBTFUL)],
)
def test_remote_sound_in_error_is_lost_or_doubtful(
    web: Web, site_tree: SiteTree, status: int, state: SoundState
) -> None:
    episode = remote_episode(web, "/son.mp3")
    web.answers["/son.mp3"] = Answer(status)
    assert check_sound(episode).state == state


def test_private_address_is_doubtful_and_not_requested(site_tree: SiteTree) -> None:
    episode = EpisodePageFactory(remote=True, audio_url="http://10.0.0.1/son.mp3")
    check = check_sound(episode)
    assert check.state == SoundState.DOUBTFUL
    assert "réseau privé" in check.words


def test_report_shows_the_worst_first_in_words(
    web: Web, site_tree: SiteTree, superuser_client: Client
) -> None:
    show = PodcastPageFactory(title="Émission", artwork=True)
    EpisodePageFactory(title="Saine", parent=show)
    EpisodePageFactory(title="Sans texte", parent=show, transcript="")
    late = [EpisodeChapter(start=0, title="Début"), EpisodeChapter(start=90, title="Loin")]
    EpisodePageFactory(title="Chapitre", parent=show, chapters=late)
    twin = EpisodePageFactory(title="Jumelle", parent=show)
    EpisodePage.objects.filter(pk=twin.pk).update(guid="pareil")
    other = EpisodePageFactory(title="Autre jumelle", parent=show)
    EpisodePage.objects.filter(pk=other.pk).update(guid="pareil")
    PodcastPageFactory(title="Rectangle", image=ImageFactory(), image_alt="Un verger")
    lost = remote_episode(web, "/perdu.mp3", title="Perdue", parent=show)
    web.answers["/perdu.mp3"] = Answer(404)
    EpisodePageFactory(title="Brouillon", parent=show, transcript="", draft=True)
    check_sound(lost)

    found = rows(superuser_client)

    assert list(found)[0] == "Perdue"
    assert set(list(found)[1:4]) == {"Jumelle", "Autre jumelle", "Rectangle"}
    assert set(list(found)[4:]) == {"Sans texte", "Chapitre"}
    assert "plus rien à cette adresse" in found["Perdue"]
    assert "carrée" in found["Rectangle"]
    assert "même identifiant" in found["Jumelle"]
    assert "«\u00a0Loin\u00a0» (1:30)" in found["Chapitre"]
    assert rows(superuser_client, problem="lost").keys() == {"Perdue"}


def test_check_of_a_former_sound_is_ignored(
    web: Web, site_tree: SiteTree, superuser_client: Client
) -> None:
    episode = remote_episode(web, "/son.mp3", title="Réparée")
    web.answers["/son.mp3"] = Answer(404)
    check_sound(episode)
    assert "Réparée" in rows(superuser_client)
    episode.audio_url = web.url("/autre.mp3")
    episode.save()
    assert "Réparée" not in rows(superuser_client)


def test_replaced_file_is_told_until_the_episode_is_published(
    site_tree: SiteTree, superuser_client: Client
) -> None:
    sound = MediaFactory()
    episode = EpisodePageFactory(title="Remplacée", audio=sound)
    type(sound).objects.filter(pk=sound.pk).update(byte_length=5)
    assert "publiez de nouveau" in rows(superuser_client)["Remplacée"]
    episode.refresh_from_db()
    episode.save()
    assert "Remplacée" not in rows(superuser_client)


def test_report_links_to_forms_and_takes_the_same_queries(
    site_tree: SiteTree, superuser_client: Client
) -> None:
    show = PodcastPageFactory(artwork=True)

    def count(number: int) -> int:
        episodes = EpisodePageFactory.create_batch(number, parent=show, transcript="")
        with CaptureQueriesContext(connection) as queries:
            content = superuser_client.get(reverse(REPORT)).content.decode()
        assert reverse("wagtailadmin_pages:edit", args=[episodes[0].pk]) in content
        return len(queries)

    count(3)
    short = count(1)
    assert count(12) == short <= 30


def test_command_tells_its_progress_counts_and_fails_on_serious_problems(
    web: Web, site_tree: SiteTree, capsys: pytest.CaptureFixture[str]
) -> None:
    show = PodcastPageFactory(artwork=True)
    EpisodePageFactory(parent=show, title="Ici")
    EpisodePageFactory(parent=show, title="Muette", transcript="")
    remote_episode(web, "/son.mp3", parent=show, title="Ailleurs", audio_length=12)
    EpisodePageFactory(parent=show, draft=True)
    with pytest.raises(CommandError, match="problème grave\u00a0: 1"):
        call_command("check_podcasts")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "1/3 Ici\u00a0: présent."
    assert lines[2].startswith("3/3 Ailleurs\u00a0: Le fichier a changé")
    assert lines[3] == "Sons vérifiés\u00a0: 3 (présent\u00a0: 2, changé\u00a0: 1)."
    assert lines[4:] == ["Son changé\u00a0: 1", "Sans transcription\u00a0: 1"]
    assert SoundCheck.objects.count() == 3


def test_local_command_asks_no_host(
    web: Web, site_tree: SiteTree, capsys: pytest.CaptureFixture[str]
) -> None:
    show = PodcastPageFactory(artwork=True)
    EpisodePageFactory(parent=show)
    remote_episode(web, "/son.mp3", parent=show, audio_length=12)
    call_command("check_podcasts", "--local")
    assert web.requests == []
    assert "Aucun problème grave." in capsys.readouterr().out
