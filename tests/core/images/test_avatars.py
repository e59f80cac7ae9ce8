"""The avatar of an account: validated as any image, resized, refused with a message."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.users.models import UserProfile

from tests.core.images.files import REFUSED, file_bytes

pytestmark = pytest.mark.django_db

SOME_TAKEN = ("gris-16-bits.png", "animee.png", "quadrichromie-profil-casse.jpg", "ligne.png")
SOME_REFUSED = ("vide.png", "tronquee.jpg", "dessin.png", "bombe.png")


def file_named(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, file_bytes(name))


@pytest.mark.parametrize("name", SOME_TAKEN)
def test_the_picture_of_an_account_is_kept_small(name: str, publisher_client: Client) -> None:
    page = publisher_client.get(reverse("wagtailadmin_account"))
    fields = initial_fields(page.text)
    response = publisher_client.post(
        reverse("wagtailadmin_account"), {**fields, "avatar-avatar": file_named(name)}
    )

    assert response.status_code == 302
    (profile,) = UserProfile.objects.exclude(avatar="")
    with Image.open(profile.avatar) as kept:
        assert kept.format == "JPEG"
        assert max(kept.size) <= 400


@pytest.mark.parametrize("name", SOME_REFUSED)
def test_a_bad_picture_of_an_account_is_refused_by_name(
    name: str, publisher_client: Client
) -> None:
    page = publisher_client.get(reverse("wagtailadmin_account"))
    fields = initial_fields(page.text)
    response = publisher_client.post(
        reverse("wagtailadmin_account"), {**fields, "avatar-avatar": file_named(name)}
    )

    assert response.status_code == 200
    assert REFUSED[name][1] in response.text
    assert not UserProfile.objects.exclude(avatar="").exists()


def initial_fields(html: str) -> dict[str, str]:
    """Return what the form of the account sends when nothing is changed in it."""
    soup = BeautifulSoup(html, "html.parser")
    fields = {
        str(entry["name"]): str(entry.get("value", ""))
        for entry in soup.select("main form input[name]")
        if entry["type"] not in ("file", "checkbox", "submit")
    }
    for choice in soup.select("main form select[name]"):
        chosen = choice.select_one("option[selected]") or choice.option
        fields[str(choice["name"])] = str(chosen.get("value", ""))
    return {**fields, "name_email-first_name": "Camille", "name_email-last_name": "Durand"}


def test_the_picture_of_an_account_can_be_taken_away(publisher_client: Client) -> None:
    address = reverse("wagtailadmin_account")
    fields = initial_fields(publisher_client.get(address).text)
    publisher_client.post(address, {**fields, "avatar-avatar": file_named("photo.avif")})
    assert UserProfile.objects.exclude(avatar="").exists()

    publisher_client.post(address, {**fields, "avatar-avatar-clear": "on"})
    assert not UserProfile.objects.exclude(avatar="").exists()
