"""Doubtful names of territories in an imported letter: corrected or kept by the editor."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.contrib.auth.models import AbstractUser

from hub.newsletters.importing.documents import Paragraph, Span
from hub.territories.checking import Doubt, check_texts, keep_names

KEEP = "keep"
CORRECT = "correct:"  # before the text to write instead


@dataclass(frozen=True, slots=True)
class DoubtfulName:
    """A doubt about a name of the letter, with the text of its first paragraph and its lines."""

    key: str
    doubt: Doubt
    text: str
    span: Span


def name_key(doubt: Doubt) -> str:
    """Return what identifies a doubt from one import to the next."""
    return hashlib.sha256("\n".join(doubt.key).encode()).hexdigest()[:16]


def find_doubtful_names(paragraphs: Iterable[Paragraph]) -> list[DoubtfulName]:
    """Return the doubts about the names of the paragraphs, each once, in reading order."""
    written = [paragraph for paragraph in paragraphs if paragraph.text]
    found: dict[str, DoubtfulName] = {}
    checked = check_texts([paragraph.text for paragraph in written])
    for paragraph, doubts in zip(written, checked, strict=True):
        for doubt in doubts:
            key = name_key(doubt)
            found.setdefault(key, DoubtfulName(key, doubt, paragraph.text, paragraph.span))
    return list(found.values())


def with_corrections(
    paragraphs: Iterable[Paragraph], found: Iterable[DoubtfulName], answers: Mapping[str, str]
) -> list[Paragraph]:
    """Return the paragraphs where the names that the editor corrects are replaced.

    Every paragraph where a name is written in the same way is corrected.
    """
    corrections = {
        name.doubt.written: answer.removeprefix(CORRECT)
        for name in found
        if (answer := answers.get(name.key, "")).startswith(CORRECT)
    }
    return [_corrected(paragraph, corrections) for paragraph in paragraphs]


def keep_answers(
    found: Iterable[DoubtfulName],
    answers: Mapping[str, str],
    page_id: int,
    user: AbstractUser | None,
) -> None:
    """Remember in the page of the letter the doubtful names that the editor keeps."""
    kept = [name.doubt.key for name in found if answers.get(name.key) == KEEP]
    keep_names(kept, page_id, user)


def _corrected(paragraph: Paragraph, corrections: Mapping[str, str]) -> Paragraph:
    for written, correction in corrections.items():
        start = paragraph.text.find(written)
        while start >= 0:
            paragraph = _replaced(paragraph, start, start + len(written), correction)
            start = paragraph.text.find(written, start + len(correction))
    return paragraph


def _replaced(paragraph: Paragraph, start: int, end: int, words: str) -> Paragraph:
    """Return a paragraph with other words from `start` to `end`; marks around them are kept."""
    moved = len(words) - (end - start)

    def place(offset: int) -> int:
        return offset + moved if offset >= end else min(offset, start + len(words))

    return replace(
        paragraph,
        text=paragraph.text[:start] + words + paragraph.text[end:],
        links=tuple(
            replace(mark, start=place(mark.start), end=place(mark.end)) for mark in paragraph.links
        ),
        emphasis=tuple(
            replace(mark, start=place(mark.start), end=place(mark.end))
            for mark in paragraph.emphasis
        ),
    )
