"""Who hears a sound: hidden sounds have no public address, on both servers."""

import datetime
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import Group, User
from django.http import Http404
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory
from django.utils import timezone
from wagtail.models import PageViewRestriction

from hub.core.site.caching import serve_media
from podcasts.models import EpisodePage
from tests.factories import EditorFactory, EpisodePageFactory, ImageFactory, MediaFactory
from tests.factories.site_tree import SiteTree
from tests.podcasts.delivery.conftest import BODY, SoundServer, sound_of

HOUR = datetime.timedelta(hours=1)


def unpublish(episode: EpisodePage) -> None:
    episode.unpublish()


def expire(episode: EpisodePage) -> None:
    episode.expire_at = timezone.now() - HOUR
    episode.save()


def schedule(episode: EpisodePage) -> None:
    episode.unpublish()
    episode.go_live_at = timezone.now() + HOUR
    episode.save_revision().publish()


def restrict(episode: EpisodePage) -> None:
    PageViewRestriction.objects.create(page=episode, restriction_type=PageViewRestriction.LOGIN)


def restrict_show(episode: EpisodePage) -> None:
    PageViewRestriction.objects.create(
        page=episode.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )


HIDINGS = [unpublish, expire, schedule, restrict, restrict_show]


def cookie_of(user: User) -> dict[str, str]:
    client = Client()
    client.force_login(user)
    return {"Cookie": f"sessionid={client.cookies['sessionid'].value}"}


@pytest.mark.django_db(transaction=True)
def test_hidden_sound_has_no_public_address(sound_server: SoundServer, site_tree: SiteTree) -> None:
    for hiding in HIDINGS:
        episode = EpisodePageFactory(audio=sound_of(BODY, "été à l’écoute.mp3"))
        assert sound_server.get(episode.sound_url).status == 200
        hiding(episode)

        for path in hidden_addresses(sound_server, episode):
            for headers in ({}, {"Range": "bytes=0-9"}, {"If_None_Match": "*"}):
                reply = sound_server.get(path, **headers)
                assert reply.status == 404, (hiding, path)
                assert BODY[:10] not in reply.body
        admin = sound_server.get(episode.audio.url)
        assert admin.status == 302
        assert "/admin/login/" in admin.headers["Location"]


def hidden_addresses(server: SoundServer, episode: EpisodePage) -> list[str]:
    """Return the addresses that might give the sound; the live server of tests adds /media/."""
    name = quote(episode.audio.file.name)
    addresses = [episode.sound_url, episode.download_url, f"/_fichiers/{name}"]
    if server.name == "nginx":
        paths = (name, f"/{name}", f"images/../{name}", name.replace("media/", "%6Dedia/"))
        addresses += [f"/media/{path}" for path in paths]
        addresses += [f"/sons/../media/{name}", f"/static/../media/{name}"]
    return addresses


@pytest.mark.django_db
def test_development_media_folder_has_no_sound(
    client: Client, site_tree: SiteTree, settings: LazySettings
) -> None:
    settings.ROOT_URLCONF = "tests.browser.urls"
    image, sound = ImageFactory(), EpisodePageFactory().audio

    assert client.get(image.file.url).status_code == 200
    for path in (sound.file.url, f"/media//{sound.file.name}", f"/media/a/../{sound.file.name}"):
        assert client.get(path).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_users_of_the_admin_hear_hidden_sounds(
    sound_server: SoundServer, site_tree: SiteTree
) -> None:
    cookie = cookie_of(EditorFactory())
    for hiding in HIDINGS:
        episode = EpisodePageFactory(audio=sound_of(BODY, "ete.mp3"))
        hiding(episode)

        for path in (episode.sound_url, episode.audio.url):
            reply = sound_server.get(path, Range="bytes=0-9", **cookie)
            assert (reply.status, reply.body) == (206, BODY[:10])
            assert reply.headers["Cache-Control"].startswith("private, no-cache")
            assert "Access-Control-Allow-Origin" not in reply.headers


