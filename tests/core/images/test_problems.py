"""Renditions that fail after the upload: editors are warned, the page still renders."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hub.core.editing.image_report import NEVER_MADE, images_without_renditions
from hub.core.images.renditions.making import (
    FAILED,
    TOO_LARGE,
    UNREADABLE,
    make_renditions,
    make_renditions_task,
)
from hub.core.images.renditions.showing import picture
from hub.core.models import HubImage
from tests.factories import ImageFactory, InitiativePageFactory
from tests.factories.site_tree import SiteTree

pytestmark = pytest.mark.django_db

REPORT = "hub_report_images"


def raise_error(error: MemoryError | ValueError) -> Callable[..., None]:
    def fail(*args: object, **kwargs: object) -> None:
        raise error

    return fail


def lost_image() -> HubImage:
    """Return an image whose file was deleted and whose rendition task has run."""
    image = ImageFactory(title="Perdue", description="Une place")
    image.file.storage.delete(image.file.name)
    make_renditions_task.enqueue(image.pk)
    return HubImage.objects.get(pk=image.pk)


def test_a_missing_file_is_reported() -> None:
    assert lost_image().rendition_problem == UNREADABLE


@pytest.mark.parametrize(
    ("error", "reason"), [(MemoryError(), TOO_LARGE), (ValueError("encoder"), FAILED)]
)
def test_other_failures_are_reported(
    error: MemoryError | ValueError, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = ImageFactory()
    monkeypatch.setattr("hub.core.images.renditions.making.create_renditions", raise_error(error))
    make_renditions_task.enqueue(image.pk)

    assert HubImage.objects.get().rendition_problem == reason


def test_the_error_is_cleared_once_renditions_are_made() -> None:
    image = ImageFactory()
    HubImage.objects.update(rendition_problem=FAILED)
    make_renditions(HubImage.objects.get())

    assert HubImage.objects.get(pk=image.pk).rendition_problem == ""
    assert not images_without_renditions().exists()


def test_renditions_that_never_came_are_reported_after_a_while() -> None:
    image = ImageFactory()
    assert not images_without_renditions().exists()

    HubImage.objects.update(created_at=timezone.now() - timedelta(hours=1))
    assert images_without_renditions().get() == image
    make_renditions(image)
    assert not images_without_renditions().exists()


def test_the_report_and_the_dashboard_name_the_image(publisher_client: Client) -> None:
    assert "ne s’affiche" not in publisher_client.get(reverse("wagtailadmin_home")).text
    image = lost_image()
    ImageFactory(title="Oubliée")
    HubImage.objects.filter(title="Oubliée").update(created_at=timezone.now() - timedelta(days=1))

    report = publisher_client.get(reverse(REPORT)).text
    assert "Perdue" in report
    assert UNREADABLE in report
    assert NEVER_MADE in report
    assert reverse("wagtailimages:edit", args=[image.pk]) in report
    assert "2 images ne s’affichent pas" in publisher_client.get(reverse("wagtailadmin_home")).text
    assert reverse(REPORT) in publisher_client.get(reverse("wagtailadmin_home")).text


def test_the_form_and_the_lists_of_images_open_all_the_same(publisher_client: Client) -> None:
    image = lost_image()

    assert UNREADABLE in publisher_client.get(reverse("wagtailimages:edit", args=[image.pk])).text
    for address in ("wagtailimages:index", "wagtailimages_chooser:choose"):
        assert publisher_client.get(reverse(address)).status_code == 200


def test_a_damaged_file_breaks_no_list(publisher_client: Client) -> None:
    image = ImageFactory()
    with Path(image.file.path).open("r+b") as file:
        file.truncate(200)

    assert publisher_client.get(reverse("wagtailimages:index")).status_code == 200
    assert publisher_client.get(reverse("wagtailimages:edit", args=[image.pk])).status_code == 200


def test_the_public_page_says_the_alternative(client: Client, site_tree: SiteTree) -> None:
    image = lost_image()
    page = InitiativePageFactory(image=image, image_alt="Une place", image_is_decorative=False)

    response = client.get(page.url)
    assert response.status_code == 200
    assert "Image en préparation" in response.text
    assert picture(image, "card") is None
