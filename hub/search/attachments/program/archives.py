"""Office files: ZIP archives of XML parts, read without trusting their declared sizes."""

import posixpath
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

from .limits import NOT_THIS_FORMAT, PART_BYTES, PARTS, PASSWORD, RATIO, Unreadable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Package:
    """The parts of an open office file, by member name."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.parts = {part.filename: part for part in archive.infolist()}
        if len(self.parts) > PARTS:
            raise Unreadable("L’archive contient trop de fichiers.")

    def content(self, name: str) -> bytes:
        """Return the content of a part, without reading past the limit."""
        part = self.parts[name]
        if part.flag_bits & 1:
            raise Unreadable(PASSWORD)
        limit = min(PART_BYTES, max(part.compress_size * RATIO, 1_000_000))
        with self.archive.open(part) as file:
            content = file.read(limit + 1)
        if len(content) > limit:
            raise Unreadable("Le fichier grossit trop en s’ouvrant.")
        return content

    def relations(self, part: str) -> list[tuple[str, str]]:
        """Return the relationships of a part to existing parts: (last word of the type, name)."""
        return [(kind, target) for _, kind, target in self.identified_relations(part)]

    def identified_relations(self, part: str) -> list[tuple[str, str, str]]:
        """Return the same as `relations`, each with its id first."""
        from defusedxml.ElementTree import fromstring

        folder, name = posixpath.split(part)
        member = posixpath.join(folder, "_rels", f"{name}.rels")
        if member not in self.parts:
            return []
        found = []
        for element in fromstring(self.content(member), forbid_dtd=True):
            if element.get("TargetMode") == "External":
                continue
            path = posixpath.join("/", folder, element.get("Target", ""))
            target = posixpath.normpath(path).lstrip("/")
            target = target if target in self.parts else unquote(target)
            if target in self.parts:
                kind = element.get("Type", "").rpartition("/")[2]
                found.append((element.get("Id", ""), kind, target))
        return found

    def main_part(self, usual: str) -> str:
        """Return the main part of an Office Open XML file; `usual` is its usual name."""
        named = [target for kind, target in self.relations("") if kind == "officeDocument"]
        main = next((name for name in (*named, usual) if name in self.parts), "")
        if not main:
            raise Unreadable(NOT_THIS_FORMAT)
        return main


@contextmanager
def opened(source: Path | bytes) -> Iterator[Package]:
    """Open an office file, or its content; raise `Unreadable` if it is protected by a password."""
    if isinstance(source, Path):
        with source.open("rb") as file:
            if file.read(len(OLE)) == OLE:
                raise Unreadable(reason_of_ole(source))
    with zipfile.ZipFile(BytesIO(source) if isinstance(source, bytes) else source) as archive:
        yield Package(archive)


def reason_of_ole(path: Path) -> str:
    """Return why an OLE file is refused: Office encrypts a file inside one."""
    from olefile import OleFileIO

    with OleFileIO(path) as container:
        if container.exists("EncryptedPackage"):
            return PASSWORD
    return (
        "C’est un ancien format d’Office (.doc, .ppt)\u00a0: enregistrez le fichier en .docx, "
        ".pptx ou PDF."
    )
