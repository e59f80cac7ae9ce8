"""Standalone program, without Django: print the text of one file as JSON (program.py FILE).

Files are untrusted: the program sets its resource limits before it opens anything, does not trust
the sizes declared in a file, and expands no XML entity.
"""

import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

MEMORY_BYTES = 768 * 1024 * 1024
CPU_SECONDS = 25
PAGES = 400
CHARACTERS = 500_000
# Largest decompressed size of one part of a ZIP file, and largest compression ratio: XML of office
# files is rarely compressed more than 40 times.
PART_BYTES = 60_000_000
RATIO = 300
PARTS = 5_000

TEXT = ("t",)
SPACES = ("tab", "br", "s", "line-break")
PARAGRAPHS = ("p", "h")
HIDDEN = ("tracked-changes", "annotation")


class Unreadable(Exception):  # noqa: N818  the state of a file
    """The file cannot be read; the message is a French sentence."""


def main(path: str) -> None:
    answer = {"text": "", "error": ""}
    try:
        limit_resources()
        answer["text"] = read(Path(path))[:CHARACTERS]
    except Unreadable as error:
        answer["error"] = str(error)
    except MemoryError:
        answer["error"] = "Le fichier demande trop de mémoire."
    except RecursionError:
        answer["error"] = "Le fichier est trop imbriqué."
    except Exception as error:  # noqa: BLE001  libraries raise anything on a broken file
        answer["error"] = f"Fichier illisible\u00a0: {type(error).__name__}: {error}"[:500]
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
    return read_parts(path, lambda name: name == "word/document.xml", TEXT)


def read_pptx(path: Path) -> str:
    return read_parts(path, lambda name: name.startswith("ppt/slides/slide"), TEXT)


def read_odt(path: Path) -> str:
    return read_parts(path, lambda name: name == "content.xml", None)


def read_txt(path: Path) -> str:
    with path.open("rb") as file:
        content = file.read(4 * CHARACTERS)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read_parts(path: Path, is_wanted: Callable[[str], bool], tags: tuple[str, ...] | None) -> str:
    """Return the text of the XML parts of a ZIP file whose name satisfies `is_wanted`."""
    texts, length = [], 0
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        if len(parts) > PARTS:
            raise Unreadable("L’archive contient trop de fichiers.")
        for part in parts:
            if is_wanted(part.filename) and length < CHARACTERS:
                texts.append(xml_text(part_bytes(archive, part), tags))
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


def xml_text(content: bytes, tags: tuple[str, ...] | None) -> str:
    """Return the text of an XML part, one line per paragraph.

    `tags` are the elements that hold text; None: paragraphs hold it (OpenDocument). Tracked
    deletions and reviewers' comments are left out.
    """
    from io import BytesIO

    from defusedxml.ElementTree import iterparse

    words, hidden = [], 0
    for event, element in iterparse(BytesIO(content), events=("start", "end"), forbid_dtd=True):
        name = element.tag.rpartition("}")[2]
        if name in HIDDEN:
            hidden += 1 if event == "start" else -1
        if event == "start":
            continue
        if name in SPACES:
            words.append(" ")
            element.text = " "
        elif name in PARAGRAPHS:
            text = "".join(element.itertext()) if tags is None and not hidden else ""
            words.append(f"{text}\n")
            element.clear()
        elif tags and name in tags:
            words.append(element.text or "")
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
