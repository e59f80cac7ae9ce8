"""Standalone program, without Django: print the text of one file as JSON (program.py FILE).

Files are untrusted: the program sets its resource limits before it opens anything, does not trust
the sizes declared in a file, and expands no XML entity.
"""

import json
import posixpath
import re
import sys
import zipfile
from collections.abc import Callable
from html import unescape
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element

MEMORY_BYTES = 768 * 1024 * 1024
CPU_SECONDS = 25
PAGES = 400
CHARACTERS = 500_000
# Largest decompressed size of one part of a ZIP file, and largest compression ratio: XML of office
# files is rarely compressed more than 40 times.
PART_BYTES = 60_000_000
RATIO = 300
PARTS = 5_000

TEXT, SPACES = ("t",), ("tab", "br", "s", "line-break")
PARAGRAPHS = ("p", "h")
HIDDEN = ("tracked-changes", "annotation", "hidden-text", "hidden-paragraph")
# Word: deletions, moved text, phonetic guides; the properties that hide the element above them.
DELETED = ("del", "moveFrom", "rt")
HIDING = {"rPr": ("vanish", "strike", "dstrike"), "trPr": ("hidden", "del"), "pPr": ()}
OFF = ("false", "0", "off", "none")
# Parts that a Word document refers to, by the last word of the type of their relationship.
RELATED = ("footnotes", "endnotes", "diagramData", "chart")
USUAL = [(kind, f"word/{kind}.xml") for kind in ("styles", *RELATED[:2])]  # no relationships
INSERTED, MAX_INSERTED, MAX_PARENTS = "aFChunk", 2, 20


class Unreadable(Exception):  # noqa: N818  the state of a file
    """The file cannot be read; the message is a French sentence."""


def main(path: str) -> None:
    answer = {"text": "", "error": ""}
    try:
        limit_resources()
        answer["text"] = read(Path(path))[:CHARACTERS]
    except Unreadable as error:
        answer["error"] = str(error)
    except (MemoryError, RecursionError):
        answer["error"] = "Le fichier demande trop de mémoire, ou est trop imbriqué."
    except Exception as error:  # noqa: BLE001  libraries raise anything on a broken file
        is_encrypted = type(error).__name__ == "DependencyError"  # pypdf without cryptography
        reason = "chiffré (AES)" if is_encrypted else f"{type(error).__name__}: {error}"
        answer["error"] = f"Fichier illisible\u00a0: {reason}"[:500]
    sys.stdout.write(json.dumps(answer))


