"""Reader of archives (.zip) of mailing tools: letters and images, as Mailchimp exports them."""

from dataclasses import replace
from pathlib import PurePosixPath

from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.importing.errors import NewsletterImportError
from hub.newsletters.importing.readers.archives import Archive, open_archive
from hub.newsletters.importing.readers.decoding import decode_declared
from hub.newsletters.importing.readers.html import META_CHARSET, read_html_characters
from hub.newsletters.importing.readers.pictures import MAX_FILE_BYTES, within_limits

MAX_ARCHIVE_BYTES = 40 * 1024 * 1024
MAX_LETTER_BYTES = 5 * 1024 * 1024
LETTER_EXTENSIONS = (".html", ".htm")
IMAGE_EXTENSIONS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
MAX_LISTED = 8


def read_archive(name: str, data: bytes) -> SourceDocument:
    """Read the only letter of an archive.

    Raise `NewsletterImportError` when there is none, or several: `read_archive_letters` reads them.
    """
    archive, letters = _letters(data)
    if len(letters) > 1:
        listed = ", ".join(letters[:MAX_LISTED]) + (", …" if len(letters) > MAX_LISTED else "")
        raise NewsletterImportError(
            f"Cette archive contient {len(letters)} lettres ({listed})\u00a0: décompressez-la et "
            "importez-les une à une, ou donnez-la à la commande import_newsletter."
        )
    return _read(name, archive, letters[0])


def read_archive_letters(
    name: str, data: bytes
) -> list[tuple[str, SourceDocument | NewsletterImportError]]:
    """Read every letter of an archive, as (name, document or error)."""
    archive, letters = _letters(data)
    results: list[tuple[str, SourceDocument | NewsletterImportError]] = []
    for member in letters:
        full_name = name if len(letters) == 1 else f"{name}/{member}"
        try:
            results.append((full_name, _read(full_name, archive, member)))
        except NewsletterImportError as error:
            results.append((full_name, error))
    return results


def _letters(data: bytes) -> tuple[Archive, list[str]]:
    """Open an archive and return it with the names of its HTML files, at least one."""
    archive = open_archive(data)
    letters = sorted(
        member
        for member in archive.members
        if member.lower().endswith(LETTER_EXTENSIONS) and not _is_hidden(member)
    )
    if not letters:
        raise NewsletterImportError(
            "Cette archive ne contient pas de lettre\u00a0: aucun fichier .html n’y est."
        )
    return archive, letters


def _is_hidden(member: str) -> bool:
    """Tell whether a member is a hidden file, as macOS and editors add."""
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(member).parts)


def _read(name: str, archive: Archive, member: str) -> SourceDocument:
    content = archive.read(member, MAX_LETTER_BYTES)
    declared = META_CHARSET.search(content[:4096])
    text, encoding, notices = decode_declared(
        content, declared.group(1).decode() if declared else ""
    )
    document = read_html_characters(name, text, _images(archive, member))
    document = replace(document, format="zip", encoding=encoding)
    document.notices[:0] = notices
    return document


def _images(archive: Archive, member: str) -> dict[str, bytes]:
    """Return the images of the archive by their path relative to the letter."""
    folder = PurePosixPath(member).parent
    images = {}
    for name, info in archive.members.items():
        if (
            not name.lower().endswith(IMAGE_EXTENSIONS)
            or _is_hidden(name)
            or info.file_size > MAX_FILE_BYTES
        ):
            continue
        path = PurePosixPath(name)
        within = path.relative_to(folder) if path.is_relative_to(folder) else path
        images[str(within)] = archive.read(name, MAX_FILE_BYTES)
    return within_limits(images)
