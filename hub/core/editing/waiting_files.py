"""Temporary storage of the files of an import between its steps.

They are stored in Wagtail's `UploadedFile` until the import ends, or for LONGEST_WAIT.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db.models import Model
from django.utils import timezone
from wagtail.models import UploadedFile

LONGEST_WAIT = timedelta(days=1)


def store_pending_files(
    model: type[Model], files: Mapping[str, bytes], user: AbstractBaseUser, name: str
) -> dict[str, int]:
    """Store the files of an import of `model`; return {source: id}. Delete expired files."""
    content_type = ContentType.objects.get_for_model(model)
    for old in UploadedFile.objects.filter(for_content_type=content_type):
        if _age(old) > LONGEST_WAIT:
            _delete(old)
    return {
        source: UploadedFile.objects.create(
            for_content_type=content_type,
            file=ContentFile(data, name=name),
            uploaded_by_user=user,
        ).pk
        for source, data in files.items()
    }


def read_pending_files(keys: Mapping[str, int]) -> dict[str, bytes]:
    """Return {source: content} of the files that are still stored."""
    uploads = UploadedFile.objects.in_bulk(keys.values())
    return {source: _content(uploads[pk]) for source, pk in keys.items() if pk in uploads}


def delete_pending_files(keys: Iterable[int]) -> None:
    """Delete stored files, at the end of the import."""
    for upload in UploadedFile.objects.filter(pk__in=keys):
        _delete(upload)


def _content(upload: UploadedFile) -> bytes:
    with upload.file.open("rb") as stream:
        return stream.read()


def _age(upload: UploadedFile) -> timedelta:
    try:
        return timezone.now() - upload.file.storage.get_modified_time(upload.file.name)
    except FileNotFoundError:
        return LONGEST_WAIT * 2


def _delete(upload: UploadedFile) -> None:
    upload.file.delete(save=False)
    upload.delete()
