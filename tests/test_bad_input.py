"""Unusual texts and wrong files in the forms of the admin: kept as is, or refused."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from PIL import Image

from hub.agenda.models import EventPage
from hub.core.models import HubDocument, HubImage
from podcasts.models import PodcastMedia
from tests.factories import ResourcePageFactory
from tests.factories.images import image_bytes
from tests.factories.media import wav_bytes
from tests.factories.site_tree import SiteTree
from tests.form_data import add_url, edit_form_data, new_form_data

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
TITLES = {
    "255 characters": "é" * 255,
    "emoji": "🌻👩‍🌾 L’été 🇫🇷",
    "right to left": "قرية الصيف \u202eété",
    "markup": "<script>alert(1)</script> & « été »",
    "one letter": "À",
    "combining": "E\u0301te\u0301",
}


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_an_odd_title_is_kept_and_shown_without_harm(
    title: str, superuser_client: Client, site_tree: SiteTree
) -> None:
    values = {
        "title": title,
        "slug": "titre-etrange",
        "event_kind": "pairs",
        "start_date": "2030-03-01",
        "action-publish": "1",
    }
    data = new_form_data(superuser_client, site_tree.agenda, EventPage, **values)

    response = superuser_client.post(add_url(site_tree.agenda, EventPage), data)

    assert response.status_code == 302, response.context["form"].errors
    page = EventPage.objects.get(title=title)
    for url in (page.url, "/agenda/", "/recherche/", "/sitemap.xml"):
        shown = superuser_client.get(url)
        assert shown.status_code == 200
        assert "<script>alert(1)" not in shown.text
    for name in ("rss", "json", "csv", "ics"):
        assert superuser_client.get(f"/agenda.{name}").status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "é" * 256),
        ("title", "   "),
        ("slug", "a" * 256),
        ("slug", "avec des espaces"),
        ("summary", "é" * 281),
        ("source_url", "javascript:alert(1)"),
        ("start_date", "31/02/2022"),
        ("start_date", "2022-02-31"),
        ("licence", "autre"),
        ("title", "nul\x00"),
    ],
)
def test_a_wrong_value_is_refused_and_nothing_is_written(
    field: str, value: str, superuser_client: Client, site_tree: SiteTree
) -> None:
    values = {"title": "Été", "slug": "ete", "event_kind": "pairs", field: value}
    data = new_form_data(superuser_client, site_tree.agenda, EventPage, **values)

    response = superuser_client.post(add_url(site_tree.agenda, EventPage), data)

    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert not EventPage.objects.exists()


def test_a_slug_of_255_characters_works(superuser_client: Client, site_tree: SiteTree) -> None:
    page = ResourcePageFactory(slug="a" * 255)

    assert superuser_client.get(page.get_url()).status_code == 200


def test_a_slug_already_taken_is_refused(superuser_client: Client, site_tree: SiteTree) -> None:
    first, second = ResourcePageFactory(slug="pris"), ResourcePageFactory(slug="libre")
    data = {**edit_form_data(superuser_client, second), "slug": "pris"}

    response = superuser_client.post(reverse("wagtailadmin_pages:edit", args=[second.pk]), data)

    assert "slug" in response.context["form"].errors
    assert first.slug != type(second).objects.get(pk=second.pk).slug


def upload(client: Client, url: str, name: str, content: bytes, **fields: str) -> HttpResponseBase:
    return client.post(url, {"title": "Été", "file": SimpleUploadedFile(name, content), **fields})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("texte.jpg", "L’été n’est pas une image.".encode()),
        ("vide.png", b""),
        ("coupee.png", image_bytes(file_format="PNG")[:40]),
        ("dessin.svg", SVG),
        ("dessin.jpg", SVG),
        ("page.html", b"<html></html>"),
        (
            "bombe.png",
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff\x08\x02",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_not_the_image_it_says_is_refused(
    name: str, content: bytes, superuser_client: Client
) -> None:
    response = upload(superuser_client, reverse("wagtailimages:add"), name, content)

    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert not HubImage.objects.exists()


def test_a_true_image_under_a_wrong_extension_is_kept_under_its_own(
    superuser_client: Client,
) -> None:
    content = image_bytes(file_format="PNG")

    response = upload(superuser_client, reverse("wagtailimages:add"), "photo.jpg", content)

    assert response.status_code == 302
    assert HubImage.objects.get().file.name.endswith(".png")


def test_a_true_image_is_accepted(superuser_client: Client) -> None:
    response = upload(
        superuser_client,
        reverse("wagtailimages:add"),
        "été d’hiver.jpg",
        image_bytes(),
        description="École",
    )

    assert response.status_code == 302, response.context["form"].errors
    assert HubImage.objects.get().width == 320


def test_a_small_file_of_too_many_pixels_is_refused(superuser_client: Client) -> None:
    content = BytesIO()
    Image.new("1", (10_000, 6_001)).save(content, "PNG")
    url = reverse("wagtailimages:add")

    response = upload(superuser_client, url, "ete.png", content.getvalue())

    assert response.context["form"].errors["file"]
    assert not HubImage.objects.exists()


@pytest.mark.parametrize("name", ["page.html", "dessin.svg", "programme.exe", "sans-extension"])
def test_a_document_that_could_run_is_refused(name: str, superuser_client: Client) -> None:
    response = upload(superuser_client, reverse("wagtaildocs:add"), name, SVG)

    assert response.context["form"].errors["file"]
    assert not HubDocument.objects.exists()


def test_a_document_is_downloaded_never_shown(superuser_client: Client, client: Client) -> None:
    upload(superuser_client, reverse("wagtaildocs:add"), "ete.txt", b"<script>alert(1)</script>")
    document = HubDocument.objects.get()

    response = client.get(document.url)

    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("texte.mp3", "L’été n’est pas un son.".encode()),
        ("image.wav", image_bytes()),
        ("vide.mp3", b""),
        ("coupe.wav", wav_bytes()[:20]),
        ("son.exe", wav_bytes()),
    ],
)
def test_a_file_that_is_no_sound_is_refused(
    name: str, content: bytes, superuser_client: Client
) -> None:
    response = upload(superuser_client, reverse("wagtailmedia:add", args=["audio"]), name, content)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert not PodcastMedia.objects.exists()


def test_a_true_sound_is_accepted(superuser_client: Client) -> None:
    url = reverse("wagtailmedia:add", args=["audio"])

    response = upload(superuser_client, url, "été.wav", wav_bytes(3))

    assert response.status_code == 302, response.context["form"].errors
    assert PodcastMedia.objects.get().duration == 3
