"""State of an import between two steps: signed data in a form, files kept on the server.

The data is bound to its user. After an hour it is late: the screen is shown again before anything
is written. After `LONGEST_WAIT`, as the files, it is lost.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core import signing
from django.db.models import Model

from hub.core.editing.waiting_files import (
    LONGEST_WAIT,
    delete_pending_files,
    read_pending_files,
    store_pending_files,
)

FRESH = timedelta(hours=1)
LATE = (
    "Cet écran a attendu plus d’une heure\u00a0: rien n’a été importé, et vos réponses sont encore "
    "là. Relisez, puis validez de nouveau."
)


class LostStateError(Exception):
    """The form was altered, is that of another user, or is too old, as the kept files."""


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

    def sign(self, data: Mapping[str, Any], user: AbstractBaseUser) -> str:
        """Return JSON-serialisable data as a signed and compressed text, for this user."""
        return signing.dumps([user.pk, data], salt=self.salt, compress=True)

    def load(self, text: str, user: AbstractBaseUser) -> dict[str, Any]:
        """Return the data given to `sign`; raise LostStateError."""
        owner, data = self._load(text, LONGEST_WAIT)
        if owner != user.pk:
            raise LostStateError
        return data

    def is_late(self, text: str) -> bool:
        """Tell whether a text that `load` accepts is older than `FRESH`."""
        try:
            self._load(text, FRESH)
        except LostStateError:
            return True
        return False

    def _load(self, text: str, max_age: timedelta) -> tuple[int, dict[str, Any]]:
        try:
            found = signing.loads(text, salt=self.salt, max_age=max_age)
        except signing.BadSignature as error:
            raise LostStateError from error
        if not isinstance(found, list) or len(found) != 2:  # of a former version of the site
            raise LostStateError
        return found[0], found[1]
