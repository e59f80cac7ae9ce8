"""Undo hard wrapping: the plain-text part of an e-mail breaks its lines near column 76."""

from collections.abc import Callable, Iterator

from hub.newsletters.importing.documents import Span

# Longest line still considered wrapped by a machine: RFC 5322 advises 78, some tools use 100.
WIDEST_WRAP = 100
# Below this, short lines are short paragraphs.
NARROWEST_WRAP = 50
# A text is wrapped when that many lines visibly continue the one before.
ENOUGH_CONTINUATIONS = 3
SENTENCE_ENDS = tuple(".!?:;…»”\"'")


def joined_lines(
    lines: list[str], starts_block: Callable[[str], bool]
) -> Iterator[tuple[str, Span]]:
    """The paragraphs of `lines` (text and span): one per line, or reflowed when hard-wrapped.

    `starts_block` tells the lines that never continue another one (list items, separators).
    """
    width = wrapping_width(lines)
    text, start = "", 0
    for number, line in enumerate(lines, 1):
        follows = width and text and line and not starts_block(line)
        if follows and was_broken(lines[number - 2], line, width):
            text = f"{text} {line}"
            continue
        if text:
            yield text, Span(start, number - 1)
        text, start = line, number
        if not line:
            text = ""
    if text:
        yield text, Span(start, len(lines))


def wrapping_width(lines: list[str]) -> int:
    """The column near which a machine wrapped `lines`, 0 when none did."""
    width = max(map(len, lines), default=0)
    wrapped = (
        NARROWEST_WRAP <= width <= WIDEST_WRAP and _continuations(lines) >= ENOUGH_CONTINUATIONS
    )
    return width if wrapped else 0


def _continuations(lines: list[str]) -> int:
    pairs = zip(lines, lines[1:], strict=False)
    return sum(
        bool(before and after and not before.endswith(SENTENCE_ENDS) and after[0].islower())
        for before, after in pairs
    )


def was_broken(before: str, after: str, width: int) -> bool:
    """Whether the first word of `after` had no room left on the line before."""
    return len(before) + 1 + len(after.split(maxsplit=1)[0]) > width
