"""Speakers of a story, from its quotation and interview blocks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wagtail import blocks
from wagtail.blocks.list_block import ListValue

from hub.core.blocks.speech import SpeechValue


@dataclass(frozen=True)
class Speaker:
    """A person who speaks; `anchor` is that of their first quotation or answer in the page."""

    name: str
    place: str
    anchor: str


def speakers_in(value: Any, anchor: str = "") -> list[Speaker]:
    """Return the distinct speakers in the value of a block, in page order.

    Speeches without an anchor (blocks never saved) are left out.
    """
    speakers = {}
    for speech_anchor, speech in speeches_in(value, anchor):
        if speech.speaker and speech_anchor:
            territory = speech.get("territory")
            place = territory.name if territory else ""
            speakers.setdefault(speech.speaker, Speaker(speech.speaker, place, speech_anchor))
    return list(speakers.values())


def speeches_in(value: Any, anchor: str = "") -> Iterator[tuple[str, SpeechValue]]:
    """Yield (anchor, `SpeechValue`) for each speech in a value; templates write these anchors."""
    if isinstance(value, SpeechValue):
        yield anchor, value
    elif isinstance(value, blocks.StructValue):
        for child in value.values():
            yield from speeches_in(child, anchor)
    elif isinstance(value, blocks.StreamValue):
        for child in value:
            yield from speeches_in(child.value, f"b-{child.id}" if child.id else "")
    elif isinstance(value, ListValue):
        for child in value.bound_blocks:
            yield from speeches_in(child.value, f"b-{child.id}" if child.id else "")
