"""Extraction of quotations from a paragraph; each word is kept once, nearly in the same order.

    « Elle le redoute : « rien ne pousse », ajoute-t-elle. »

becomes « Elle le redoute. Elle ajoute : », then the quotation.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hub.newsletters.importing.documents import Paragraph, marks_within
from hub.newsletters.importing.parsed import Quotation
from hub.newsletters.importing.parser.incises import read_incise

SPACES = " \t\u00a0\u202f"
OPENING, CLOSING = '«“"', '»”"'
SENTENCE_ENDS = (".", "!", "?", "…")
# Punctuation between the text and the quotation, removed with it.
LOOSE_END = f"{SPACES},;(–—"
LOOSE_START = re.compile(r"[\s,;:.)\u00a0\u202f]*")
END_OF_SENTENCE = re.compile(r"[.!?…]+(?:\s*[»”)\"])*(?=\s|$)")


@dataclass(slots=True)
class Extraction:
    """The result of an extraction: pieces in order, and what the editor should check.

    `incises` are (as written, as rewritten) pairs; `cut` is true when a sentence continued after
    a quotation and is now in two pieces.
    """

    pieces: list[Paragraph | Quotation] = field(default_factory=list)
    incises: list[tuple[str, str]] = field(default_factory=list)
    cut: bool = False


def is_extractable(paragraph: Paragraph, quotation: Quotation) -> bool:
    """Tell whether the quotation contains no link: the quotation block cannot hold one."""
    return not any(
        link.start < quotation.end and link.end > quotation.start for link in paragraph.links
    )


def extract(paragraph: Paragraph, quotations: Sequence[Quotation]) -> Extraction:
    """Extract `quotations` from a paragraph; only punctuation is removed, no word."""
    extractor = _Extractor(paragraph)
    chosen = sorted(quotations, key=lambda quotation: quotation.start)
    for quotation, following in zip(chosen, [*chosen[1:], None], strict=True):
        limit = extractor.bounds(following)[0] if following else len(paragraph.text)
        extractor.take(quotation, limit)
    extractor.finish()
    return extractor.result


class _Extractor:
    """One pass over a paragraph, from one chosen quotation to the next."""

    def __init__(self, paragraph: Paragraph) -> None:
        self._paragraph, self._text = paragraph, paragraph.text
        self._position = 0
        self._parts: list[tuple[int, int] | str] = []
        self.result = Extraction()

    def bounds(self, quotation: Quotation) -> tuple[int, int]:
        """Return the start and end of a quotation, with its quotation marks."""
        start, end = quotation.start, quotation.end
        while start and self._text[start - 1] in SPACES:
            start -= 1
        if start and self._text[start - 1] in OPENING:
            start -= 1
        while end < len(self._text) and self._text[end] in SPACES:
            end += 1
        if end < len(self._text) and self._text[end] in CLOSING:
            end += 1
        return start, end

    def take(self, quotation: Quotation, limit: int) -> None:
        """Extract `quotation`; `limit` is the start of the next one to extract."""
        start, end = self.bounds(quotation)
        if self._take_bracketed(quotation, start, end, limit):
            return
        self._keep(self._position, start)
        incise = read_incise(self._text[end:limit])
        linked = any(link.start < limit and link.end > end for link in self._paragraph.links)
        if incise and not linked:
            self._end_sentence()
            self._parts.append(f" {incise.rewritten}" if self._parts else incise.rewritten)
            self.result.incises.append((incise.written, incise.rewritten))
            end += incise.end
        else:
            self._introduce()
        self._emit()
        self.result.pieces.append(quotation)
        self._resume(end, limit)

    def finish(self) -> None:
        """Emit the rest of the paragraph."""
        self._keep(self._position, len(self._text))
        self._emit()

    def _take_bracketed(self, quotation: Quotation, start: int, end: int, limit: int) -> bool:
        """Extract a quotation in brackets, as in « Le Phares (« notre centre ») est né. ».

        The sentence is kept whole, and the quotation follows it. Return False otherwise.
        """
        before = self._text[self._position : start].rstrip(SPACES)
        after = self._text[end:limit]
        gap = len(after) - len(after.lstrip(SPACES))
        if not before.endswith("(") or not after[gap:].startswith(")"):
            return False
        rest = end + gap + 1
        stop = END_OF_SENTENCE.search(self._text, rest, limit)
        if not stop:
            return False
        self._keep(self._position, self._position + len(before) - 1)
        # « du Phares, (« … ») est né »: only the spaces before the bracket are removed.
        self._trim(SPACES)
        self._keep(rest, stop.end())
        self._emit()
        self.result.pieces.append(quotation)
        self._position = stop.end()
        return True

    def _resume(self, end: int, limit: int) -> None:
        """Continue after a quotation, without the punctuation that follows it."""
        loose = LOOSE_START.match(self._text, end, limit)
        self._position = loose.end() if loose else end
        rest = self._text[self._position : limit]
        if rest[:1].islower() and not self._text[end : self._position].strip().endswith("."):
            self._parts.append("…\u00a0")
            self.result.cut = True

    def _keep(self, start: int, end: int) -> None:
        if start < end:
            self._parts.append((start, end))

    def _written(self, part: tuple[int, int] | str) -> str:
        return part if isinstance(part, str) else self._text[slice(*part)]

    def _trim(self, signs: str) -> None:
        """Remove `signs` from the end of the kept text."""
        while self._parts:
            last = self._parts.pop()
            kept = self._written(last).rstrip(signs)
            if kept:
                if isinstance(last, str):
                    self._parts.append(kept)
                else:
                    self._parts.append((last[0], last[0] + len(kept)))
                return

    def _ends_with(self, signs: tuple[str, ...]) -> bool:
        return bool(self._parts) and self._written(self._parts[-1]).endswith(signs)

    def _end_sentence(self) -> None:
        self._trim(LOOSE_END)
        if self._ends_with((":",)):
            self._trim(f"{SPACES}:")
        if self._parts and not self._ends_with((*SENTENCE_ENDS, "»", "”")):
            self._parts.append(".")

    def _introduce(self) -> None:
        """End the text before the quotation, with a colon when the sentence is not finished."""
        self._trim(SPACES)
        if self._ends_with((*SENTENCE_ENDS, ":")):
            return
        self._trim(LOOSE_END)
        if self._parts:
            self._parts.append("\u00a0:")

    def _emit(self) -> None:
        """Add a paragraph made of the kept text, with its emphasis and links."""
        text, emphasis, links = "", [], []
        for part in self._parts:
            if not isinstance(part, str):
                emphasis += marks_within(self._paragraph.emphasis, *part, len(text))
                links += marks_within(self._paragraph.links, *part, len(text))
            text += self._written(part)
        self._parts = []
        if any(character.isalnum() for character in text):
            whole = replace(
                self._paragraph, text=text, emphasis=tuple(emphasis), links=tuple(links)
            )
            lead = len(text) - len(text.lstrip())
            self.result.pieces.append(whole.part(lead, len(text.rstrip())))
