"""Limits of the reading of a file, and what it returns."""

from typing import NamedTuple

# Stored with each text: documents read by another version are read again.
READER_VERSION = 2

MEMORY_BYTES = 768 * 1024 * 1024
CPU_SECONDS = 25
PAGES = 400
CHARACTERS = 500_000
# Largest decompressed size of one part of a ZIP file, and largest compression ratio: XML of office
# files is rarely compressed more than 40 times.
PART_BYTES = 60_000_000
RATIO = 300
PARTS = 5_000

PASSWORD = "Fichier protégé par un mot de passe\u00a0: déposez une version sans mot de passe."  # noqa: S105
NOT_THIS_FORMAT = "Ce n’est pas un fichier de ce format."


class Unreadable(Exception):  # noqa: N818  the state of a file
    """The file cannot be read; the message is a French sentence."""


class Extraction(NamedTuple):
    """The text of a file, its number of pages, and of pages that are images without text.

    Only PDF files count their pages: both numbers are 0 for the other formats.
    """

    text: str
    pages: int = 0
    image_pages: int = 0
