"""Choice of a passage in a text: the sentences that hold the most words of a query."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from hub.core.values.sentences import AFTER, BEFORE, Span, clauses, sentences, trimmed
from hub.search.marking import Place, variety

EXCERPT_LENGTH = 240
SENTENCE_ENDS = (".", "!", "?", "…", "»", "”", ":", ";", ",")


@dataclass(frozen=True)
class Passage:
    """A passage of a text, and the places of the words in the passage.

    `is_whole`: it begins and ends with a sentence, so that it has no « … ».
    """

    text: str = ""
    places: tuple[Place, ...] = ()
    is_whole: bool = True


def best_passage(
    text: str, places: Sequence[Place], length: int = EXCERPT_LENGTH, sentence_length: int = 0
) -> Passage:
    """Return the consecutive sentences with the most distinct words, up to `length` characters.

    Without places, return the first sentences. A sentence longer than `length`, and than
    `sentence_length`, is cut at a clause or between words, with « … ».
    """
    limit = max(length, sentence_length)
    room = length - len(BEFORE) - len(AFTER)
    spans: list[Span] = []
    for sentence in _sentences_near(text, places, length):
        is_long = sentence.end - sentence.start > limit
        spans += clauses(text, sentence, room) if is_long else [sentence]
    if not spans:
        return Passage()
    first, last = _widened(text, spans, *_best_window(spans, places, length), length)
    start, end = spans[first].start, spans[last].end
    inside = [place for place in places if start <= place[0] and place[1] <= end]
    before = "" if spans[first].begins else BEFORE
    words, after = text[start:end], ""
    if not spans[last].ends:
        words, after = trimmed(words), AFTER
    shift = len(before) - start
    return Passage(
        f"{before}{words}{after}",
        tuple((place[0] + shift, place[1] + shift, place[2]) for place in inside),
        not before and not after,
    )


def _sentences_near(text: str, places: Sequence[Place], length: int) -> Iterator[Span]:
    """Yield the sentences of the lines with a place, and of the lines before and after.

    Reading a whole document would be slow. Without places, yield the first sentences.
    """
    if not places:
        yield from takewhile(lambda sentence: sentence.start <= length, sentences(text))
        return
    read = 0
    for start, end, _ in places:
        if end <= read:
            continue
        # A line of context: from the second line break before the place to the second one after.
        first = text.rfind("\n", 0, max(text.rfind("\n", 0, start), 0)) + 1
        line_end = text.find("\n", end)
        next_end = text.find("\n", line_end + 1) if line_end >= 0 else -1
        region_end = next_end if next_end >= 0 else len(text)
        yield from sentences(text, max(first, read), region_end)
        read = region_end + 1


def _best_window(spans: Sequence[Span], places: Sequence[Place], length: int) -> tuple[int, int]:
    """Return (first, last) of the consecutive spans with the most distinct words."""
    by_span: dict[int, list[Place]] = {}
    index = 0
    for place in places:
        while index < len(spans) - 1 and spans[index].end < place[1]:
            index += 1
        if spans[index].start <= place[0] and place[1] <= spans[index].end:
            by_span.setdefault(index, []).append(place)
    matched = sorted(by_span)
    best, window = (0, 0), (0, 0)
    for rank, first in enumerate(matched):
        found: list[Place] = []
        for last in matched[rank:]:
            if last > first and spans[last].end - spans[first].start > length:
                break
            found += by_span[last]
            score = (variety(found), len(found))
            if score > best:
                best, window = score, (first, last)
    return window


def _widened(
    text: str, spans: Sequence[Span], first: int, last: int, length: int
) -> tuple[int, int]:
    """Return the window completed to whole sentences, then with others, if there is room."""

    def fits(start: int, end: int) -> bool:
        added = (0 if spans[start].begins else len(BEFORE)) + (0 if spans[end].ends else len(AFTER))
        return spans[end].end - spans[start].start + added <= length

    is_wider = True
    while is_wider:
        is_wider = False
        if not spans[first].begins and fits(first - 1, last):
            first, is_wider = first - 1, True
        if not spans[last].ends and fits(first, last + 1):
            last, is_wider = last + 1, True
    if not (spans[first].begins and spans[last].ends):
        return first, last
    while last + 1 < len(spans) and _follows(text, spans, last + 1) and fits(first, last + 1):
        last += 1
    # Sentences before the words are less useful: for a short passage only.
    while first and fits(first - 1, last):
        if not _is_sentence(spans[first - 1]) or _length(spans, first, last) > length // 2:
            break
        first -= 1
    return first, last


def _follows(text: str, spans: Sequence[Span], index: int) -> bool:
    """Tell whether a span is a sentence, or a line after another one: not the next title."""
    span, before = spans[index], spans[index - 1]
    return _is_sentence(span) and (
        text.endswith(SENTENCE_ENDS, span.start, span.end)
        or not text.endswith(SENTENCE_ENDS, before.start, before.end)
    )


def _is_sentence(span: Span) -> bool:
    return span.begins and span.ends


def _length(spans: Sequence[Span], first: int, last: int) -> int:
    return spans[last].end - spans[first].start
