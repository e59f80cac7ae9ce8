"""Speakers of a story, from its quotation and interview blocks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hub.core.blocks.speech import SpeechValue
from hub.core.story.walking import walk_values


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
    for inner_anchor, inner in walk_values(value, anchor):
        if isinstance(inner, SpeechValue):
            yield inner_anchor, inner
