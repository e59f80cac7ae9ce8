"""Conversion of uploads to neutral items: text files, workbooks, ZIP archives of both."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from hub.core.importing.archives import UNREADABLE_ARCHIVE
from inspiration.importing import InitiativeImportError, Problem, read_path
from inspiration.importing.items import SourceItem
from inspiration.importing.readers import EXTENSIONS
from inspiration.importing.readers.archives import check_size

ARCHIVE = ".zip"
IMAGES = (".avif", ".gif", ".heic", ".jpeg", ".jpg", ".png", ".webp")
ACCEPTED = (*EXTENSIONS, ARCHIVE, *IMAGES)

UNWRITABLE = "les noms de ces fichiers ne conviennent pas\u00a0: raccourcissez-les."
NOT_ARCHIVE = "cette archive ZIP n’est pas lisible."
UNKNOWN = "ce format n’est pas accepté. Formats acceptés\u00a0: {}."
NOTHING = "aucune initiative dans ces fichiers."


@dataclass
class UploadContent:
    """Items read from an upload, and the problems of the files that could not be read."""

    items: list[SourceItem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class UnpackedUpload:
    """Context manager that writes an upload to a temporary folder and returns its content.

    The items refer to images in the folder, which is deleted at the end of the block.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files

    def __enter__(self) -> UploadContent:
        self._folder = TemporaryDirectory(prefix="hub-import-")
        content = UploadContent()
        folder = Path(self._folder.name)
        for name, data in self.files.items():
            try:
                _write(folder, name, data)
            except InitiativeImportError as error:
                content.problems += error.problems
            except OSError:
                # The name is too long, or is used for both a file and a folder.
                content.problems.append(Problem(name, 0, UNWRITABLE))
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            if path.suffix.lower() in IMAGES:
                continue
            try:
                content.items += read_path(path)
            except InitiativeImportError as error:
                content.problems += error.problems
        if not content.items and not content.problems:
            content.problems.append(Problem("Import", 0, NOTHING))
        return content

    def __exit__(self, *exception: object) -> None:
        self._folder.cleanup()


def _write(folder: Path, name: str, data: bytes) -> None:
    """Write a file, or the entries of an archive, to the folder."""
    name = PurePosixPath(name.replace("\\", "/")).name
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ARCHIVE:
        for inner, content in _entries(name, data):
            path = folder / name / inner
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    elif suffix in ACCEPTED:
        (folder / name).write_bytes(data)
    else:
        known = ", ".join(ACCEPTED)
        raise InitiativeImportError(Problem(name, 0, UNKNOWN.format(known)))


def _entries(name: str, data: bytes) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Yield (path, content) of the accepted files of an archive.

    Hidden files, absolute paths and paths with `..` are skipped.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_size(name, archive)
            for info in archive.infolist():
                path = PurePosixPath(info.filename.replace("\\", "/"))
                hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
                if info.is_dir() or hidden or path.is_absolute():
                    continue
                if path.suffix.lower() in ACCEPTED and path.suffix.lower() != ARCHIVE:
                    yield path, archive.read(info)
    except UNREADABLE_ARCHIVE as error:
        raise InitiativeImportError(Problem(name, 0, NOT_ARCHIVE)) from error
