"""The typography of a source, put right before it is parsed: signs and spaces, never a word."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from hub.core.values.typesetting import QUOTE, Correction, corrections, has_doubtful_quotes
from hub.newsletters.importing.documents import Paragraph


@dataclass(slots=True)
class Typography:
    """How many signs were corrected, by kind; `doubtful` are the paragraphs left as they are."""

    apostrophes: int = 0
    quotes: int = 0
    spaces: int = 0
    doubtful: list[Paragraph] = field(default_factory=list)

    def as_data(self) -> dict:
        return {"apostrophes": self.apostrophes, "quotes": self.quotes, "spaces": self.spaces}


def typeset(paragraphs: Iterable[Paragraph]) -> tuple[list[Paragraph], Typography]:
    """The paragraphs with French typography, their links and emphasis moved along."""
    made, counts, doubtful = [], Counter(), []
    for paragraph in paragraphs:
        found = corrections(paragraph.text)
        counts.update(correction.kind for correction in found)
        if has_doubtful_quotes(paragraph.text):
            doubtful.append(paragraph)
        made.append(_corrected(paragraph, found) if found else paragraph)
    # The report counts a pair of quotation marks as one sign; it takes two corrections.
    quotes = -(-counts[QUOTE] // 2)
    return made, Typography(counts["apostrophe"], quotes, counts["space"], doubtful)


def typography_told(data: dict) -> str:
    """« 3 apostrophes, 2 paires de guillemets », empty when nothing was corrected."""
    names = (
        ("apostrophes", "apostrophe", "apostrophes"),
        ("quotes", "paire de guillemets", "paires de guillemets"),
        ("spaces", "espace insécable", "espaces insécables"),
    )
    told = [
        f"{data[key]}\u00a0{one if data[key] == 1 else several}"
        for key, one, several in names
        if data.get(key)
    ]
    return ", ".join(told)


def _corrected(paragraph: Paragraph, found: list[Correction]) -> Paragraph:
    parts, position = [], 0
    for correction in found:
        parts += [paragraph.text[position : correction.start], correction.text]
        position = correction.end
    parts.append(paragraph.text[position:])

    def moved(offset: int) -> int:
        shift = 0
        for correction in found:
            if correction.start >= offset:
                break
            end = min(correction.end, offset)
            shift += len(correction.text) - (correction.end - correction.start)
            if end < correction.end:
                return correction.start + shift + correction.end - correction.start
        return offset + shift

    def span(mark):
        return replace(mark, start=moved(mark.start), end=moved(mark.end))

    return replace(
        paragraph,
        text="".join(parts),
        emphasis=tuple(span(mark) for mark in paragraph.emphasis),
        links=tuple(span(link) for link in paragraph.links),
    )
