"""Media files of a backup: their names, copied from the disk and back."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from django.core.files.storage import Storage

from hub.backup.archive import CHUNK, ArchiveReader, ArchiveWriter, explain_os_error
from hub.backup.errors import BackupError
from hub.backup.manifest import Member, media_member

# Inside the folder of media: in the same file system, even when the folder is a mounted volume.
WAITING_FOLDER = ".restauration"
FILE_MODE, FOLDER_MODE = 0o644, 0o755


def is_safe_name(name: object) -> bool:
    """Return whether a name stays inside the folder of media."""
    if not isinstance(name, str) or not name or "\\" in name or "\0" in name:
        return False
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and str(path) == name


def copy_to_archive(storage: Storage, name: str, archive: ArchiveWriter) -> Member | None:
    """Copy a media file into a backup; return None if it is missing or unreadable on disk."""
    if not is_safe_name(name):
        return None
    try:
        file = storage.open(name)
    except OSError:
        return None
    with file, archive.member(media_member(name), compress=False) as writer:
        while chunk := file.read(CHUNK):
            writer.write(chunk)
    return writer.member


def first_file(folder: Path) -> Path | None:
    """Return a file of the folder, other than those of an interrupted restoration; or None."""
    for parent, folders, files in os.walk(folder):
        if Path(parent) == folder and WAITING_FOLDER in folders:
            folders.remove(WAITING_FOLDER)
        if files:
            return Path(parent) / files[0]
    return None


class MediaRestoration:
    """Media files extracted in a waiting folder, then moved to their places all together."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.waiting = root / WAITING_FOLDER
        self._moved: list[Path] = []

    def extract(self, archive: ArchiveReader, show: Callable[[int], None]) -> int:
        """Extract every file, with its hash checked; return their number."""
        shutil.rmtree(self.waiting, ignore_errors=True)
        count = 0
        try:
            self.waiting.mkdir(mode=FOLDER_MODE, parents=True)
            for name, expected in archive.media():
                if expected is None:
                    continue
                if not is_safe_name(name):
                    raise BackupError(f"Nom de fichier refusé\u00a0: «\u00a0{name}\u00a0».")
                write_file(self.waiting / name, archive.chunks(media_member(name), expected))
                count += 1
                show(count)
        except OSError as error:
            raise explain_os_error(error, self.waiting) from error
        return count

    def move(self) -> None:
        """Move what was extracted to the folder of media."""
        try:
            for entry in sorted(self.waiting.iterdir()):
                place = self.root / entry.name
                if place.is_dir():
                    remove_empty_folders(place)
                entry.rename(place)
                self._moved.append(place)
            self.waiting.rmdir()
        except OSError as error:
            raise explain_os_error(error, self.root) from error

    def undo(self) -> None:
        """Remove what was extracted or moved: the folder of media was empty."""
        for place in [self.waiting, *self._moved]:
            if place.is_dir():
                shutil.rmtree(place, ignore_errors=True)
            else:
                place.unlink(missing_ok=True)


def write_file(path: Path, chunks: Iterator[bytes]) -> None:
    """Write a new file, and its folders."""
    path.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE)
    with os.fdopen(descriptor, "wb") as file:
        for chunk in chunks:
            file.write(chunk)


def remove_empty_folders(folder: Path) -> None:
    """Remove a folder that holds empty folders only; raise OSError if it holds a file."""
    for parent, _, _ in os.walk(folder, topdown=False):
        Path(parent).rmdir()
