"""Every upload form: an image is accepted and shown, or refused in French; never a 5xx."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.images.forms import BaseImageForm, get_image_form, get_image_multi_form

from hub.core.images.forms import ANIMATED_REMARK
from hub.core.images.renditions.reading import PlainImage, read_plain
from hub.core.images.renditions.uses import THUMBNAIL, every_filter
from hub.core.models import HubImage
from tests.core.images.files import REFUSED, SIZE, file_bytes
from tests.factories import ImageFactory

pytestmark = pytest.mark.django_db

# One file per family of formats; test_fields covers each format.
SOME_TAKEN = ("gris-16-bits.png", "animee.png", "png-nomme.jpg", "quadrichromie-profil-casse.jpg")
SOME_REFUSED = ("vide.png", "tronquee.jpg", "dessin.png", "bombe.png")
FIELDS = {"title": "Jardin", "description": "", "credit": "", "tags": "", "collection": 1}


def file_named(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, file_bytes(name))


def add(client: Client, name: str) -> HttpResponseBase:
    return client.post(reverse("wagtailimages:add"), {**FIELDS, "file": file_named(name)})


def add_in_chooser(client: Client, name: str) -> HttpResponseBase:
    fields = {f"image-chooser-upload-{key}": value for key, value in FIELDS.items()}
    fields["image-chooser-upload-file"] = file_named(name)
    return client.post(reverse("wagtailimages_chooser:create"), fields)


def add_among_several(client: Client, name: str) -> HttpResponseBase:
    return client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": name, "files[]": file_named(name), "collection": 1},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )


def replace(client: Client, name: str) -> HttpResponseBase:
    image = HubImage.objects.first() or ImageFactory()
    return client.post(
        reverse("wagtailimages:edit", args=[image.pk]), {**FIELDS, "file": file_named(name)}
    )


ROUTES = (add, add_in_chooser, add_among_several, replace)


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("name", SOME_TAKEN)
def test_a_good_file_is_taken_and_shown(
    route: Callable[..., Any],
    name: str,
    publisher_client: Client,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        response = route(publisher_client, name)

    assert response.status_code in (200, 302)
    image = HubImage.objects.get()
    specs = {rendition.filter_spec for rendition in image.renditions.all()}
    assert {each.spec for each in every_filter()} <= specs
    assert image.rendition_problem == ""
    assert image.is_animated == ("animee" in name)


@pytest.mark.django_db(transaction=True)  # the thumbnail is made when the transaction commits
@pytest.mark.parametrize("route", ROUTES)
def test_the_pixels_of_an_upload_are_decoded_once(
    route: Callable[..., Any],
    publisher_client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if route is replace:
        ImageFactory()
    decoded: list[File] = []

    def read(file: File) -> PlainImage:
        decoded.append(file)
        return read_plain(file)

    for module in ("decoding", "making", "proving"):
        monkeypatch.setattr(f"hub.core.images.renditions.{module}.read_plain", read)
    monkeypatch.setattr("hub.core.models.images.make_renditions_later", lambda image: None)

    route(publisher_client, "palette.png")
    publisher_client.get(reverse("wagtailimages:index"))

    assert len(decoded) == 1
    image = HubImage.objects.get()
    with image.renditions.get(filter_spec=THUMBNAIL.spec).file.open() as file:
        shown = Image.open(file)
        assert (shown.size, shown.format) == (SIZE, "PNG")


@pytest.mark.parametrize("route", [add, add_in_chooser, add_among_several])
@pytest.mark.parametrize("name", SOME_REFUSED)
def test_a_bad_file_is_refused_by_name(
    route: Callable[..., Any], name: str, publisher_client: Client
) -> None:
    response = route(publisher_client, name)

    assert response.status_code == 200
    text = response.content.decode()
    if "json" in response["Content-Type"]:
        answer = json.loads(text)
        text = answer.get("error_message") or answer["htmlFragment"]
        assert answer.get("success") is not True
    assert f"«\u00a0{name}\u00a0» " in text
    assert REFUSED[name][1] in text
    assert not HubImage.objects.exists()


@pytest.mark.parametrize("name", SOME_REFUSED)
def test_a_bad_file_replaces_nothing(name: str, publisher_client: Client) -> None:
    image = ImageFactory(title="Place")
    former = image.file.name

    response = replace(publisher_client, name)

    assert response.status_code == 200
    assert REFUSED[name][1] in response.content.decode()
    assert HubImage.objects.get().file.name == former
    assert image.file.storage.exists(former)


def test_the_other_files_of_a_batch_go_on(publisher_client: Client) -> None:
    answers = [
        json.loads(add_among_several(publisher_client, name).content)
        for name in ("photo.avif", "tronquee.png", "palette.png")
    ]

    assert [answer["success"] for answer in answers] == [True, False, True]
    assert HubImage.objects.count() == 2


def test_a_batch_asks_for_description_and_credit_and_not_for_the_file(
    publisher_client: Client,
) -> None:
    answer = json.loads(add_among_several(publisher_client, "animee.gif").content)

    assert "-description" in answer["form"]
    assert "-credit" in answer["form"]
    assert 'type="file"' not in answer["form"]
    assert ANIMATED_REMARK in answer["form"]


def test_a_pending_upload_becomes_an_image_once_its_title_is_corrected(
    publisher_client: Client,
) -> None:
    response = publisher_client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "x" * 300, "files[]": file_named("png-nomme.jpg"), "collection": 1},
    )
    kept = json.loads(response.content)
    prefix = f"uploaded-image-{kept['uploaded_file_id']}"
    answer = publisher_client.post(
        reverse(
            "wagtailimages:create_multiple_from_uploaded_image", args=[kept["uploaded_file_id"]]
        ),
        {f"{prefix}-{name}": value for name, value in FIELDS.items()},
    )

    assert json.loads(answer.content)["success"] is True
    assert HubImage.objects.get().filename.endswith(".png")


def test_our_form_keeps_what_wagtail_puts_on_the_file() -> None:
    """Compare the attributes that propose the title with those of Wagtail's own form."""
    ours = get_image_form(HubImage)().fields["file"].widget
    theirs = BaseImageForm.Meta.widgets["file"].attrs

    assert theirs.items() <= ours.attrs.items()
    assert ours.attrs["data-w-sync-target-value"] == "#id_title"
    assert "image/heic" in ours.attrs["accept"]
    assert "file" not in get_image_multi_form(HubImage)().fields


