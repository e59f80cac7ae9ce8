"""Readers of the file formats; `read_path` selects one by the file's content and extension.

A text reader is `(name, text, folder) -> list[SourceItem]`, a workbook reader takes bytes. To add
a format, write its module and add it to `READERS` or `WORKBOOK_READERS`.
"""

from pathlib import Path
from typing import NoReturn

from inspiration.importing.errors import InitiativeImportError, Problem
from inspiration.importing.items import SourceItem

from .archives import SIGNATURE, workbook_suffix
from .decoding import NOT_TEXT, decode
from .markdown import read_markdown
from .opendocument import read_opendocument
from .tables import read_table
from .workbooks import UNREADABLE, read_workbook

# The longest known case study is 40 kB: the limit allows a table of about fifty of that size.
MAX_BYTES = 2 * 1024 * 1024


def read_text(name: str, text: str, folder: Path) -> list[SourceItem]:
    """Return the items of a .txt: « Texte Unicode » of Excel, or Markdown with a front matter.

    Raise InitiativeImportError for another text, such as the notes that come in an archive.
    """
    if text.lstrip().startswith("---"):
        return read_markdown(name, text, folder)
    # Two lines: the first one may be « sep=; ».
    if not any("titre" in line.lower() for line in text.lstrip().split("\n")[:2]):
        raise InitiativeImportError(Problem(name, 0, NO_TITLE))
    return read_table(name, text, folder)


READERS = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".csv": read_table,
    ".tsv": read_table,
    ".txt": read_text,
}
WORKBOOK_READERS = {".xlsx": read_workbook, ".ods": read_opendocument}
EXTENSIONS = (*READERS, *WORKBOOK_READERS)
NO_TITLE = (
    "ce texte n’est pas une table\u00a0: sa première ligne n’a pas de colonne «\u00a0titre\u00a0»."
)
# Compound File Binary: .xls, .doc, and workbooks with a password.
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_WORKBOOK = (
    "ce classeur est d’un ancien format d’Excel (.xls) ou protégé par un mot de passe. "
    "Enregistrez-le sans mot de passe, au format .xlsx ou CSV, puis réessayez."
)
BINARY_WORKBOOK = (
    "ce classeur est au format binaire d’Excel (.xlsb). "
    "Enregistrez-le au format .xlsx ou CSV, puis réessayez."
)
OTHER_ARCHIVE = (
    "ce n’est pas un fichier de texte, mais un classeur abîmé ou une archive. "
    "Enregistrez-le de nouveau, au format CSV, puis réessayez."
)


def read_path(path: str | Path) -> list[SourceItem]:
    """Return the items of a file; raise InitiativeImportError when it cannot be read.

    The content of a table decides, since people rename files: a workbook is often named .csv.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in EXTENSIONS:
        known = ", ".join(EXTENSIONS)
        _refuse(path, f"ce format n’est pas accepté. Formats acceptés\u00a0: {known}.")
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        _refuse(path, f"fichier illisible ({error.strerror or type(error).__name__}).")
    if len(data) > MAX_BYTES:
        _refuse(path, f"ce fichier dépasse {MAX_BYTES // 1024 // 1024}\u00a0Mo.")
    if data.startswith(OLD_OFFICE):
        _refuse(path, OLD_WORKBOOK)
    if data.startswith(SIGNATURE):
        return _read_workbook(path, data)
    # Text in a file named .xlsx or .ods: the table that a program exported under a wrong name.
    reader = READERS.get(suffix, read_table)
    try:
        text = decode(path.name, data)
    except InitiativeImportError as error:
        if suffix in WORKBOOK_READERS and error.problems[0].message == NOT_TEXT:
            _refuse(path, UNREADABLE)
        raise
    return reader(path.name, text, path.parent)


def _read_workbook(path: Path, data: bytes) -> list[SourceItem]:
    """Return the items of a workbook, whatever its extension."""
    found = workbook_suffix(data)
    if found not in WORKBOOK_READERS:
        damaged = UNREADABLE if path.suffix.lower() in WORKBOOK_READERS else OTHER_ARCHIVE
        _refuse(path, BINARY_WORKBOOK if found == ".xlsb" else damaged)
    return WORKBOOK_READERS[found](path.name, data, path.parent)


def _refuse(path: Path, message: str) -> NoReturn:
    raise InitiativeImportError(Problem(path.name, 0, message))


__all__ = ["EXTENSIONS", "MAX_BYTES", "READERS", "WORKBOOK_READERS", "read_path"]
