"""Highlighting of results: matched words in `<mark>`, and the best excerpt.

Uses the texts stored in the site's database, whichever engine found the entries. The output is safe
HTML: escaped text with `<mark>` elements.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from hub.core.values.typography import french
from hub.search.contract import Fragment, Hit
from hub.search.marking import Marker, Place
from hub.search.models import SearchText

EXCERPT_LENGTH = 200
SITE = "site"
BETWEEN_LINES = " · "
# Preference between fragments with as many matched words: speech first, then sections.
KINDS = ("quote", "answer", "cue", "rubrique")


@dataclass(frozen=True)
class Highlights:
    """Highlighted texts of a result.

    `title`, `summary` and `excerpt` are safe HTML; `excerpt` is empty if the words are in neither
    body nor fragments. `fragment` is the source of the excerpt, with its anchor, its offset and its
    speaker; None if the excerpt comes from the rest of the body.
    """

    title: SafeString
    summary: SafeString
    excerpt: SafeString = SafeString("")
    fragment: Fragment | None = None


def highlight(hits: Iterable[Hit], name_of_index: str = SITE) -> dict[str, Highlights]:
    """Return {uid: Highlights} of the hits of one page, without hits no longer stored."""
    texts = SearchText.objects.filter(
        entry__index__name=name_of_index,
        entry__index__is_active=True,
        entry__uid__in=[hit.uid for hit in hits],
    )
    columns = ("entry__uid", "entry__title", "summary", "body", "fragments")
    matched = {hit.uid: hit.matched for hit in hits}
    return {
        uid: _highlights(Marker(matched[uid]), *texts)
        for uid, *texts in texts.values_list(*columns)
    }


def _highlights(
    marker: Marker, title: str, summary: str, body: str, fragments: list[dict]
) -> Highlights:
    parts = [Fragment(**fragment) for fragment in fragments]
    passage = best_passage(body, marker.find(body))
    fragment, found = best_fragment(marker, parts)
    if fragment and _variety(found) >= _variety(passage[1]):
        passage = best_passage(fragment.text, found)
    else:
        fragment = None
    text, places = passage
    return Highlights(
        title=marked(title, marker.find(title)),
        summary=marked(summary, marker.find(summary)),
        excerpt=marked(text, places) if places else SafeString(""),
        fragment=fragment,
    )


def best_fragment(
    marker: Marker, fragments: Sequence[Fragment]
) -> tuple[Fragment | None, list[Place]]:
    """Return (fragment, places) with the most distinct words; (None, []) without a match."""
    starts, total = [], 0
    for fragment in fragments:
        starts.append(total)
        total += len(fragment.text) + 1
    by_part = {}
    # Search the fragments as one text, for speed: an episode has hundreds of cues.
    for start, end, word in marker.find("\n".join(fragment.text for fragment in fragments)):
        part = bisect_right(starts, start) - 1
        by_part.setdefault(part, []).append((start - starts[part], end - starts[part], word))
    if not by_part:
        return None, []

    def sort_key(part: int) -> tuple[int, int, int, int]:
        kind = fragments[part].kind
        rank = KINDS.index(kind) if kind in KINDS else len(KINDS)
        return (-_variety(by_part[part]), rank, -len(by_part[part]), part)

    best = min(by_part, key=sort_key)
    return fragments[best], by_part[best]


def best_passage(
    text: str, places: list[Place], length: int = EXCERPT_LENGTH
) -> tuple[str, list[Place]]:
    """Return (passage, places in it): about `length` characters with the most distinct words."""
    if not places:
        return "", []
    best, first, held = (0, 0, 0), 0, {}
    for last, (_, end, word) in enumerate(places):
        held[word] = held.get(word, 0) + 1
        while end - places[first][0] > length and first < last:
            held[places[first][2]] -= 1
            if not held[places[first][2]]:
                del held[places[first][2]]
            first += 1
        best = max(best, (len(held), last - first, -first))
    first = -best[2]
    last = first + best[1]
    start, end = _bounds(text, places[first][0], places[last][1], length)
    inside = [place for place in places if start <= place[0] and place[1] <= end]
    before, after = "…\u00a0" if start else "", "\u00a0…" if end < len(text) else ""
    shift = len(before) - start
    return (
        f"{before}{text[start:end]}{after}",
        [(place[0] + shift, place[1] + shift, place[2]) for place in inside],
    )


def _bounds(text: str, start: int, end: int, length: int) -> tuple[int, int]:
    """Return a span widened to about `length` characters, on word or sentence boundaries."""
    room = max(length - (end - start), 0)
    left = max(start - room // 2, 0)
    if left:
        sentence = max(text.rfind(sign, left, start) for sign in (". ", "? ", "! ", "\n"))
        space = text.find(" ", left, start)
        left = sentence + 1 if sentence >= 0 else space if space >= 0 else start
    while left < start and text[left].isspace():
        left += 1
    right = min(max(left + length, end), len(text))
    if right < len(text):
        space = text.rfind(" ", end, right)
        right = space if space >= 0 else end
    return left, right


def marked(text: str, places: list[Place]) -> SafeString:
    """Return a text as safe HTML on one line, with the words at `places` in `<mark>`."""
    parts, last = [], 0
    for start, end, _ in places:
        parts += [_line(text[last:start]), "<mark>", escape(text[start:end]), "</mark>"]
        last = end
    return mark_safe(french("".join([*parts, _line(text[last:])])))


def _line(text: str) -> str:
    """Return escaped text, with a separator in place of line breaks (table rows, list items)."""
    return escape(text).replace("\n", BETWEEN_LINES)


def _variety(places: list[Place]) -> int:
    return len({word for _, _, word in places})
