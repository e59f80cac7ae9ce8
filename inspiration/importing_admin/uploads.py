"""Conversion of uploads to neutral items: text files, Excel workbooks, ZIP archives of both."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from inspiration.importing import InitiativeImportError, Problem, read_path
from inspiration.importing.items import SourceItem
from inspiration.importing.readers import MAX_BYTES, READERS
from inspiration.importing.readers.tables import MAX_ROWS, read_table

WORKBOOK, ARCHIVE = ".xlsx", ".zip"
IMAGES = (".avif", ".gif", ".heic", ".jpeg", ".jpg", ".png", ".webp")
ACCEPTED = (*READERS, WORKBOOK, ARCHIVE, *IMAGES)
MAX_ENTRIES = 500
# Limit in bytes of an unpacked archive or workbook, against zip bombs.
MAX_UNPACKED = 60 * 1024 * 1024
COLUMNS = 200
# Exceptions that openpyxl raises for damaged files, XML errors (SyntaxError) included.
UNREADABLE_WORKBOOK = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
)

UNREADABLE = "ce classeur n’est pas lisible. Enregistrez-le au format CSV, puis réessayez."
UNWRITABLE = "les noms de ces fichiers ne conviennent pas\u00a0: raccourcissez-les."
NOT_ARCHIVE = "cette archive ZIP n’est pas lisible."
TOO_BIG = f"ce fichier contient plus de {MAX_UNPACKED // 1024 // 1024}\u00a0Mo."
TOO_MANY = f"cette archive contient plus de {MAX_ENTRIES} fichiers."
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
                content.items += _read(path)
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
            _check_size(name, archive)
            for info in archive.infolist():
                path = PurePosixPath(info.filename.replace("\\", "/"))
                hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
                if info.is_dir() or hidden or path.is_absolute():
                    continue
                if path.suffix.lower() in ACCEPTED and path.suffix.lower() != ARCHIVE:
                    yield path, archive.read(info)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise InitiativeImportError(Problem(name, 0, NOT_ARCHIVE)) from error


def _check_size(name: str, archive: zipfile.ZipFile) -> None:
    if len(archive.infolist()) > MAX_ENTRIES:
        raise InitiativeImportError(Problem(name, 0, TOO_MANY))
    if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
        raise InitiativeImportError(Problem(name, 0, TOO_BIG))


def _read(path: Path) -> list[SourceItem]:
    if path.suffix.lower() != WORKBOOK:
        return read_path(path)
    return read_table(path.name, text_of_workbook(path), path.parent)


def text_of_workbook(path: Path) -> str:
    """Return the first sheet as CSV; formulas give their last computed value."""
    if path.stat().st_size > MAX_BYTES:
        message = f"ce fichier dépasse {MAX_BYTES // 1024 // 1024}\u00a0Mo."
        raise InitiativeImportError(Problem(path.name, 0, message))
    try:
        with zipfile.ZipFile(path) as archive:
            _check_size(path.name, archive)
        workbook = load_workbook(path, read_only=True, data_only=True)
        output = io.StringIO()
        writer = csv.writer(output, delimiter=";")
        rows = workbook.worksheets[0].iter_rows(
            values_only=True, max_row=MAX_ROWS + 2, max_col=COLUMNS
        )
        table = [[_text(cell) for cell in row] for row in rows]
        workbook.close()
    except UNREADABLE_WORKBOOK as error:
        raise InitiativeImportError(Problem(path.name, 0, UNREADABLE)) from error
    # Sheets may have empty columns at the end: cut them at the last heading.
    width = max((n for n, cell in enumerate(table[0], start=1) if cell), default=0) if table else 0
    if not width:
        raise InitiativeImportError(Problem(path.name, 0, "ce fichier est vide."))
    for row in table:
        kept = row if any(row[width:]) else row[:width]
        writer.writerow(kept)
    return output.getvalue()


def _text(cell: object) -> str:
    """Return the value of a cell as text, in the format that the parser expects."""
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.strftime("%Y-%m-%d")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, float):
        return str(cell).replace(".", ",")
    return str(cell)
