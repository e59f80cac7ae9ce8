"""Highlighting of results: matched words in `<mark>`, and the best excerpt.

Uses the texts stored in the site's database, whichever engine found the entries. The output is safe
HTML: escaped text with `<mark>` elements.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from hub.core.values.quoting import is_own_words
from hub.core.values.sentences import AFTER, BEFORE
from hub.core.values.typography import french
from hub.search.contract import STANDING, Fragment, Hit
from hub.search.marking import Marker, Place, variety
from hub.search.models import SearchText
from hub.search.moments import MOMENTS, Moment, best_moments
from hub.search.passages import SENTENCE_ENDS, Passage, best_passage

# A quotation is not cut inside a sentence of up to this number of characters.
QUOTATION_LENGTH = 400
MOMENT_LENGTH = 160
SITE = "site"
SPOKEN = ("quote", "answer")
BETWEEN_LINES = " · "
LINE_BREAK = re.compile(r"\s*\n\s*")
# Preference between fragments with as many matched words: speech first, then sections.
KINDS = ("quote", "answer", "cue", "chapter", "rubrique", "section", "part", "step")


@dataclass(frozen=True)
class Excerpt:
    """A text with the words found, as safe HTML, and the fragment it comes from, if any.

    `is_quotation`: the text is whole sentences in the own words of `fragment.person`.
    """

    text: SafeString
    fragment: Fragment | None = None
    is_quotation: bool = False


@dataclass(frozen=True)
class Highlights:
    """Highlighted texts of a result.

    `title` and `summary` are safe HTML. `excerpts` are empty if the words are in neither body nor
    fragments; the first is the best, from a fragment (with its anchor, its offset and its speaker)
    or from the rest of the body. The others are further moments of a recording, in its order.
    """

    title: SafeString
    summary: SafeString
    excerpts: tuple[Excerpt, ...] = ()

    @property
    def excerpt(self) -> SafeString:
        """The best excerpt; empty without one."""
        return self.excerpts[0].text if self.excerpts else SafeString("")

    @property
    def fragment(self) -> Fragment | None:
        """The fragment of the best excerpt."""
        return self.excerpts[0].fragment if self.excerpts else None


def highlight(hits: Iterable[Hit], name_of_index: str = SITE) -> dict[str, Highlights]:
    """Return {uid: Highlights} of the hits of one page, without hits no longer stored."""
    by_uid = {hit.uid: hit for hit in hits}
    texts = SearchText.objects.filter(
        entry__index__name=name_of_index,
        entry__index__is_active=True,
        entry__uid__in=by_uid,
    )
    columns = ("entry__uid", "entry__title", "summary", "body", "fragments")
    return {uid: _highlights(by_uid[uid], *texts) for uid, *texts in texts.values_list(*columns)}


def _highlights(hit: Hit, title: str, summary: str, body: str, fragments: list[dict]) -> Highlights:
    marker = Marker(hit.matched)
    parts = [
        Fragment(**{**fragment, "cues": tuple(map(tuple, fragment.get("cues", ())))})
        for fragment in fragments
    ]
    excerpts, found = _excerpts(marker, parts, body)
    is_whole = found == marker.size > 0
    if hit.fragment is not None and not is_whole and hit.fragment < len(parts):
        answer = parts[hit.fragment]
        if answer.kind != STANDING:
            excerpts = [passage_of(answer, marker.find(answer.text))]
    title_html, summary_html = (marked(text, marker.find(text)) for text in (title, summary))
    shown = f"{_unmarked(title_html)}\n{_unmarked(summary_html)}"
    return Highlights(
        title=title_html,
        summary=summary_html,
        # An excerpt of a recording has a time, which the title and the summary do not give.
        excerpts=tuple(
            excerpt
            for excerpt in excerpts
            if (excerpt.fragment and excerpt.fragment.start is not None)
            or _unmarked(excerpt.text) not in shown
        ),
    )


def _unmarked(html: str) -> str:
    """Return highlighted text without marks and in small letters, to compare it."""
    return html.replace("<mark>", "").replace("</mark>", "").casefold()


def _excerpts(marker: Marker, parts: Sequence[Fragment], body: str) -> tuple[list[Excerpt], int]:
    """Return (excerpts, number of distinct words in the best one)."""
    found = find_in_fragments(marker, parts)
    moments = best_moments(parts, found)
    speakers = _find_speakers(marker, parts)
    index = best_fragment(parts, found, speakers)
    is_recorded = index is not None and bool(parts[index].cues)
    if is_recorded:
        covered = {word for moment in moments for word in moment.words}
    else:
        covered = set() if index is None else _words(index, found, speakers)
    passage = Passage()
    if len(covered) < marker.size:  # else no passage of the body has more
        shown_body = _without_standing(body, parts)
        if places := marker.find(shown_body):
            passage = best_passage(shown_body, places)
    excerpts = []
    if len(covered) < variety(passage.places):
        excerpts = [Excerpt(marked(passage.text, passage.places), _place_of(passage, parts))]
        covered = {word for _, _, word in passage.places}
    elif index is not None and not is_recorded:
        excerpts = [passage_of(parts[index], found.get(index, ()))]
    if not excerpts and moments:
        excerpts, moments = [_moment_excerpt(marker, moments[0])], moments[1:]
    others = sorted(moments[: MOMENTS - 1], key=lambda moment: moment.position)
    excerpts += [_moment_excerpt(marker, moment) for moment in others]
    return excerpts, len(covered)


def _find_speakers(marker: Marker, parts: Sequence[Fragment]) -> dict[int, set[str]]:
    """Return {index of a quotation or answer: words found in the name and role of its speaker}."""
    spoken = {index: part for index, part in enumerate(parts) if part.kind in SPOKEN}
    found = {
        index: {word for _, _, word in marker.find(f"{part.person}\n{part.role}")}
        for index, part in spoken.items()
    }
    return {index: words for index, words in found.items() if words}


def _words(
    index: int, by_part: Mapping[int, list[Place]], speakers: Mapping[int, set[str]]
) -> set[str]:
    """Return the distinct words found in a fragment and about its speaker."""
    return {word for _, _, word in by_part.get(index, ())} | speakers.get(index, set())


def _without_standing(body: str, parts: Sequence[Fragment]) -> str:
    """Return a body without the lines of the standing texts."""
    standing = {line for part in parts if part.kind == STANDING for line in part.text.split("\n")}
    if not standing:
        return body
    return "\n".join(line for line in body.split("\n") if line not in standing)


def _place_of(passage: Passage, parts: Sequence[Fragment]) -> Fragment | None:
    """Return the first fragment that has a line of a passage of the body; lines with words first.

    Its speaker is left out: the passage may go past the words of one person.
    """
    lines, matched = passage.text.split("\n"), set()
    for _, end, _ in passage.places:
        matched.add(passage.text.count("\n", 0, end))
    for number in sorted(range(len(lines)), key=lambda number: (number not in matched, number)):
        line = lines[number].removeprefix(BEFORE).removesuffix(AFTER)
        for part in parts:
            if line in part.text and part.kind != STANDING and not part.cues:
                return Fragment(part.anchor, part.kind, part.text, url=part.url)
    return None


def passage_of(fragment: Fragment, places: Sequence[Place] = ()) -> Excerpt:
    """Return the best excerpt of a fragment; its first sentences without places.

    The words of a person are cut between sentences only, up to `QUOTATION_LENGTH` characters.
    """
    is_spoken = fragment.kind in SPOKEN
    longest = QUOTATION_LENGTH if is_spoken else 0
    passage = best_passage(fragment.text, places, sentence_length=longest)
    is_own = fragment.kind == "quote" or is_own_words(fragment.text, fragment.person)
    is_quotation = is_spoken and is_own and passage.is_whole
    text = marked(passage.text, passage.places)
    if is_quotation:
        # Quotation marks inside « » are curly ones.
        for mark, inner in (("«\u00a0", "“"), ("\u00a0»", "”")):
            text = mark_safe(text.replace(mark, inner))
    return Excerpt(text, fragment, is_quotation)


def _moment_excerpt(marker: Marker, moment: Moment) -> Excerpt:
    """Return the excerpt of a cue: it begins with the cue, unless the cue is long."""
    text = best_passage(moment.text, moment.places, MOMENT_LENGTH).text
    return Excerpt(marked(text, marker.find(text)), moment.fragment)


def find_in_fragments(marker: Marker, fragments: Sequence[Fragment]) -> dict[int, list[Place]]:
    """Return {index of a fragment: places of the words in it}, without those that have none.

    Standing texts are left out.
    """
    starts, total = [], 0
    for fragment in fragments:
        starts.append(total)
        total += len(fragment.text) + 1
    by_part: dict[int, list[Place]] = {}
    # Search the fragments as one text, for speed: an episode has hundreds of cues.
    for start, end, word in marker.find("\n".join(fragment.text for fragment in fragments)):
        part = bisect_right(starts, start) - 1
        if fragments[part].kind == STANDING:
            continue
        by_part.setdefault(part, []).append((start - starts[part], end - starts[part], word))
    return by_part


def best_fragment(
    fragments: Sequence[Fragment],
    by_part: Mapping[int, list[Place]],
    speakers: Mapping[int, set[str]],
) -> int | None:
    """Return the index of the fragment with the most distinct words; None without a match.

    `speakers` are the words found in the names and roles of the speakers.
    """

    def sort_key(part: int) -> tuple[int, int, int, int, int]:
        kind = fragments[part].kind
        rank = KINDS.index(kind) if kind in KINDS else len(KINDS)
        places = by_part.get(part, ())
        words = _words(part, by_part, speakers)
        return (-len(words), -variety(places), rank, -len(places), part)

    return min(by_part.keys() | speakers.keys(), key=sort_key, default=None)


def marked(text: str, places: Iterable[Place]) -> SafeString:
    """Return a text as safe HTML on one line, with the words at `places` in `<mark>`."""
    parts, last = [], 0
    for start, end, _ in places:
        parts += [_line(text, last, start), "<mark>", escape(text[start:end]), "</mark>"]
        last = end
    return mark_safe(french("".join([*parts, _line(text, last, len(text))])))


def _line(text: str, start: int, end: int) -> str:
    """Return a part of a text, escaped, with its line breaks replaced.

    A space follows the end of a sentence; a separator, a title, a row of a table or a list item.
    """
    parts = []
    for line in LINE_BREAK.finditer(text, start, end):
        is_end = text.endswith(SENTENCE_ENDS, 0, line.start())
        parts += [escape(text[start : line.start()]), " " if is_end else BETWEEN_LINES]
        start = line.end()
    return "".join([*parts, escape(text[start:end])])
