"""Writing and reading of the file of a backup: a ZIP (ZIP64 above 4 GB), streamed by chunks."""

import errno
import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Self

from hub.backup import manifest as names
from hub.backup.errors import BackupError
from hub.backup.manifest import Manifest, Member

CHUNK = 1024 * 1024
# Errors of `zipfile` on a damaged file.
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


def explain_os_error(error: OSError, path: Path) -> BackupError:
    """Return the French message of an error of the disk."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return BackupError(f"Le disque de «\u00a0{path.parent}\u00a0» est plein.")
    return BackupError(f"«\u00a0{path}\u00a0» ne peut pas être écrit\u00a0: {error.strerror}.")


class HashedWriter:
    """A member being written: its size and hash are computed on the way."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()
        self._size = 0

    def write(self, data: bytes) -> None:
        self._stream.write(data)
        self._digest.update(data)
        self._size += len(data)

    @property
    def member(self) -> Member:
        return Member(self._size, self._digest.hexdigest())


class ArchiveWriter:
    """Backup being written under a temporary name, which becomes `path` once it is whole.

    As a context manager: the temporary file is removed after an exception, and an error of the
    disk is raised as BackupError. The file is readable by its owner only: it holds accounts and
    private documents.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.temporary = path.with_name(f".{path.name}.{os.getpid()}.partiel")

    def __enter__(self) -> Self:
        try:
            descriptor = os.open(self.temporary, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
        except OSError as error:
            raise explain_os_error(error, self.path) from error
        self._file = os.fdopen(descriptor, "w+b")
        self._zip = zipfile.ZipFile(self._file, "w", allowZip64=True)
        return self

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        try:
            if error is None:
                self._zip.close()
                self._file.flush()
                os.fsync(self._file.fileno())
                self._file.close()
                self.temporary.replace(self.path)
        except OSError as failure:
            error = failure
        if error is None:
            return
        # `ZipFile.close` would write its directory, on a disk that may be full.
        self._zip.fp = None
        with suppress(OSError):
            self._file.close()
        self.temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise explain_os_error(error, self.path) from error

    @contextmanager
    def member(self, name: str, *, compress: bool = True) -> Iterator[HashedWriter]:
        """Open a new member for writing."""
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
        with self._zip.open(info, "w", force_zip64=True) as stream:
            yield HashedWriter(stream)

    def add(self, name: str, data: bytes) -> Member:
        """Write a whole member."""
        with self.member(name) as writer:
            writer.write(data)
        return writer.member


class ArchiveReader:
    """Backup open for reading. Raise BackupError, in French, for a damaged file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except OSError as error:
            raise BackupError(
                f"«\u00a0{path}\u00a0» ne se lit pas\u00a0: {error.strerror}."
            ) from error
        except DAMAGED as error:
            raise BackupError(
                f"«\u00a0{path}\u00a0» n’est pas une sauvegarde entière\u00a0: "
                "fichier tronqué, ou d’un autre format."
            ) from error
        try:
            if not self.has(names.NAME):
                raise BackupError(f"«\u00a0{path}\u00a0» n’a pas de manifeste.")
            self.manifest = Manifest.from_json(b"".join(self.chunks(names.NAME)))
        except BackupError:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._zip.close()

    @property
    def member_names(self) -> list[str]:
        return self._zip.namelist()

    def has(self, name: str) -> bool:
        """Return whether the file has a member of this name."""
        try:
            self._zip.getinfo(name)
        except KeyError:
            return False
        return True

    @contextmanager
    def _open(self, name: str) -> Iterator[IO[bytes]]:
        try:
            with self._zip.open(name) as stream:
                yield stream
        except KeyError as error:
            raise BackupError(f"Il manque «\u00a0{name}\u00a0».") from error
        except DAMAGED as error:
            raise BackupError(f"«\u00a0{name}\u00a0» est abîmé.") from error

    def chunks(self, name: str, expected: Member | None = None) -> Iterator[bytes]:
        """Yield the content of a member; after it, raise BackupError if its hash is another."""
        digest = hashlib.sha256()
        with self._open(name) as stream:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
                yield chunk
        if expected and digest.hexdigest() != expected.sha256:
            raise BackupError(f"«\u00a0{name}\u00a0» a changé depuis la sauvegarde.")

    def lines(self, name: str) -> Iterator[Any]:
        """Yield the JSON value of each line of a member listed in the manifest.

        Raise BackupError for an unreadable line, and after the last one if the hash is another.
        """
        expected = self.manifest.members.get(name)
        if expected is None:
            raise BackupError(f"Le manifeste ne connaît pas «\u00a0{name}\u00a0».")
        rest, number = b"", 0
        for chunk in self.chunks(name, expected):
            *whole, rest = (rest + chunk).split(b"\n")
            for line in whole:
                number += 1
                yield parse_line(name, number, line)
        if rest:
            yield parse_line(name, number + 1, rest)

    def media(self) -> Iterator[tuple[str, Member | None]]:
        """Yield (name, expected member) of each media file; None if it was missing on disk."""
        for line in self.lines(names.MEDIA_LIST):
            try:
                name = line.pop("name")
                yield name, Member(**line) if line else None
            except (KeyError, TypeError, AttributeError) as error:
                raise BackupError("La liste des médias ne se lit pas.") from error


def parse_line(name: str, number: int, line: bytes) -> Any:
    """Return the JSON value of a line; raise BackupError if it is not JSON."""
    try:
        return json.loads(line)
    except ValueError as error:
        raise BackupError(f"«\u00a0{name}\u00a0», ligne {number}, ne se lit pas.") from error
