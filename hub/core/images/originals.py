"""Files of originals, stored without the place, the date and the camera of a photo."""

import logging
from typing import TYPE_CHECKING, Any

from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from wagtail.utils.file import hash_filelike

from hub.core.images.metadata import UnreadableMetadataError, strip_metadata

if TYPE_CHECKING:
    from hub.core.models import HubImage

logger = logging.getLogger(__name__)


def without_metadata(file: File) -> File:
    """Return a file without its metadata: `file` itself when there are none.

    A file that is not understood is returned as it is, and logged: an image is never lost.
    """
    file.seek(0)
    data = file.read()
    file.seek(0)
    try:
        stripped = strip_metadata(data)
    except UnreadableMetadataError as error:
        logger.warning("Métadonnées non retirées d’une image : %s", error)
        return file
    if stripped == data:
        return file
    return SimpleUploadedFile(
        file.name or "image", stripped, getattr(file, "content_type", None) or "image/*"
    )


def strip_new_file(image: Any) -> None:
    """Replace the file of an image that is not stored yet by one without metadata."""
    if image.file and not image.file._committed:
        stripped = without_metadata(image.file.file)
        if stripped is not image.file.file:
            image.file = stripped


def stored_hash(data: bytes) -> str:
    """Return the hash (`file_hash`) of the image that the library stores for these bytes."""
    return hash_filelike(without_metadata(SimpleUploadedFile("image", data)))


def strip_stored(image: "HubImage") -> bool:
    """Replace the stored file of an image by one without metadata; return whether it changed.

    The new file is stored under another name, then the row is updated, then the former file is
    deleted: an interruption leaves a file too many, never one missing. An image whose file was
    replaced meanwhile is left as it is. Raise OSError when the file cannot be read or written, and
    UnreadableMetadataError when it is not understood.
    """
    former, storage = image.file.name, image.file.storage
    with storage.open(former) as file:
        data = file.read()
    stripped = strip_metadata(data)
    if stripped == data:
        return False
    content = SimpleUploadedFile(former, stripped)
    name = storage.save(former, content)
    content.seek(0)
    values = {"file": name, "file_size": len(stripped), "file_hash": hash_filelike(content)}
    with transaction.atomic():
        rows = type(image)._default_manager.filter(pk=image.pk, file=former)
        changed = bool(rows.update(**values))
        # The name that the row does not have: the new one when the image changed meanwhile.
        unused = former if changed else name
        transaction.on_commit(lambda: storage.delete(unused), robust=True)
    return changed
