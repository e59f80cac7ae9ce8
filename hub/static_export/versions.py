"""Versions of the export on disk: a folder each, and a link to the one that is served.

    DIR/current -> versions/12
    DIR/versions/11         the former version
    DIR/versions/12

A file that did not change is a hard link to the one of the former version: it is not rewritten.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from hub.static_export.errors import ExportError

CURRENT = "current"
VERSIONS = "versions"
LOCK = ".lock"
BLOCK = 1024 * 1024
MEMORY = 4 * BLOCK  # a longer body waits on disk while it is compared


@dataclass
class Counts:
    """Numbers of files of a version, compared with the former one."""

    unchanged: int = 0
    written: int = 0
    removed: int = 0


class Version:
    """A version being written, beside the one that is served."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.former = current_version(folder)
        number = int(self.former.name) + 1 if self.former else 1
        self.path = folder / VERSIONS / str(number)
        self.counts = Counts()

    def add(self, name: PurePosixPath, chunks: Iterable[bytes]) -> None:
        """Add a file with these bytes."""
        target, former = self._places(name)
        with tempfile.SpooledTemporaryFile(MEMORY) as body:
            for chunk in chunks:
                body.write(chunk)
            if former and same_bytes(body, former):
                os.link(former, target)
                self.counts.unchanged += 1
                return
            body.seek(0)
            with target.open("xb") as file:
                shutil.copyfileobj(body, file, BLOCK)
        self.counts.written += 1

    def add_file(self, name: PurePosixPath, source: Path) -> None:
        """Add a stored file, whose name changes with its content: linked, else copied.

        The copy, made where the file is on another file system, is linked by the next versions.
        """
        target, former = self._places(name)
        if former and same_state(former, source):
            os.link(former, target)
            self.counts.unchanged += 1
            return
        try:
            os.link(source, target)
        except OSError:
            shutil.copy2(source, target)
        self.counts.written += 1

    def publish(self) -> Counts:
        """Serve this version instead of the former one, and delete the older ones."""
        if self.former:
            former = set(files_of(self.former))
            self.counts.removed = len(former - set(files_of(self.path)))
        os.sync()  # a power cut after the switch leaves no empty file
        link = self.folder / f".{CURRENT}"
        link.unlink(missing_ok=True)
        link.symlink_to(Path(VERSIONS, self.path.name), target_is_directory=True)
        link.replace(self.folder / CURRENT)
        delete_versions(self.folder, {self.path, self.former})
        return self.counts

    def _places(self, name: PurePosixPath) -> tuple[Path, Path | None]:
        """Return the file to create, whose folder exists, and the one it replaces, if any."""
        target = self.path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        former = self.former / name if self.former else None
        return target, former if former and former.is_file() else None


@contextmanager
def new_version(folder: Path) -> Iterator[Version]:
    """Open a version to write; delete it if the block raises.

    Raise ExportError if another export is being written there, or if the folder holds anything
    else.
    """
    prepare_folder(folder)
    with (folder / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ExportError("Une autre copie est en cours dans ce dossier.") from error
        version = Version(folder)
        delete_versions(folder, {version.former})  # what a killed export left
        version.path.mkdir(parents=True)
        try:
            yield version
        except BaseException:
            shutil.rmtree(version.path, ignore_errors=True)
            raise


def prepare_folder(folder: Path) -> None:
    """Create the folder; raise ExportError if it holds anything but an export."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        names = {entry.name for entry in folder.iterdir()}
    except OSError as error:
        raise ExportError(
            f"Le dossier «\u00a0{folder}\u00a0» ne s’ouvre pas\u00a0: {error}"
        ) from error
    if others := names - {CURRENT, f".{CURRENT}", VERSIONS, LOCK}:
        raise ExportError(
            f"Le dossier «\u00a0{folder}\u00a0» contient «\u00a0{min(others)}\u00a0»\u00a0: "
            "donnez un dossier vide, ou celui d’une copie précédente."
        )


def current_version(folder: Path) -> Path | None:
    """Return the folder of the version that is served, if there is one."""
    link = folder / CURRENT
    return folder / link.readlink() if link.is_symlink() and link.is_dir() else None


def delete_versions(folder: Path, kept: set[Path | None]) -> None:
    """Delete the versions other than `kept`."""
    versions = folder / VERSIONS
    for path in versions.iterdir() if versions.is_dir() else ():
        if path not in kept:
            shutil.rmtree(path)


def files_of(folder: Path) -> Iterator[Path]:
    """Yield the files of a version, relative to it."""
    for parent, _, names in os.walk(folder):
        for name in names:
            yield Path(parent, name).relative_to(folder)


def same_bytes(body: IO[bytes], path: Path) -> bool:
    """Return whether a file has the bytes of a body."""
    size = body.tell()
    if path.stat().st_size != size:
        return False
    body.seek(0)
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            if block != body.read(BLOCK):
                return False
    return True


def same_state(former: Path, source: Path) -> bool:
    """Return whether a linked or copied file is still that of the source: size and date."""
    old, new = former.stat(), source.stat()
    return (old.st_size, old.st_mtime_ns) == (new.st_size, new.st_mtime_ns)
