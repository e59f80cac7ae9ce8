"""ZIP archives and Word documents, read in memory within limits, never extracted to disk."""

import io
from dataclasses import dataclass
from pathlib import PurePosixPath
from zipfile import ZipFile, ZipInfo

from hub.core.importing.archives import UNREADABLE_ARCHIVE
from hub.newsletters.importing.errors import NewsletterImportError

MAX_MEMBERS = 2000
# Largest total size once unpacked, in bytes: ten times that of the real exports.
MAX_UNPACKED_BYTES = 120 * 1024 * 1024
ENCRYPTED = 0x1  # general purpose flag (APPNOTE.TXT, section 4.4.4)


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive whose central directory was checked; members are read one by one."""

    members: dict[str, ZipInfo]
    _zip: ZipFile

    def read(self, name: str, limit: int) -> bytes:
        """Return the bytes of a member.

        Raise `NewsletterImportError` when it has more than `limit` bytes or is damaged.
        """
        try:
            with self._zip.open(self.members[name]) as stream:
                data = stream.read(limit + 1)
        except UNREADABLE_ARCHIVE as error:
            raise NewsletterImportError(
                f"Cette archive est abîmée\u00a0: «\u00a0{name}\u00a0» ne se lit pas."
            ) from error
        if len(data) > limit:
            raise NewsletterImportError(
                f"Dans cette archive, «\u00a0{name}\u00a0» est trop lourd pour une lettre\u00a0: "
                f"la limite est de {limit // (1024 * 1024)}\u00a0Mo."
            )
        return data


def open_archive(data: bytes) -> Archive:
    """Open an archive in memory.

    Raise `NewsletterImportError` when it is damaged, encrypted, too large once unpacked (ZIP bomb)
    or has a member whose path leaves the archive.
    """
    try:
        archive = ZipFile(io.BytesIO(data))
    except UNREADABLE_ARCHIVE as error:
        raise NewsletterImportError(
            "Cette archive est abîmée\u00a0: elle ne s’ouvre pas."
        ) from error
    members = [info for info in archive.infolist() if not info.is_dir()]
    if len(members) > MAX_MEMBERS or sum(info.file_size for info in members) > MAX_UNPACKED_BYTES:
        raise NewsletterImportError(
            "Cette archive est trop lourde une fois ouverte\u00a0: la limite est de "
            f"{MAX_UNPACKED_BYTES // (1024 * 1024)}\u00a0Mo et {MAX_MEMBERS} fichiers."
        )
    for info in members:
        path = PurePosixPath(info.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in info.filename.split("/", 1)[0]:
            raise NewsletterImportError(
                "Cette archive contient des fichiers dont le chemin sort d’elle-même\u00a0: "
                "elle n’est pas lue."
            )
        if info.flag_bits & ENCRYPTED:
            raise NewsletterImportError(
                "Cette archive est protégée par un mot de passe\u00a0: enlevez-le d’abord."
            )
    return Archive({info.filename: info for info in members}, archive)