@pytest.mark.django_db(transaction=True)
def test_members_hear_restricted_sounds_without_shared_cache(
    sound_server: SoundServer, episode: EpisodePage, django_user_model: type[User]
) -> None:
    cookie = cookie_of(django_user_model.objects.create_user("zoé"))
    restrict(episode)

    reply = sound_server.get(episode.sound_url, **cookie)
    assert (reply.status, reply.body) == (200, BODY)
    assert reply.headers["Cache-Control"] == "private, no-cache"
    assert "Access-Control-Allow-Origin" not in reply.headers
    assert sound_server.get(episode.audio.url, **cookie).status == 302
    unpublish(episode)
    assert sound_server.get(episode.sound_url, **cookie).status == 404


@pytest.mark.django_db(transaction=True)
def test_group_restriction_applies_to_the_sound(
    sound_server: SoundServer, episode: EpisodePage, django_user_model: type[User]
) -> None:
    group = Group.objects.create(name="Lecture")
    restriction = PageViewRestriction.objects.create(
        page=episode, restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(group)
    user = django_user_model.objects.create_user("zoé")

    assert sound_server.get(episode.sound_url, **cookie_of(user)).status == 404
    user.groups.add(group)
    assert sound_server.get(episode.sound_url, **cookie_of(user)).status == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/sons/{other}.wav",
        "/sons/{uid}.mp3",
        "/sons/{uid}.exe",
        "/sons/{uid}/",
        "/sons/x.wav",
        "/sons/",
    ],
)
def test_unknown_sound_is_404(path: str, client: Client, site_tree: SiteTree) -> None:
    episode = EpisodePageFactory()
    other = EpisodePageFactory(remote=True)
    assert client.get(path.format(uid=episode.uid, other=other.uid)).status_code == 404


@pytest.mark.django_db
def test_admin_hears_the_sound_of_the_latest_revision_of_a_draft(editor_client: Client) -> None:
    episode = EpisodePageFactory(live=False)
    episode.audio = sound_of(b"nouveau", "ete.wav")
    episode.save_revision()

    response = editor_client.get(episode.sound_url)

    assert response.getvalue() == b"nouveau"


@pytest.mark.django_db
def test_preview_plays_the_sound_being_edited(editor_client: Client) -> None:
    episode = EpisodePageFactory()
    assert episode.sound_url == f"/sons/{episode.uid}.wav"
    episode.audio = MediaFactory()

    response = episode.make_preview_request()

    assert f'src="{episode.audio.url}"' in response.render().text
    assert editor_client.get(episode.audio.url).status_code == 200


@pytest.mark.django_db
def test_public_page_has_the_public_address(client: Client, site_tree: SiteTree) -> None:
    episode = EpisodePageFactory()
    text = client.get(episode.get_url()).text

    assert f'src="{episode.sound_url}"' in text
    assert f'href="{episode.download_url}"' in text
    assert f'"contentUrl": "http://testserver{episode.sound_url}"' in text
    assert "/admin/sons/" not in text
    assert episode.audio.file.url not in text


@pytest.mark.django_db
def test_remote_sound_keeps_its_address(site_tree: SiteTree) -> None:
    episode = EpisodePageFactory(remote=True)
    assert episode.sound_url == episode.download_url == "https://example.org/sons/ete.mp3"


@pytest.mark.django_db
def test_public_sound_takes_few_queries(
    client: Client, site_tree: SiteTree, django_assert_num_queries: Callable[[int], Any]
) -> None:
    episode = EpisodePageFactory()
    with django_assert_num_queries(2):  # the episode with its sound, the restrictions
        response = client.get(episode.sound_url)
    assert "Vary" not in response.headers


def serve(path: str) -> HttpResponseBase:
    return serve_media(RequestFactory().get("/"), path)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["{name}", "./{name}", "a/../{name}", "//{name}"])
def test_development_media_view_does_not_serve_sounds(path: str, client: Client) -> None:
    name = MediaFactory().file.name
    assert name.startswith("media/")
    for written in (name, name.replace("media/", "MEDIA/")):
        with pytest.raises(Http404):
            serve(path.format(name=written))