def test_an_animated_image_says_so_in_its_form(publisher_client: Client) -> None:
    add(publisher_client, "animee.webp")
    form = publisher_client.get(reverse("wagtailimages:edit", args=[HubImage.objects.get().pk]))

    assert ANIMATED_REMARK in form.content.decode()
    assert (
        "D’une image animée" in publisher_client.get(reverse("wagtailimages:add")).content.decode()
    )


@pytest.mark.parametrize("description", ["IMG_2034.jpg", "jardin.png", "DSC00012", "Image 3"])
def test_a_description_is_not_a_file_name(description: str, publisher_client: Client) -> None:
    response = publisher_client.post(
        reverse("wagtailimages:add"),
        {**FIELDS, "description": description, "file": file_named("photo.avif")},
    )

    assert "Dites ce que montre l’image" in response.content.decode()


def test_no_screen_proposes_a_title_as_alternative(publisher_client: Client) -> None:
    image = ImageFactory(title="jardin-v2.jpg", description="")
    chosen = publisher_client.get(reverse("wagtailimages_chooser:chosen", args=[image.pk]))

    assert json.loads(chosen.content)["result"]["default_alt_text"] == ""
    image.description = "Des semis sous une serre"
    image.save()
    chosen = publisher_client.get(reverse("wagtailimages_chooser:chosen", args=[image.pk]))
    assert json.loads(chosen.content)["result"]["default_alt_text"] == "Des semis sous une serre"
