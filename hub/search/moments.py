"""The cues of a recording that hold the words of a query, among the passages that join them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from hub.search.contract import Fragment
from hub.search.marking import Place, variety

# Maximum number of moments shown for a recording.
MOMENTS = 3
# Characters after a cue that its excerpt shows too: a match there is not another moment.
SHOWN_AFTER = 120


@dataclass(frozen=True)
class Moment:
    """A cue with words of the query.

    `fragment` is the passage from this cue on, with its anchor and its start; `text` begins with
    the cue, and `places` are those of the words in the cue; `position` orders the moments.
    """

    fragment: Fragment
    text: str
    places: tuple[Place, ...]
    position: tuple[int, int]

    @property
    def words(self) -> set[str]:
        return {word for _, _, word in self.places}


def best_moments(
    fragments: Sequence[Fragment], by_part: Mapping[int, Sequence[Place]], limit: int = MOMENTS
) -> list[Moment]:
    """Return the moments with the most distinct words, the best first, at most `limit`.

    After the first one, a moment has as many words, or a word that none before it has.
    `by_part` is {index of a fragment: places}.
    """
    left = [
        moment
        for part in sorted(by_part)
        if fragments[part].cues
        for moment in _moments_of(part, fragments[part], by_part[part])
    ]
    chosen: list[Moment] = []
    heard: set[str] = set()
    while left and len(chosen) < limit:
        best = max(
            left,
            key=lambda moment: (
                len(moment.words - heard),
                variety(moment.places),
                len(moment.places),
                (-moment.position[0], -moment.position[1]),
            ),
        )
        if chosen and not best.words - heard and len(best.words) < len(chosen[0].words):
            break
        chosen.append(best)
        heard |= best.words
        left = [moment for moment in left if not _is_shown(moment, best)]
    return chosen


def _is_shown(moment: Moment, chosen: Moment) -> bool:
    """Tell whether the excerpt of a chosen moment shows another one, or the reverse."""
    (part, offset), (chosen_part, chosen_offset) = moment.position, chosen.position
    return part == chosen_part and abs(offset - chosen_offset) <= SHOWN_AFTER


def _moments_of(part: int, fragment: Fragment, places: Sequence[Place]) -> Iterator[Moment]:
    """Yield the cues of a passage that have a place."""
    cues = [*fragment.cues, (len(fragment.text) + 1, 0)]
    for (offset, start), (end, _) in pairwise(cues):
        inside = tuple(
            (first - offset, last - offset, word)
            for first, last, word in places
            if offset <= first < end
        )
        if inside:
            text = fragment.text[offset:]
            cue = replace(fragment, anchor=f"t-{start}", text=text, start=start, cues=())
            yield Moment(cue, text, inside, (part, offset))
