"""The files between the two steps: they wait on the server, the form holds their signed keys."""

from collections.abc import Mapping

from django.contrib.auth.models import AbstractBaseUser
from django.core import signing

from hub.core.editing.waiting_files import (
    delete_pending_files,
    read_pending_files,
    store_pending_files,
)
from inspiration.models import InitiativePage

SALT = "inspiration.import"


class LostFilesError(Exception):
    """The files are no more: they waited too long, or the form was altered."""


def keep(files: Mapping[str, bytes], user: AbstractBaseUser) -> dict[str, int]:
    return store_pending_files(InitiativePage, files, user, "initiatives-a-importer")


def pack(kept: Mapping[str, int], seen: Mapping[str, int]) -> str:
    """Sign the keys of the files, and the revision that was shown of each known page."""
    return signing.dumps({"files": kept, "seen": seen}, salt=SALT, compress=True)


def unpack(text: str) -> tuple[dict[str, bytes], dict[str, int], dict[str, int]]:
    """Return (contents of the files, their keys, revisions shown); raise LostFilesError."""
    try:
        data = signing.loads(text, salt=SALT)
    except signing.BadSignature as error:
        raise LostFilesError from error
    files = read_pending_files(data["files"])
    if len(files) < len(data["files"]):
        raise LostFilesError
    return files, data["files"], data["seen"]


def forget(kept: Mapping[str, int]) -> None:
    delete_pending_files(kept.values())
