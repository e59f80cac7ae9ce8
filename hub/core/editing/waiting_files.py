"""Files that an import keeps between its screens: too heavy for a form, not yet site objects.

They wait where Wagtail keeps such uploads (`UploadedFile`) until the import ends, or for a day.
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
    """Let files wait for an import of `model`; return their keys. Those that waited too long go."""
    content_type = ContentType.objects.get_for_model(model)
    for old in UploadedFile.objects.filter(for_content_type=content_type):
        if _age(old) > LONGEST_WAIT:
            _remove(old)
    return {
        source: UploadedFile.objects.create(
            for_content_type=content_type,
            file=ContentFile(data, name=name),
            uploaded_by_user=user,
        ).pk
        for source, data in files.items()
    }


def read_pending_files(keys: Mapping[str, int]) -> dict[str, bytes]:
    """Return the contents of the files that still wait."""
    waiting = UploadedFile.objects.in_bulk(keys.values())
    return {source: _content(waiting[pk]) for source, pk in keys.items() if pk in waiting}


def delete_pending_files(keys: Iterable[int]) -> None:
    """Remove files that waited, once the import is done with them."""
    for waiting in UploadedFile.objects.filter(pk__in=keys):
        _remove(waiting)


def _content(waiting: UploadedFile) -> bytes:
    with waiting.file.open("rb") as stream:
        return stream.read()


def _age(waiting: UploadedFile) -> timedelta:
    try:
        return timezone.now() - waiting.file.storage.get_modified_time(waiting.file.name)
    except FileNotFoundError:
        return LONGEST_WAIT * 2


def _remove(waiting: UploadedFile) -> None:
    waiting.file.delete(save=False)
    waiting.delete()
