"""Archives (.zip) of mailing tools: the letter and its images, as Mailchimp exports them."""

from dataclasses import replace
from pathlib import PurePosixPath

from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.importing.errors import NewsletterImportError
from hub.newsletters.importing.readers.archives import Archive, open_archive
from hub.newsletters.importing.readers.decoding import decode_declared
from hub.newsletters.importing.readers.html import DECLARED, read_html_characters
from hub.newsletters.importing.readers.pictures import LARGEST_FILE, within_limits

MAX_ARCHIVE_BYTES = 40 * 1024 * 1024
LARGEST_LETTER = 5 * 1024 * 1024
LETTERS = (".html", ".htm")
IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
MOST_LISTED = 8


def read_archive(name: str, data: bytes) -> SourceDocument:
    """The one letter of an archive.

    Raises `NewsletterImportError`, naming them, when there are several (`letters_of` reads
    them all), and when there is none.
    """
    archive, letters = _letters(data)
    if len(letters) > 1:
        listed = ", ".join(letters[:MOST_LISTED]) + (", …" if len(letters) > MOST_LISTED else "")
        raise NewsletterImportError(
            f"Cette archive contient {len(letters)} lettres ({listed})\u00a0: décompressez-la et "
            "importez-les une à une, ou donnez-la à la commande import_newsletter."
        )
    return _read(name, archive, letters[0])


def letters_of(name: str, data: bytes) -> list[tuple[str, SourceDocument | NewsletterImportError]]:
    """Every letter of an archive as (name, document), or the error that it raises."""
    archive, letters = _letters(data)
    read = []
    for member in letters:
        named = name if len(letters) == 1 else f"{name}/{member}"
        try:
            read.append((named, _read(named, archive, member)))
        except NewsletterImportError as error:
            read.append((named, error))
    return read


def _letters(data: bytes) -> tuple[Archive, list[str]]:
    archive = open_archive(data)
    letters = sorted(
        member
        for member in archive.members
        if member.lower().endswith(LETTERS) and not _is_hidden(member)
    )
    if not letters:
        raise NewsletterImportError(
            "Cette archive ne contient pas de lettre\u00a0: aucun fichier .html n’y est."
        )
    return archive, letters


def _is_hidden(member: str) -> bool:
    """Files that macOS and editors add beside the real ones."""
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(member).parts)


def _read(name: str, archive: Archive, member: str) -> SourceDocument:
    content = archive.read(member, LARGEST_LETTER)
    declared = DECLARED.search(content[:4096])
    text, encoding, notices = decode_declared(
        content, declared.group(1).decode() if declared else ""
    )
    document = read_html_characters(name, text, _images(archive, member))
    document = replace(document, format="zip", encoding=encoding)
    document.notices[:0] = notices
    return document


def _images(archive: Archive, member: str) -> dict[str, bytes]:
    """The images of the archive by their path from the letter."""
    folder = PurePosixPath(member).parent
    images = {}
    for name, info in archive.members.items():
        if not name.lower().endswith(IMAGES) or _is_hidden(name) or info.file_size > LARGEST_FILE:
            continue
        path = PurePosixPath(name)
        within = path.relative_to(folder) if path.is_relative_to(folder) else path
        images[str(within)] = archive.read(name, LARGEST_FILE)
    return within_limits(images)
