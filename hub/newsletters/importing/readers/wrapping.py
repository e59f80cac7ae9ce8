"""Reflow of hard-wrapped text, as in the plain-text part of an e-mail, wrapped near column 76."""

from collections.abc import Callable, Iterator

from hub.newsletters.importing.documents import Span

# Widest column of automatic wrapping: RFC 5322 recommends 78, some tools use 100.
WIDEST_WRAP = 100
# Narrower lines are short paragraphs.
NARROWEST_WRAP = 50
# Number of lines that must continue the previous one for a text to count as wrapped.
MIN_CONTINUATIONS = 3
SENTENCE_ENDS = tuple(".!?:;…»”\"'")


def joined_lines(
    lines: list[str], starts_block: Callable[[str], bool]
) -> Iterator[tuple[str, Span]]:
    """Yield the paragraphs of `lines` (text, span): one per line, or reflowed when hard-wrapped.

    `starts_block` is true for the lines that never continue another one (list items, separators).
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
    """Return the column near which `lines` are hard-wrapped, 0 when they are not."""
    width = max(map(len, lines), default=0)
    wrapped = NARROWEST_WRAP <= width <= WIDEST_WRAP and _continuations(lines) >= MIN_CONTINUATIONS
    return width if wrapped else 0


def _continuations(lines: list[str]) -> int:
    """Return the number of lines that continue the sentence of the previous one."""
    pairs = zip(lines, lines[1:], strict=False)
    return sum(
        bool(before and after and not before.endswith(SENTENCE_ENDS) and after[0].islower())
        for before, after in pairs
    )


def was_broken(before: str, after: str, width: int) -> bool:
    """Tell whether the first word of `after` did not fit on the line before."""
    return len(before) + 1 + len(after.split(maxsplit=1)[0]) > width
