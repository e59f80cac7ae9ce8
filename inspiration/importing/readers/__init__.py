"""Readers of the file formats; `read_path` selects one by the file's extension.

A reader is `(name, text, folder) -> list[SourceItem]`. To add a format, write its module and
add it to `READERS`.
"""

from pathlib import Path
from typing import NoReturn

from inspiration.importing.errors import InitiativeImportError, Problem
from inspiration.importing.items import SourceItem

from .markdown import read_markdown
from .tables import read_table

# The longest known case study is 40 kB: the limit allows a table of about fifty of that size.
MAX_BYTES = 2 * 1024 * 1024
READERS = {".md": read_markdown, ".markdown": read_markdown, ".csv": read_table}


def read_path(path: str | Path) -> list[SourceItem]:
    """Return the items of a file; raise InitiativeImportError when it cannot be read."""
    path = Path(path)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(READERS)
        _refuse(path, f"ce format n’est pas accepté. Formats acceptés\u00a0: {known}.")
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        _refuse(path, f"fichier illisible ({error.strerror or type(error).__name__}).")
    if len(data) > MAX_BYTES:
        _refuse(path, f"ce fichier dépasse {MAX_BYTES // 1024 // 1024}\u00a0Mo.")
    return reader(path.name, _decode(path, data), path.parent)


def _decode(path: Path, data: bytes) -> str:
    """Decode UTF-8, with or without a BOM, or else cp1252 (spreadsheet exports on Windows)."""
    if b"\x00" in data:
        _refuse(path, "ce n’est pas un fichier de texte.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if not text.strip():
        _refuse(path, "ce fichier est vide.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refuse(path: Path, message: str) -> NoReturn:
    raise InitiativeImportError(Problem(path.name, 0, message))


__all__ = ["MAX_BYTES", "READERS", "read_path"]
