"""Text of PDF files, with the number of pages that are images without text."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .limits import CHARACTERS, PAGES, PASSWORD, Extraction, Unreadable
from .pdf_layers import Layers

if TYPE_CHECKING:
    from pypdf import PageObject

# Running titles: lines among the first or last two of a page, on this share of the pages or more.
EDGE_LINES = 2
MIN_PAGES, RUNNING_SHARE = 3, 0.4
MAX_NESTED_FORMS = 5


def read_pdf(path: Path) -> Extraction:
    """Return the text of the pages, the invisible text layer of scans included."""
    from pypdf import PdfReader

    reader = PdfReader(path)
    if reader.is_encrypted:
        decrypt(reader.decrypt)
    layers = Layers(reader)
    texts: list[str] = []
    with_image: list[bool] = []
    length = 0
    for number, page in enumerate(reader.pages):
        if number >= PAGES or length >= CHARACTERS:
            break
        layers.remove_hidden_text(page)
        drawn: set[str] = set()
        texts.append(page.extract_text(visitor_operand_before=recorder(drawn)) or "")
        length += len(texts[-1])
        with_image.append(has_image(page, drawn))
    pages, running = without_running_lines(texts)
    # A scan may have words stamped on each page, or its number: they are not the text of the page.
    image_pages = sum(
        is_image and not any(character.isalpha() for character in text)
        for text, is_image in zip(pages, with_image, strict=True)
    )
    # A form feed between pages, as pdftotext does.
    text = "\n".join(["\f".join(pages), *running])
    return Extraction(text, len(pages), image_pages)


def decrypt(decrypter: Callable[[str], int]) -> None:
    """Decrypt with an empty password; raise `Unreadable` if the file needs another one."""
    try:
        is_open = bool(decrypter(""))
    except NotImplementedError as error:
        raise Unreadable(
            "Fichier protégé par un certificat\u00a0: déposez une version sans protection."
        ) from error
    if not is_open:
        raise Unreadable(PASSWORD)


def recorder(drawn: set[str]) -> Callable[..., None]:
    """Return a visitor of `extract_text` that adds to `drawn` the names of the objects drawn."""

    def record(operator: bytes, operands: Any, *matrices: Any) -> None:
        if operator == b"Do" and operands:
            drawn.add(str(operands[0]))
        elif operator == b"INLINE IMAGE":
            drawn.add("")

    return record


def has_image(page: "PageObject", drawn: set[str]) -> bool:
    """Tell whether one of the objects that a page draws is an image."""
    return "" in drawn or bool(drawn & image_names(page.get("/Resources"), MAX_NESTED_FORMS))


def image_names(resources: Any, depth: int) -> set[str]:
    """Return the names of the images of a page, and of the forms that it draws."""
    resources = resources.get_object() if resources else {}
    objects = resources.get("/XObject") if resources else None
    names = set()
    for name, reference in (objects.get_object() if objects else {}).items():
        found = reference.get_object()
        if found.get("/Subtype") == "/Image":
            names.add(name)
        elif found.get("/Subtype") == "/Form" and depth:
            names |= image_names(found.get("/Resources"), depth - 1)
    return names


def without_running_lines(pages: list[str]) -> tuple[list[str], list[str]]:
    """Return the pages without their headers and footers, then these, each once.

    Two lines are the same when they differ by their numbers only; a page number is left out.
    """
    if len(pages) < MIN_PAGES:
        return pages, []
    split = [page.splitlines() for page in pages]
    counts = Counter(
        key for lines in split for key in {key_of(lines[index]) for index in edges(lines)}
    )
    least = max(MIN_PAGES, RUNNING_SHARE * len(pages))
    kept: dict[str, None] = {}
    texts = []
    for lines in split:
        running = {index for index in edges(lines) if counts[key_of(lines[index])] >= least}
        kept |= dict.fromkeys(
            lines[i].strip() for i in sorted(running) if re.search(r"[^\W\d]|\d{4}", lines[i])
        )
        texts.append("\n".join(line for i, line in enumerate(lines) if i not in running))
    return texts, list(kept)


def edges(lines: list[str]) -> list[int]:
    """Return the indexes of the first and last lines that are not blank."""
    filled = [index for index, line in enumerate(lines) if line.strip()]
    return sorted({*filled[:EDGE_LINES], *filled[-EDGE_LINES:]})


def key_of(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()))
