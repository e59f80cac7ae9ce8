"""Uploaded files between the two steps: stored on the server, with signed keys in the form."""

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
    """The stored files have expired, or the form was altered."""


def store_files(files: Mapping[str, bytes], user: AbstractBaseUser) -> dict[str, int]:
    return store_pending_files(InitiativePage, files, user, "initiatives-a-importer")


def sign_state(kept: Mapping[str, int], seen: Mapping[str, int]) -> str:
    """Return the signed keys of the files and revisions of the known pages, by slug."""
    return signing.dumps({"files": kept, "seen": seen}, salt=SALT, compress=True)


def load_state(text: str) -> tuple[dict[str, bytes], dict[str, int], dict[str, int]]:
    """Return (contents of the files, their keys, revisions shown).

    Raises LostFilesError when the signature is wrong or a file has expired.
    """
    try:
        data = signing.loads(text, salt=SALT)
    except signing.BadSignature as error:
        raise LostFilesError from error
    files = read_pending_files(data["files"])
    if len(files) < len(data["files"]):
        raise LostFilesError
    return files, data["files"], data["seen"]


def delete_files(kept: Mapping[str, int]) -> None:
    delete_pending_files(kept.values())