def limit_resources() -> None:
    """Limit memory, CPU time and files of this process; without `resource`, only the time-out."""
    try:
        import resource
    except ImportError:
        return
    limits = {
        resource.RLIMIT_AS: MEMORY_BYTES,
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for which, most in limits.items():
        try:
            resource.setrlimit(which, (most, most))
        except (ValueError, OSError):
            continue


def read(path: Path) -> str:
    """Return the text of a file by its extension."""
    return clean(FORMATS[path.suffix.lower().lstrip(".")](path))


def clean(text: str) -> str:
    """Return text that a database accepts: no NUL, no lone surrogate."""
    return text.encode("utf-8", "ignore").decode("utf-8").replace("\x00", "")


def read_pdf(path: Path) -> str:
    from pypdf import PdfReader

    reader = PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("Fichier protégé par un mot de passe.")
    texts, length = [], 0
    for number, page in enumerate(reader.pages):
        if number >= PAGES or length >= CHARACTERS:
            break
        texts.append(page.extract_text() or "")
        length += len(texts[-1])
    return "\n".join(texts)


def read_docx(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return docx_text(archive)


def docx_text(archive: zipfile.ZipFile, depth: int = 0) -> str:
    """Return the text of a Word package: document, notes, SmartArt, inserted documents."""
    parts = {part.filename: part for part in archive.infolist()}
    if len(parts) > PARTS:
        raise Unreadable("L’archive contient trop de fichiers.")
    package = relations(archive, parts, "")
    named = [target for kind, target in package if kind == "officeDocument"]
    main = next((name for name in (*named, "word/document.xml") if name in parts), "")
    if not main:
        raise Unreadable("Ce n’est pas un fichier de ce format.")
    related = [(k, t) for k, t in relations(archive, parts, main) or USUAL if t in parts]
    styles = [target for kind, target in related if kind == "styles"]
    hidden = hidden_word_styles(part_bytes(archive, parts[styles[0]])) if styles else set()
    texts = [marked_text(part_bytes(archive, parts[main]), hidden)]
    for kind, target in related:
        if sum(map(len, texts)) >= CHARACTERS:
            break
        if kind in RELATED:
            texts.append(marked_text(part_bytes(archive, parts[target]), hidden))
        elif kind == INSERTED and depth < MAX_INSERTED:
            texts.append(inserted_text(part_bytes(archive, parts[target]), depth))
    return "\n".join(texts)


def relations(
    archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], part: str
) -> list[tuple[str, str]]:
    """Return the internal relationships of a part, as (last word of the type, member name)."""
    from defusedxml.ElementTree import fromstring

    folder, name = posixpath.split(part)
    member = posixpath.join(folder, "_rels", f"{name}.rels")
    if member not in parts:
        return []
    found = []
    for element in fromstring(part_bytes(archive, parts[member]), forbid_dtd=True):
        if element.get("TargetMode") != "External":
            path = posixpath.join("/", folder, element.get("Target", ""))
            target = posixpath.normpath(path).lstrip("/")
            kind = element.get("Type", "").rpartition("/")[2]
            found.append((kind, target if target in parts else unquote(target)))
    return found


def inserted_text(content: bytes, depth: int) -> str:
    """Return the text of a document inserted in another one: Word, HTML or plain text."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return docx_text(archive, depth + 1)
    text = "" if content.startswith((b"{\\rtf", b"MIME-Version")) else decoded(content)
    if "<" in text:
        text = re.sub(r"(?is)<(style|script|head)\b.*?</\1\s*>|<!--.*?-->", " ", text)
        text = unescape(re.sub(r"<[^<>]*>", " ", text))
    return text


def read_pptx(path: Path) -> str:
    return read_parts(path, lambda name: name.startswith("ppt/slides/slide"), marked_text)


def read_odt(path: Path) -> str:
    hidden: set[str] = set()
    with zipfile.ZipFile(path) as archive:
        for part in archive.infolist():
            if part.filename in ("styles.xml", "content.xml"):
                hidden |= hidden_odt_styles(part_bytes(archive, part))
    return read_parts(path, lambda name: name == "content.xml", lambda part: odt_text(part, hidden))


def read_txt(path: Path) -> str:
    with path.open("rb") as file:
        return decoded(file.read(4 * CHARACTERS))


def decoded(content: bytes) -> str:
    """Return text in UTF-8, in UTF-16 with a byte order mark, or in Windows-1252."""
    utf_16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16", "replace") if utf_16 else content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read_parts(
    path: Path, is_wanted: Callable[[str], bool], text_of: Callable[[bytes], str]
) -> str:
    """Return the text of the XML parts of a ZIP file whose name satisfies `is_wanted`."""
    texts, length = [], 0
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        if len(parts) > PARTS:
            raise Unreadable("L’archive contient trop de fichiers.")
        for part in parts:
            if is_wanted(part.filename) and length < CHARACTERS:
                texts.append(text_of(part_bytes(archive, part)))
                length += len(texts[-1])
    if not texts:
        raise Unreadable("Ce n’est pas un fichier de ce format.")
    return "\n".join(texts)


def part_bytes(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Return the content of a part, without reading past the limit; ignore its declared size."""
    if part.flag_bits & 1:
        raise Unreadable("Fichier protégé par un mot de passe.")
    limit = min(PART_BYTES, max(part.compress_size * RATIO, 1_000_000))
    with archive.open(part) as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise Unreadable("Le fichier grossit trop en s’ouvrant.")
    return content


def marked_text(content: bytes, hidden_styles: set[str] | None = None) -> str:
    """Return the text of a part of Word or PowerPoint, one line per paragraph.

    Deleted, hidden and struck text is left out; a text box written twice for older programs
    (`mc:AlternateContent`) is read once.
    """
    from defusedxml.ElementTree import iterparse

    words: list[str] = []
    # Whether each open element is hidden, and the number of words where its first branch began.
    hidden, branches = [False], [0]
    for event, element in iterparse(BytesIO(content), events=("start", "end"), forbid_dtd=True):
        name = element.tag.rpartition("}")[2]
        if event == "start":
            if name == "AlternateContent":
                branches.append(len(words))
            is_branch = name in ("Choice", "Fallback")
            is_read_twice = is_branch and bool("".join(words[branches[-1] :]).strip())
            is_hidden_slide = name == "sld" and element.get("show") in OFF
            hidden.append(hidden[-1] or name in DELETED or is_read_twice or is_hidden_slide)
            continue
        is_hidden = hidden.pop()
        if name == "AlternateContent":
            branches.pop()
        elif name in HIDING:
            hidden[-1] = hidden[-1] or hides(element, name, hidden_styles or set())
        elif name in SPACES and not is_hidden:
            words.append(" ")
        elif name == "p":
            words.append("" if is_hidden else "\n")
            element.clear()
        elif name in TEXT and not is_hidden:
            words.append(element.text or "")
    return "".join(words)


def hides(properties: Element, name: str, hidden_styles: set[str]) -> bool:
    """Tell whether the properties of a run, paragraph or row hide it."""
    if properties.get("strike", "noStrike") != "noStrike":
        return True
    for child in properties:
        tag = child.tag.rpartition("}")[2]
        value = next((v for k, v in child.attrib.items() if k.rpartition("}")[2] == "val"), "")
        if tag in HIDING[name] and value.lower() not in OFF:
            return True
        if tag in ("rStyle", "pStyle") and value in hidden_styles:
            return True
    return False


def hidden_word_styles(content: bytes) -> set[str]:
    """Return the ids of the styles that hide or strike their text, their children included."""
    from defusedxml.ElementTree import fromstring

    parents, hidden = {}, set()
    for style in fromstring(content, forbid_dtd=True):
        attributes = {key.rpartition("}")[2]: value for key, value in style.attrib.items()}
        identifier = attributes.get("styleId", "")
        for child in style:
            tag = child.tag.rpartition("}")[2]
            if tag == "basedOn":
                parents[identifier] = next(iter(child.attrib.values()), "")
            elif tag == "rPr" and hides(child, "rPr", set()):
                hidden.add(identifier)
    for _ in range(MAX_PARENTS):
        hidden |= {style for style, parent in parents.items() if parent in hidden}
    return hidden


def hidden_odt_styles(content: bytes) -> set[str]:
    """Return the names of the OpenDocument styles that hide or strike their text."""
    from defusedxml.ElementTree import iterparse

    hidden = set()
    for _, element in iterparse(BytesIO(content), forbid_dtd=True):
        name = element.tag.rpartition("}")[2]
        if name == "style":
            named = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
            for child in element:
                values = {k.rpartition("}")[2]: v for k, v in child.attrib.items()}
                struck = values.get("text-line-through-style", "none") != "none"
                if struck or values.get("display") == "none":
                    hidden.add(named.get("name", ""))
        elif name in PARAGRAPHS:
            element.clear()
    return hidden


def odt_text(content: bytes, hidden_styles: set[str]) -> str:
    """Return the text of an OpenDocument part, one line per paragraph.

    Tracked deletions, comments, hidden and struck text are left out.
    """
    from defusedxml.ElementTree import iterparse

    words, hidden = [], 0
    for event, element in iterparse(BytesIO(content), events=("start", "end"), forbid_dtd=True):
        name = element.tag.rpartition("}")[2]
        named = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
        is_hidden = named.get("style-name") in hidden_styles
        if name in HIDDEN or (name == "section" and named.get("display") == "none"):
            hidden += 1 if event == "start" else -1
            is_hidden = True
        if event == "start":
            continue
        if name in SPACES:
            words.append(" ")
            element.text = " "
        elif name in PARAGRAPHS:
            text = "" if hidden or is_hidden else "".join(element.itertext())
            words.append(f"{text}\n")
            element.clear()
        elif is_hidden:
            element.clear()
    return "".join(words)


FORMATS = {
    "pdf": read_pdf,
    "docx": read_docx,
    "odt": read_odt,
    "pptx": read_pptx,
    "txt": read_txt,
}

if __name__ == "__main__":
    main(sys.argv[1])
