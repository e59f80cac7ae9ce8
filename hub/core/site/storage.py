"""Media files on the disk: written whole, or not at all."""

import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class MediaWriteError(OSError):
    """A media file cannot be written: the disk is full, or the folder read-only."""


class WrittenFile(File):
    """A file that is already on the disk: Django moves it to its place instead of copying it."""

    def __init__(self, path: Path) -> None:
        super().__init__(None, name=path.name)
        self.path = path

    def temporary_file_path(self) -> str:
        return str(self.path)


class MediaStorage(FileSystemStorage):
    """Django's storage on the disk, which leaves no part of a file that it failed to write."""

    def _save(self, name: str, content: Any) -> str:
        """Store `content`; return its name. Raise MediaWriteError if it cannot be written."""
        # In the folder of the file: the same disk. A short name: that of the file may be as long as
        # the disk allows.
        partial = Path(self.path(name)).with_name(f".{secrets.token_hex(8)}.partial")
        try:
            write(partial, content)
            return super()._save(name, WrittenFile(partial))  # type: ignore[misc]  # not in stubs
        except OSError as error:
            raise MediaWriteError(f"{name}: {error}") from error
        finally:
            with suppress(OSError):
                partial.unlink(missing_ok=True)


def write(path: Path, content: Any) -> None:
    """Write `content`, of bytes or of text, to a new file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        for chunk in content.chunks():
            file.write(chunk.encode("utf-8") if isinstance(chunk, str) else chunk)
