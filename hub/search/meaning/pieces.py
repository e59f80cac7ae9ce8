"""Pieces of an entry to encode: texts short enough for an encoder, with a hash each."""

import hashlib
import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from hub.search.analysis import clean
from hub.search.contract import STANDING, Entry

# Characters. Longer texts rank worse with the bundled model, and take longer to encode.
LENGTH = 700
TITLE_LENGTH = 200
SHORTEST = 40
# Pieces per entry: about two hours of a recording.
MOST = 200
# The digests of the pieces are computed from the texts: 16 bytes, in hexadecimal.
DIGEST_BYTES = 16

SENTENCE_END = re.compile(r"(?<=[.!?…»])\s+")


@dataclass(frozen=True)
class Piece:
    """A text to encode.

    `fragment` is the index of its fragment in `Entry.fragments`, None for the front or the body;
    `digest` is the hash of `text`.
    """

    fragment: int | None
    text: str
    digest: str


def pieces(entry: Entry) -> list[Piece]:
    """Return the pieces of an entry, at most `MOST`, without two of the same text.

    The first one is the front: title, summary, themes and start of the body. The others are the
    fragments, or the body of an entry without fragments unless the front holds it, each under the
    title.
    """
    found: dict[str, Piece] = {}
    for fragment, text in islice(_texts(entry), MOST):
        piece = Piece(fragment, text, digest_of(text))
        found.setdefault(piece.digest, piece)
    return list(found.values())


def digest_of(text: str) -> str:
    """Return the hash of a text, in hexadecimal."""
    return hashlib.blake2b(text.encode(), digest_size=DIGEST_BYTES).hexdigest()


def _texts(entry: Entry) -> Iterator[tuple[int | None, str]]:
    """Yield (index of the fragment or None, text), the front first."""
    title = _one_line(entry.title)
    themes = " · ".join(_one_line(theme) for theme in entry.themes)
    # Enough characters for the front, once the spaces are collapsed.
    opening = _one_line(entry.body[: 2 * LENGTH])
    lines = (title, _one_line(entry.summary), themes, opening)
    front = "\n".join(line for line in lines if line)
    if front:
        yield None, front[:LENGTH].strip()
    heading = title[:TITLE_LENGTH]
    room = LENGTH - len(heading) - 1
    is_without_fragment = True
    for index, text in _fragments(entry, room):
        is_without_fragment = False
        yield index, f"{heading}\n{text}".strip()
    is_in_front = len(front) <= LENGTH and len(entry.body) <= 2 * LENGTH
    if is_without_fragment and not is_in_front:
        for text in _cut(_one_line(entry.body), room):
            yield None, f"{heading}\n{text}".strip()


def _fragments(entry: Entry, room: int) -> Iterator[tuple[int, str]]:
    """Yield (index, text of `room` characters at most) of the fragments that are long enough."""
    for index, text in _joined_cues(entry, room):
        if len(text) >= SHORTEST:
            for part in _cut(text, room):
                yield index, part


def _joined_cues(entry: Entry, room: int) -> Iterator[tuple[int, str]]:
    """Yield (index, text) of the fragments; join consecutive cues, under the index of the first.

    Texts that many pages repeat are left out.
    """
    first, joined = 0, ""
    for index, fragment in enumerate(entry.fragments):
        if fragment.kind == STANDING:
            continue
        text = _one_line(fragment.text)
        is_cue = fragment.kind == "cue"
        if joined and (not is_cue or len(joined) + 1 + len(text) > room):
            yield first, joined
            joined = ""
        if not is_cue:
            yield index, text
        elif joined:
            joined = f"{joined} {text}"
        else:
            first, joined = index, text
    if joined:
        yield first, joined


def _cut(text: str, room: int) -> Iterator[str]:
    """Yield the text in parts of `room` characters at most, cut at sentence ends where possible."""
    part = ""
    for sentence in _sentences(text, room):
        if part and len(part) + 1 + len(sentence) > room:
            yield part
            part = ""
        part = f"{part} {sentence}" if part else sentence
    if part:
        yield part


def _sentences(text: str, room: int) -> Iterable[str]:
    """Yield the sentences of a text; a sentence longer than `room` is cut between words."""
    for sentence in SENTENCE_END.split(text):
        if len(sentence) <= room:
            yield sentence
        else:
            yield from textwrap.wrap(sentence, room, break_on_hyphens=False)


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())
