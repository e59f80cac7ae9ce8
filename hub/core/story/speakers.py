"""Who speaks in a story: the people whose words its blocks hold."""

from dataclasses import dataclass

from wagtail import blocks
from wagtail.blocks.list_block import ListValue

from hub.core.blocks.speech import SpeechValue


@dataclass(frozen=True)
class Speaker:
    """Somebody who speaks: `anchor` is that of their first words in the page."""

    name: str
    place: str
    anchor: str


def speakers_in(value, anchor=""):
    """Return the `Speaker` of each speaker of a block's value, once, in the order of the page.

    Words without an anchor (a block that was never saved) are left out.
    """
    voices = {}
    for place_of_words, speech in speeches_in(value, anchor):
        if speech.speaker and place_of_words:
            territory = speech.get("territory")
            place = territory.name if territory else ""
            voices.setdefault(speech.speaker, Speaker(speech.speaker, place, place_of_words))
    return list(voices.values())


def speeches_in(value, anchor=""):
    """Yield (anchor of the words, SpeechValue) inside a value, as the templates write them."""
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
