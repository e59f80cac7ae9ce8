"""State of an import between two steps: signed data in a form, files kept on the server."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core import signing
from django.db.models import Model

from hub.core.editing.waiting_files import (
    delete_pending_files,
    read_pending_files,
    store_pending_files,
)


class LostStateError(Exception):
    """The form was altered, or the kept files have expired."""


@dataclass(frozen=True)
class ImportState:
    """The state of the imports of a model.

    `salt` is that of the signature; `file_name` names the kept files on the disk.
    """

    salt: str
    model: type[Model]
    file_name: str

    def keep_files(self, files: Mapping[str, bytes], user: AbstractBaseUser) -> dict[str, int]:
        """Store the files for a day at most; return their keys, by name."""
        return store_pending_files(self.model, files, user, self.file_name)

    def read_files(self, kept: Mapping[str, int]) -> dict[str, bytes]:
        """Return the contents of the files still kept; raise LostStateError if one is missing."""
        files = read_pending_files(kept)
        if len(files) < len(kept):
            raise LostStateError
        return files

    def forget_files(self, kept: Mapping[str, int]) -> None:
        """Delete the files, at the end of the import."""
        delete_pending_files(kept.values())

    def sign(self, data: Mapping[str, Any]) -> str:
        """Return JSON-serialisable data as a signed and compressed text."""
        return signing.dumps(data, salt=self.salt, compress=True)

    def load(self, text: str) -> dict[str, Any]:
        """Return the data given to `sign`; raise LostStateError when the text was altered."""
        try:
            return signing.loads(text, salt=self.salt)
        except signing.BadSignature as error:
            raise LostStateError from error
