"""Passages of a page: its parts with an anchor, which search results link to."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wagtail import blocks

from hub.core.blocks.speech import InterviewBlock, QuoteBlock
from hub.core.blocks.text import HeadingBlock, ParagraphBlock, StepListBlock
from hub.core.searchable_text import block_to_searchable_text, to_searchable_text
from hub.core.story.speakers import speeches_in
from hub.core.values.sentences import sentences

# Characters after which a section continues in another passage, under the same anchor.
PASSAGE_LENGTH = 800


@dataclass(frozen=True)
class Passage:
    """A part of a page that has its own anchor.

    - `anchor`: URL fragment, as in the web template (« r-… », « t-12 »);
    - `kind`: rubrique, section, quote, question, answer, cue, chapter, part, step or facts;
      standing: a text that many pages repeat, searched and not shown in results;
    - `person`, `role`, `territory`: those of the speaker;
    - `start`: position in the recording, in seconds;
    - `cues`: (offset in `text`, start in seconds) of each cue joined in a passage of a recording.
    """

    anchor: str
    kind: str
    text: str
    person: str = ""
    role: str = ""
    territory: str = ""
    start: int | None = None
    cues: tuple[tuple[int, int], ...] = ()


@dataclass
class _Section:
    """Blocks of a stream under one anchor."""

    anchor: str
    kind: str
    lines: list[str]

    @property
    def length(self) -> int:
        return sum(map(len, self.lines))

    def passages(self) -> Iterator[Passage]:
        return split_passages(self.anchor, self.kind, "\n".join(self.lines))


def section_passages(
    stream: blocks.StreamValue, anchor: str = "", kind: str = "section", opening: str = ""
) -> Iterator[Passage]:
    """Yield the passages of a loaded stream.

    A section is a heading and the paragraphs and steps after it, under the anchor of the first one.
    Any other block is a passage of its own, and so are a question and each answer. The first
    passage begins with `opening`, if any, and has `anchor` and `kind` instead of its own.
    """
    section = _Section(anchor, kind, [opening] if opening else [])
    for child in stream:
        block_anchor = f"b-{child.id}" if child.id else anchor
        is_speech = isinstance(child.block, QuoteBlock | InterviewBlock)
        words = "" if is_speech else block_to_searchable_text(child.block, child.value)
        is_prose = isinstance(child.block, ParagraphBlock | StepListBlock)
        is_full = section.length + len(words) > PASSAGE_LENGTH
        if is_speech or (section.lines != [opening] and (is_full or not is_prose)):
            yield from section.passages()
            section = _Section("", "section", [])
        if is_speech:
            if isinstance(child.block, InterviewBlock):
                question = to_searchable_text(child.value["question"])
                yield from split_passages(block_anchor, "question", question)
            yield from speech_passages(child.value, block_anchor)
        elif words:
            section.anchor = section.anchor or block_anchor
            section.lines.append(words)
            if not isinstance(child.block, HeadingBlock) and not is_prose:
                yield from section.passages()
                section = _Section("", "section", [])
    yield from section.passages()


def split_passages(
    anchor: str, kind: str, text: str, start: int | None = None
) -> Iterator[Passage]:
    """Yield a text as passages of about `PASSAGE_LENGTH` characters, cut between sentences."""
    first = last = 0
    for sentence in sentences(text):
        if sentence.end - first > PASSAGE_LENGTH and last:
            yield Passage(anchor, kind, text[first:last], start=start)
            first = sentence.start
        last = sentence.end
    if last:
        yield Passage(anchor, kind, text[first:last], start=start)


def speech_passages(value: Any, anchor: str = "") -> list[Passage]:
    """Return the passages of the quotations and answers in a loaded value that have an anchor.

    `anchor` is that of the block of the value.
    """
    return [
        Passage(
            anchor=speech_anchor,
            kind="quote" if isinstance(speech.block, QuoteBlock) else "answer",
            text=to_searchable_text(speech.get("text")),
            person=speech.speaker or "",
            role=", ".join(filter(None, [speech.get("role"), speech.get("organisation")])),
            territory=speech["territory"].name if speech.get("territory") else "",
        )
        for speech_anchor, speech in speeches_in(value, anchor)
        if speech_anchor and to_searchable_text(speech.get("text"))
    ]
