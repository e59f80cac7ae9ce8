"""Parts of a Word package and their relationships (ECMA-376, part 2)."""

import io
import posixpath
from dataclasses import dataclass, field
from urllib.parse import unquote
from xml.etree.ElementTree import Element, tostring
from zipfile import ZIP_STORED, ZipFile

from defusedxml.ElementTree import fromstring

from hub.newsletters.importing.errors import NewsletterImportError
from hub.newsletters.importing.readers.archives import Archive

MAX_XML_BYTES = 20 * 1024 * 1024
PACKAGE_RELATIONS = "_rels/.rels"
DEFAULT_DOCUMENT = "word/document.xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship: last word of its type, and its target, a member name or an external URL."""

    kind: str
    target: str
    external: bool = False


@dataclass(slots=True)
class Package:
    """A Word package; `replaced` are the members whose content was changed."""

    archive: Archive
    document: str
    replaced: dict[str, bytes] = field(default_factory=dict)

    def relations(self, part: str) -> dict[str, Relation]:
        """Return the relationships of a part, by id; targets are resolved to member names."""
        folder, name = posixpath.split(part)
        return _relations(self.archive, posixpath.join(folder, "_rels", f"{name}.rels"), folder)

    def parts(self, *kinds: str) -> list[str]:
        """Return the existing parts that the document refers to by these types of relationship.

        A part without relationship is found by its usual name, as mammoth does.
        """
        relations = self.relations(self.document).values()
        found = [r.target for r in relations if r.kind in kinds and not r.external]
        folder = posixpath.dirname(self.document)
        found += [posixpath.join(folder, f"{kind}.xml") for kind in kinds]
        return [part for part in dict.fromkeys(found) if part in self.archive.members]

    def tree(self, part: str) -> Element:
        """Return the root element of a part, already checked."""
        root: Element = fromstring(self.archive.read(part, MAX_XML_BYTES), forbid_dtd=True)
        return root

    def replace(self, part: str, root: Element) -> None:
        """Replace the content of a part."""
        self.replaced[part] = tostring(root, encoding="utf-8", xml_declaration=True)

    def rewritten(self) -> bytes:
        """Return the package with the replaced parts and relationships that mammoth understands.

        mammoth knows the types of the transitional format, and resolves images from « word/ ».
        """
        members = dict(self.replaced)
        members[PACKAGE_RELATIONS] = _serialised(
            {"rId1": Relation("officeDocument", self.document)}
        )
        for part in (self.document, *self.parts("footnotes", "endnotes", "comments")):
            folder, name = posixpath.split(part)
            relations = self.relations(part)
            members[posixpath.join(folder, "_rels", f"{name}.rels")] = _serialised(relations)
        stream = io.BytesIO()
        with ZipFile(stream, "w", ZIP_STORED) as made:
            for name, info in self.archive.members.items():
                if name not in members:
                    made.writestr(name, self.archive.read(name, info.file_size))
            for name, content in members.items():
                made.writestr(name, content)
        return stream.getvalue()


def open_package(archive: Archive) -> Package:
    """Return the package, its main document found by the relationships of the package.

    Raise `NewsletterImportError` when it has none: Word Online writes `word/document2.xml`.
    """
    relations = _relations(archive, PACKAGE_RELATIONS, "").values()
    named = [relation.target for relation in relations if relation.kind == "officeDocument"]
    for part in (*named, DEFAULT_DOCUMENT):
        if part in archive.members:
            return Package(archive, part)
    raise NewsletterImportError(
        "Ce fichier n’est pas un document Word\u00a0: il lui manque le texte "
        f"({DEFAULT_DOCUMENT}). Enregistrez-le à nouveau au format .docx."
    )


def _relations(archive: Archive, member: str, folder: str) -> dict[str, Relation]:
    if member not in archive.members:
        return {}
    relations = {}
    for element in fromstring(archive.read(member, MAX_XML_BYTES), forbid_dtd=True):
        target, external = element.get("Target", ""), element.get("TargetMode") == "External"
        if not external:
            target = _member(archive, folder, target)
        kind = element.get("Type", "").rpartition("/")[2]
        relations[element.get("Id", "")] = Relation(kind, target, external)
    return relations


def _member(archive: Archive, folder: str, target: str) -> str:
    """Return the member name of a target, relative to the folder of its part or absolute."""
    path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return path if path in archive.members else unquote(path)


def _serialised(relations: dict[str, Relation]) -> bytes:
    root = Element("Relationships", xmlns=PACKAGE_NAMESPACE)
    for name, relation in relations.items():
        target = relation.target if relation.external else f"/{relation.target}"
        attributes = {"Id": name, "Type": f"{RELATIONS}/{relation.kind}", "Target": target}
        if relation.external:
            attributes["TargetMode"] = "External"
        root.append(Element("Relationship", attributes))
    return tostring(root, encoding="utf-8", xml_declaration=True)
