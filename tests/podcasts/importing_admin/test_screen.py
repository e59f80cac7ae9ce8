"""The screen « Importer un podcast »: form, preview, steps, report, permissions."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import UploadedFile

from hub.core.importing import state
from hub.people.models import Person
from podcasts.importing_admin import views
from podcasts.models import EpisodePage, PodcastPage
from tests.factories import EditorFactory, SuperuserFactory, UserFactory
from tests.factories.site_tree import SiteTree
from tests.podcasts.importing.feeds import CHANNEL, item, rss
from tests.web import Web

Send = Callable[..., HttpResponse]


@pytest.fixture
def send(superuser_client: Client) -> Send:
    """Function that sends the first form with a file."""

    def send(text: str, **data: str) -> Any:
        upload = SimpleUploadedFile("flux.xml", text.encode())
        return superuser_client.post(reverse("import_podcast"), {"file": upload, **data})

    return send


def follow(client: Client, screen: HttpResponse, **data: str) -> Any:
    """Send the form of a step as the screen shows it."""
    field = BeautifulSoup(screen.content, "html.parser").select_one("[name=source]")
    assert field is not None
    return client.post(reverse("import_podcast"), {"source": field["value"], **data}, follow=True)


def test_nothing_is_written_before_the_editor_agrees(send: Send) -> None:
    screen = send(rss([item(1), "<item><title>Perdu</title></item>"]))

    assert "1 nouveau" in screen.text
    assert "Perdu" in screen.text
    assert not PodcastPage.objects.exists()


def test_import_makes_drafts_and_reports(send: Send, superuser_client: Client) -> None:
    report = follow(superuser_client, send(rss([item(1), "<item><title>Perdu</title></item>"])))

    page = EpisodePage.objects.get()
    assert (page.live, page.get_latest_revision().user) == (False, None)
    assert "1 créé" in report.text
    assert "Perdu" in report.text
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in report.text
    assert not UploadedFile.objects.exists()


def test_long_import_goes_on_by_steps(
    send: Send, superuser_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "STEP_SECONDS", -1)
    screen = send(rss([item(1), item(2), item(3)]))

    first = follow(superuser_client, screen)
    again = follow(superuser_client, screen)  # a page sent twice
    second = follow(superuser_client, again)
    report = follow(superuser_client, second)

    assert "1 épisode sur 3" in first.text
    assert "2 épisodes sur 3" in second.text
    assert "3 épisodes lus" in report.text
    assert EpisodePage.objects.count() == 3


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Donnez l’adresse du flux"),
        ({"url": "http://10.0.0.1/feed.xml"}, "refusée"),
        ({"url": "ftp://example.org"}, "https://"),
    ],
)
def test_form_says_what_to_do(superuser_client: Client, data: dict[str, str], words: str) -> None:
    assert words in superuser_client.post(reverse("import_podcast"), data).text


def test_locked_feed_asks_for_its_owner(send: Send) -> None:
    text = rss(
        item(1), channel=f'{CHANNEL}<podcast:locked owner="a@example.org">yes</podcast:locked>'
    )

    assert "podcast:locked" in send(text).text
    assert "1 nouveau" in send(text, owner_email="a@example.org").text


def test_feed_at_an_address_is_read(superuser_client: Client, web: Web) -> None:
    url = web.add("/feed.xml", rss(item(1)))

    screen = superuser_client.post(reverse("import_podcast"), {"url": url})

    assert "Un jardin partagé 1" in screen.text


def test_altered_or_expired_step_asks_for_the_feed_again(
    send: Send, superuser_client: Client
) -> None:
    screen = send(rss(item(1)))
    UploadedFile.objects.all().delete()

    assert "de nouveau" in follow(superuser_client, screen).text
    answer = superuser_client.post(reverse("import_podcast"), {"source": "x"})
    assert "de nouveau" in answer.text


def test_titles_of_the_feed_are_escaped(send: Send) -> None:
    assert "<script>alert" not in send(rss(item(1, title="<script>alert(1)</script>"))).text


def test_menu_and_screen_are_for_those_who_may_add_shows(
    editor_client: Client, client: Client
) -> None:
    assert editor_client.get(reverse("import_podcast")).status_code == 200
    assert reverse("import_podcast") in editor_client.get(reverse("shows:index")).text

    outsider = UserFactory()
    client.force_login(outsider)
    assert client.get(reverse("import_podcast")).status_code in (302, 403)


def test_report_without_import_goes_to_the_form(superuser_client: Client) -> None:
    answer = superuser_client.get(reverse("import_podcast_report"))

    assert answer.headers["Location"] == reverse("import_podcast")


def test_late_step_shows_the_preview_again(
    send: Send, superuser_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = send(rss(item(1)))
    with monkeypatch.context() as patch:
        patch.setattr(state, "FRESH", timedelta(seconds=-1))
        late = follow(superuser_client, screen)
    assert "attendu plus d’une heure" in late.text
    assert not EpisodePage.objects.exists()
    follow(superuser_client, late)
    assert EpisodePage.objects.count() == 1


def test_step_of_another_user_asks_for_the_feed_again(send: Send, superuser_client: Client) -> None:
    screen = send(rss(item(1)))
    superuser_client.force_login(SuperuserFactory())
    assert "donnez-le de nouveau" in follow(superuser_client, screen).text
    assert not EpisodePage.objects.exists()


PERSON = "<podcast:person>Zoé d’Été</podcast:person>"


def test_contributor_adds_no_person(client: Client, site_tree: SiteTree) -> None:
    client.force_login(EditorFactory())
    upload = SimpleUploadedFile("flux.xml", rss(item(1, more=PERSON)).encode())
    screen = client.post(reverse("import_podcast"), {"file": upload})
    report = follow(client, screen)
    assert EpisodePage.objects.count() == 1
    assert not Person.objects.exists()
    assert "n’est pas dans l’annuaire" in report.text


def test_contributor_does_not_change_the_episode_of_another(
    send: Send, superuser_client: Client
) -> None:
    follow(superuser_client, send(rss(item(1))))
    before = EpisodePage.objects.get().latest_revision_id
    superuser_client.force_login(EditorFactory())
    changed = rss(item(1).replace("Un jardin partagé 1", "Un titre changé"))
    report = follow(superuser_client, send(changed))
    assert EpisodePage.objects.get().latest_revision_id == before
    assert "par quelqu’un d’autre" in report.text
