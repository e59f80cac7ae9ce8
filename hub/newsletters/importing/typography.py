"""French typography of a source, corrected before parsing: punctuation and spaces, no word."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from hub.core.values.typesetting import QUOTE, Correction, find_corrections, has_doubtful_quotes
from hub.newsletters.importing.documents import Mark, Paragraph


@dataclass(slots=True)
class Typography:
    """Number of corrections by kind; `doubtful` are the paragraphs with ambiguous quotes."""

    apostrophes: int = 0
    quotes: int = 0
    spaces: int = 0
    doubtful: list[Paragraph] = field(default_factory=list)

    def as_data(self) -> dict[str, int]:
        """Return the counts as JSON-serialisable data."""
        return {"apostrophes": self.apostrophes, "quotes": self.quotes, "spaces": self.spaces}


def typeset(paragraphs: Iterable[Paragraph]) -> tuple[list[Paragraph], Typography]:
    """Return the paragraphs with corrected typography, and the counts of corrections.

    The offsets of links and emphasis follow the corrections.
    """
    typeset_paragraphs, counts, doubtful = [], Counter(), []
    for paragraph in paragraphs:
        found = find_corrections(paragraph.text)
        counts.update(correction.kind for correction in found)
        if has_doubtful_quotes(paragraph.text):
            doubtful.append(paragraph)
        typeset_paragraphs.append(_corrected(paragraph, found) if found else paragraph)
    # A pair of quotation marks takes two corrections and counts as one in the report.
    quotes = -(-counts[QUOTE] // 2)
    return typeset_paragraphs, Typography(counts["apostrophe"], quotes, counts["space"], doubtful)


def describe_corrections(data: dict[str, int]) -> str:
    """Return « 3 apostrophes, 2 paires de guillemets », empty when nothing was corrected."""
    names = (
        ("apostrophes", "apostrophe", "apostrophes"),
        ("quotes", "paire de guillemets", "paires de guillemets"),
        ("spaces", "espace insécable", "espaces insécables"),
    )
    counts = [
        f"{data[key]}\u00a0{singular if data[key] == 1 else plural}"
        for key, singular, plural in names
        if data.get(key)
    ]
    return ", ".join(counts)


def _corrected(paragraph: Paragraph, found: list[Correction]) -> Paragraph:
    parts, position = [], 0
    for correction in found:
        parts += [paragraph.text[position : correction.start], correction.text]
        position = correction.end
    parts.append(paragraph.text[position:])

    def new_offset(offset: int) -> int:
        shift = 0
        for correction in found:
            if correction.start >= offset:
                break
            end = min(correction.end, offset)
            shift += len(correction.text) - (correction.end - correction.start)
            if end < correction.end:
                return correction.start + shift + correction.end - correction.start
        return offset + shift

    def moved(mark: Mark) -> Mark:
        return replace(mark, start=new_offset(mark.start), end=new_offset(mark.end))

    return replace(
        paragraph,
        text="".join(parts),
        emphasis=tuple(moved(mark) for mark in paragraph.emphasis),
        links=tuple(moved(link) for link in paragraph.links),
    )
