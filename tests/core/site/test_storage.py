"""Media files are written whole or not at all; the response gives the reason."""

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from wagtail.documents import get_document_model

from hub.core.models import HubImage
from hub.core.site import storage as module
from hub.core.site.storage import MediaStorage, MediaWriteError
from tests.factories import ImageFactory
from tests.factories.images import image_bytes


class FullDisk(ContentFile):
    """A file whose second part finds the disk full."""

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        yield b"begins"
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def storage(tmp_path: Path) -> MediaStorage:
    return MediaStorage(location=tmp_path)


@pytest.fixture
def media(settings: Settings, tmp_path: Path) -> Path:
    """An empty folder of media."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch, media: Path) -> Path:
    """The folder of media, on a disk that becomes full in the middle of a file."""

    def write_half(path: Path, content: ContentFile) -> None:
        write(path, FullDisk(b""))

    write = module.write
    monkeypatch.setattr(module, "write", write_half)
    return media


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_that_cannot_be_written_leaves_nothing(storage: MediaStorage) -> None:
    with pytest.raises(MediaWriteError, match="No space left"):
        storage.save("photos/place.jpg", FullDisk(b""))
    assert files(Path(storage.location)) == []


def test_a_read_only_folder_is_an_error_of_the_media(storage: MediaStorage, tmp_path: Path) -> None:
    (tmp_path / "photos").write_text("a file where a folder should be")
    with pytest.raises(MediaWriteError):
        storage.save("photos/place.jpg", ContentFile(b"image"))


def test_a_name_as_long_as_the_disk_allows_is_stored(storage: MediaStorage) -> None:
    assert storage.save(f"{'a' * 251}.txt", ContentFile(b"guide")) == f"{'a' * 251}.txt"


@pytest.mark.parametrize("content", [b"octets", "texte accentué"])
def test_two_files_of_the_same_name_are_both_kept(
    storage: MediaStorage, content: bytes | str
) -> None:
    first = storage.save("note.txt", ContentFile(content))
    second = storage._save("note.txt", ContentFile(b"autre"))
    expected = content.encode() if isinstance(content, str) else content
    assert storage.open(first).read() == expected
    assert storage.open(second).read() == b"autre"
    assert first == "note.txt" != second
    assert len(files(Path(storage.location))) == 2


def test_an_upload_on_a_full_disk_says_so_and_the_library_answers(
    superuser_client: Client, full_disk: Path
) -> None:
    superuser_client.raise_request_exception = False
    url = reverse("wagtailimages:add")
    fields = {"title": "Place", "description": "La place", "collection": 1}
    file = ContentFile(image_bytes(40, 30), "place.jpg")
    response = superuser_client.post(url, {**fields, "file": file})

    assert response.status_code == 507
    assert "disque du site est plein" in response.content.decode()
    assert not HubImage.objects.exists()
    assert files(full_disk) == []
    assert superuser_client.get(reverse("wagtailimages:index")).status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("library", ["wagtailimages", "wagtaildocs"])
def test_the_form_of_several_files_shows_the_reason(
    superuser_client: Client, full_disk: Path, library: str
) -> None:
    superuser_client.raise_request_exception = False
    name = "place.jpg" if library == "wagtailimages" else "guide.txt"
    content = image_bytes(40, 30) if library == "wagtailimages" else b"Un guide"
    response = superuser_client.post(
        reverse(f"{library}:add_multiple"),
        {"title": "Place", "files[]": ContentFile(content, name), "collection": 1},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert response.status_code == 200
    assert response.json()["success"] is False
    assert "disque du site est plein" in response.json()["error_message"]
    assert not HubImage.objects.exists()
    assert not get_document_model().objects.exists()


def test_a_full_disk_of_temporary_files_is_the_same(
    superuser_client: Client, media: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    def fail(self: TemporaryFileUploadHandler, data: bytes, start: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", fail)
    superuser_client.raise_request_exception = False
    response = superuser_client.post(
        reverse("wagtailimages:add"),
        {"title": "Place", "file": ContentFile(image_bytes(40, 30), "place.jpg")},
    )
    assert response.status_code == 507


def test_a_replaced_image_keeps_its_former_file(
    superuser_client: Client, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = ImageFactory()
    former = image.file.name

    def write_half(path: Path, content: ContentFile) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(module, "write", write_half)
    superuser_client.raise_request_exception = False
    response = superuser_client.post(
        reverse("wagtailimages:edit", args=[image.pk]),
        {"title": "Place", "description": "", "collection": 1,
         "file": ContentFile(image_bytes(50, 60, 9), "autre.jpg")},
    )  # fmt: skip
    assert response.status_code == 507
    image.refresh_from_db()
    assert image.file.name == former
    assert image.file.storage.exists(former)
