"""Originals are stored without the place of the photo, by every way in and by the command."""

from collections.abc import Callable
from io import BytesIO, StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from PIL import Image
from PIL.ExifTags import IFD, Base
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.utils.file import hash_filelike

from hub.core.images.originals import strip_stored
from hub.core.importing.images import import_image
from hub.core.models import HubImage
from tests.core.images.files import colours, encoded
from tests.core.images.test_metadata import exif
from tests.factories import ImageFactory

pytestmark = pytest.mark.django_db


def photo() -> bytes:
    return encoded(colours(), "JPEG", exif=exif())


def stored(image: HubImage) -> bytes:
    with image.file.storage.open(image.file.name) as file:
        return file.read()


def check_stored(image: HubImage) -> None:
    """Check that the stored file is upright, without a place, and described by the row."""
    data = stored(image)
    found = Image.open(BytesIO(data)).getexif()
    assert not found.get_ifd(IFD.GPSInfo)
    assert found[Base.Orientation] == 6
    assert image.file_size == len(data)
    assert image.file_hash == hash_filelike(BytesIO(data))


@pytest.fixture
def old_image() -> HubImage:
    """An image stored with its place, as before this was removed."""
    image = ImageFactory(file=ContentFile(encoded(colours(), "JPEG"), "photo.jpg"))
    storage = image.file.storage
    name = storage.save(image.file.name, ContentFile(photo()))
    HubImage.objects.filter(pk=image.pk).update(
        file=name, file_size=len(photo()), file_hash=hash_filelike(BytesIO(photo()))
    )
    image.refresh_from_db()
    return image


def test_uploaded_photo_has_no_place(superuser_client: Client) -> None:
    data = {
        "title": "Place",
        "file": SimpleUploadedFile("photo.jpg", photo(), "image/jpeg"),
        "collection": "1",
    }
    response = superuser_client.post(reverse("wagtailimages:add"), data)
    assert response.status_code == 302
    image = HubImage.objects.get()
    check_stored(image)
    assert (image.width, image.height) == (60, 80)  # upright


def test_imported_photo_has_no_place_and_is_recognised_again() -> None:
    image = import_image("photo.jpg", photo(), "Place")
    check_stored(image)
    assert import_image("autre.jpg", photo(), "Place") == image


def test_photo_saved_by_code_has_no_place() -> None:
    image = ImageFactory(file=ContentFile(photo(), "photo.jpg"))
    assert b"CanariCam" not in stored(image)


def test_command_mends_stored_images_once(
    old_image: HubImage, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    former = old_image.file.name
    other = ImageFactory()
    before = other.file.name
    output = StringIO()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("strip_image_metadata", stdout=output)
    assert "2 images, 1 allégées" in output.getvalue()
    old_image.refresh_from_db()
    other.refresh_from_db()
    check_stored(old_image)
    assert other.file.name == before
    storage = old_image.file.storage
    assert not storage.exists(former)

    output = StringIO()
    call_command("strip_image_metadata", stdout=output)
    assert "2 images, 0 allégées" in output.getvalue()


def full_disk(*args: object, **options: object) -> str:
    raise OSError("No space left on device")


def killed(*args: object, **options: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("method", "failure", "error"),
    [("_save", full_disk, CommandError), ("delete", killed, KeyboardInterrupt)],
)
def test_interruption_loses_no_image(
    method: str,
    failure: Callable[..., object],
    error: type[BaseException],
    old_image: HubImage,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    former = old_image.file.name
    monkeypatch.setattr(FileSystemStorage, method, failure)
    with pytest.raises(error), django_capture_on_commit_callbacks(execute=True):
        call_command("strip_image_metadata", stdout=StringIO(), stderr=StringIO())
    old_image.refresh_from_db()
    assert Image.open(BytesIO(stored(old_image))).size == (80, 60)
    assert old_image.file.storage.exists(former)


def test_image_replaced_meanwhile_is_left_as_it_is(
    old_image: HubImage, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    stale = HubImage.objects.get(pk=old_image.pk)
    replaced = old_image.file.storage.save("original_images/neuve.jpg", ContentFile(photo()))
    HubImage.objects.filter(pk=old_image.pk).update(file=replaced)
    with django_capture_on_commit_callbacks(execute=True):
        assert not strip_stored(stale)
    old_image.refresh_from_db()
    assert old_image.file.name == replaced
    assert stored(old_image) == photo()


def test_missing_or_broken_file_is_reported(old_image: HubImage) -> None:
    old_image.file.storage.delete(old_image.file.name)
    errors = StringIO()
    with pytest.raises(CommandError, match="1 images gardées"):
        call_command("strip_image_metadata", stdout=StringIO(), stderr=errors)
    assert old_image.title in errors.getvalue()
