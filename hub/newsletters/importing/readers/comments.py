"""Comments of Google Docs in an exported text: « [a] » in the text, the notes at its end."""

import re
from collections.abc import Sequence
from dataclasses import replace

from hub.newsletters.importing.documents import Paragraph, marks_within

# Google numbers comments a to z, then aa, ab…
NOTE = re.compile(r"^\[([a-z]{1,2})\](?=.)")
MARKER = re.compile(r"\[([a-z]{1,2})\]")


def split_comments(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """Return the paragraphs without the markers of comments, and the notes at the end.

    The notes start with « [a] », which an earlier paragraph must have, and go to the end.
    """
    for index, paragraph in enumerate(paragraphs):
        note = NOTE.match(paragraph.text)
        if not note or note.group(1) != "a":
            continue
        before, notes = list(paragraphs[:index]), list(paragraphs[index:])
        letters = {match.group(1) for one in notes if (match := NOTE.match(one.text))}
        marked = {m.group(1) for one in before for m in MARKER.finditer(one.text)}
        if letters <= marked:
            kept = [_unmarked(one, letters) for one in before]
            return [one for one in kept if one.text or one.image], notes
    return list(paragraphs), []


def _unmarked(paragraph: Paragraph, letters: set[str]) -> Paragraph:
    """Return a paragraph without the markers of these comments; its marks are moved."""
    for match in reversed(list(MARKER.finditer(paragraph.text))):
        if match.group(1) not in letters:
            continue
        start, end = match.span()
        links, emphasis = paragraph.links, paragraph.emphasis
        length = len(paragraph.text)
        paragraph = replace(
            paragraph,
            text=paragraph.text[:start] + paragraph.text[end:],
            links=(*marks_within(links, 0, start), *marks_within(links, end, length, start)),
            emphasis=(
                *marks_within(emphasis, 0, start),
                *marks_within(emphasis, end, length, start),
            ),
        )
    return paragraph
