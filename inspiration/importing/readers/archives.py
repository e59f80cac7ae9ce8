"""Limits of ZIP files, and detection of the workbooks, which are ZIP files too."""

import io
import zipfile

from hub.core.importing.archives import UNREADABLE_ARCHIVE
from inspiration.importing.errors import InitiativeImportError, Problem

MAX_ENTRIES = 500
# Limit in bytes of an unpacked archive or workbook, against zip bombs.
MAX_UNPACKED = 60 * 1024 * 1024
TOO_BIG = f"ce fichier contient plus de {MAX_UNPACKED // 1024 // 1024}\u00a0Mo."
TOO_MANY = f"cette archive contient plus de {MAX_ENTRIES} fichiers."
SIGNATURE = b"PK\x03\x04"
# Entry that tells the format of a ZIP file, and its extension.
WORKBOOK_PARTS = {"xl/workbook.xml": ".xlsx", "xl/workbook.bin": ".xlsb", "content.xml": ".ods"}


def check_size(name: str, archive: zipfile.ZipFile) -> None:
    """Raise InitiativeImportError for an archive of too many entries or too many bytes."""
    if len(archive.infolist()) > MAX_ENTRIES:
        raise InitiativeImportError(Problem(name, 0, TOO_MANY))
    if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
        raise InitiativeImportError(Problem(name, 0, TOO_BIG))


def workbook_suffix(data: bytes) -> str:
    """Return « .xlsx », « .xlsb » or « .ods » for such a workbook, empty for another content."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.lower() for name in archive.namelist()}
    except UNREADABLE_ARCHIVE:
        return ""
    return next((suffix for part, suffix in WORKBOOK_PARTS.items() if part in names), "")
