from io import BytesIO, StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from PIL import AvifImagePlugin, Image
from pytest_django import DjangoCaptureOnCommitCallbacks

from hub.core.images.renditions.making import AVIF_SPEED, make_renditions, save_avif
from hub.core.images.renditions.uses import SHARE, USES, every_filter
from hub.core.models import HubImage
from tests.factories import ImageFactory
from tests.factories.images import image_bytes

pytestmark = pytest.mark.django_db

GPS_TAG = 0x8825


def photo_with_place() -> bytes:
    """Return the bytes of a JPEG that says where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Appareil d’essai"
    exif.get_ifd(GPS_TAG)[1] = "N"
    content = BytesIO()
    Image.new("RGB", (1400, 900), (40, 90, 60)).save(content, "JPEG", exif=exif)
    return content.getvalue()


def test_an_upload_is_ready_once_it_is_saved(
    superuser_client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    file = ContentFile(image_bytes(1400, 900), "place.jpg")
    with django_capture_on_commit_callbacks(execute=True):
        response = superuser_client.post(
            reverse("wagtailimages:add"),
            {"title": "Place", "description": "La place", "credit": "", "file": file, "tags": "",
             "collection": 1},
        )  # fmt: skip

    assert response.status_code == 302
    specs = {rendition.filter_spec for rendition in HubImage.objects.get().renditions.all()}
    assert {each.spec for each in every_filter()} <= specs


def test_a_replaced_file_gets_renditions_of_its_own(
    superuser_client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    image = ImageFactory(ready=True, pixels=(1400, 900))
    former = set(image.renditions.values_list("file", flat=True))
    with django_capture_on_commit_callbacks(execute=True):
        superuser_client.post(
            reverse("wagtailimages:edit", args=[image.pk]),
            {"title": "Place", "description": "", "credit": "", "tags": "", "collection": 1,
             "file": ContentFile(image_bytes(1500, 600, 9), "autre-place.jpg")},
        )  # fmt: skip

    files = set(HubImage.objects.get().renditions.values_list("file", flat=True))
    assert len(files) >= len(every_filter())
    assert not former & files


def test_making_twice_makes_nothing_more() -> None:
    image = ImageFactory()

    assert make_renditions(image) == len(every_filter())
    assert make_renditions(image) == 0


def test_a_moved_focal_point_asks_for_other_crops() -> None:
    image = ImageFactory(ready=True, pixels=(1400, 900))
    image.focal_point_x, image.focal_point_y = 50, 50
    image.focal_point_width = image.focal_point_height = 40

    assert make_renditions(image) > 0


def test_no_rendition_says_where_a_photo_was_taken() -> None:
    image = ImageFactory(file=ContentFile(photo_with_place(), "lieu.jpg"))
    make_renditions(image)

    for rendition in image.renditions.all():
        with Image.open(rendition.file) as shown:
            assert not shown.getexif(), rendition.filter_spec


def test_avif_is_written_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = {}
    monkeypatch.setattr(
        AvifImagePlugin, "_save", lambda image, *rest: seen.update(image.encoderinfo)
    )
    Image.new("RGB", (8, 8)).save(BytesIO(), "AVIF", quality=50)

    assert seen == {"speed": AVIF_SPEED, "quality": 50}
    assert Image.SAVE["AVIF"] is save_avif


def test_the_command_makes_what_is_missing_and_counts_it() -> None:
    ImageFactory(), ImageFactory(ready=True)
    output = StringIO()

    call_command("make_renditions", stdout=output)

    assert f"2 images, {len(every_filter())} déclinaisons" in output.getvalue()


def test_the_command_makes_again_a_rendition_whose_file_has_disappeared() -> None:
    image = ImageFactory(ready=True)
    lost = image.renditions.first()
    lost.file.storage.delete(lost.file.name)
    output = StringIO()

    call_command("make_renditions", stdout=output)

    assert "1 images, 1 déclinaisons" in output.getvalue()
    files = [rendition.file for rendition in HubImage.objects.get().renditions.all()]
    assert len(files) == len(every_filter())
    assert all(file.storage.exists(file.name) for file in files)


def test_the_command_names_an_image_that_cannot_be_read_and_goes_on() -> None:
    lost, kept = ImageFactory(title="Perdue"), ImageFactory()
    lost.file.storage.delete(lost.file.name)
    errors = StringIO()

    with pytest.raises(CommandError, match="1 images illisibles"):
        call_command("make_renditions", stdout=StringIO(), stderr=errors)

    assert "Perdue" in errors.getvalue()
    assert kept.renditions.count() == len(every_filter())


def test_every_use_is_made_in_every_format() -> None:
    specs = [each.spec for each in every_filter()]

    assert len(specs) == len(set(specs))
    for use in USES.values():
        for operation in use.operations:
            assert {f"{operation}|format-{name}" for name in ("avif", "webp", "jpeg")} <= set(specs)
    assert SHARE.spec in specs
