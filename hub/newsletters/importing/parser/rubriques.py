"""Detection of rubrique headings, by emoji, name, tagline or heading level."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from hub.newsletters.importing.documents import Paragraph, ParagraphKind
from hub.newsletters.importing.parser.text_patterns import (
    CLOSERS,
    bare_emoji,
    curly_apostrophes,
    ends_like_a_sentence,
    fold,
    split_leading_emoji,
    split_trailing_emoji,
)


@dataclass(frozen=True, slots=True)
class StandingRubrique:
    """A rubrique of every letter; `names` are regular expressions that match folded text."""

    key: str
    emoji: str
    names: tuple[str, ...]


# Default standing rubriques; a caller may pass others to `parse_letter`.
STANDING_RUBRIQUES = (
    StandingRubrique("edito", "🗣️", (r"(?:l')?edito(?:rial)?",)),
    StandingRubrique("en-theorie", "📖", ("en theorie",)),
    StandingRubrique("en-pratique", "📝", ("en pratique",)),
    StandingRubrique("nouvelles-des-territoires", "🔎", ("(?:les )?nouvelles des territoires",)),
    StandingRubrique("en-chantier", "📍", ("en chantiers?",)),
    StandingRubrique("a-suivre", "🔜", ("a suivre",)),
    StandingRubrique("inspiration", "👉", ("(?:l')?inspirations?(?: par .{1,60})?",)),
)
TAGLINE = re.compile(
    r"^(?:une |la |notre |cette )?rubrique (?:pour|qui|ou|dediee|consacree|destinee|de|du|d')\b"
)
HEADLINE = re.compile(r"\s*:\s+|:\s*$|\s+[–—|-]\s+")
# The beginning of a line that names a letter, in folded text.
LETTER_NAME = re.compile(
    r"^(?:l'|la |notre |le |votre )?(?:lettre|newsletter|infolettre|gazette|bulletin)\b"
)
LONGEST_NAME = 80
LONGEST_HEADING = 160
TITLE_LINES = 3
# Emoji that start ordinary sentences too (« 👉 Inscrivez-vous »): not sufficient by themselves.
POINTERS = ("👉", "📍")


@dataclass(frozen=True, slots=True)
class RubriqueHeading:
    """A parsed heading; `key` is empty when the rubrique is not a standing one."""

    name: str
    emoji: str
    key: str
    headline: str


def is_tagline(text: str) -> bool:
    """Tell whether `text` is the tagline of a rubrique (« Une rubrique pour… »)."""
    return bool(TAGLINE.match(fold(text)))


def find_headings(
    paragraphs: Sequence[Paragraph], standing: Sequence[StandingRubrique] = STANDING_RUBRIQUES
) -> dict[int, RubriqueHeading]:
    """Return the rubrique headings by index in `paragraphs`."""
    following = [*paragraphs[1:], None]
    found = {
        index: heading
        for index, (paragraph, after) in enumerate(zip(paragraphs, following, strict=True))
        if (heading := match_heading(paragraph, after, standing))
    }
    # A declared heading at the level of the standing ones opens a rubrique too.
    levels = Counter(paragraphs[i].level for i, h in found.items() if h.key)
    level = levels.most_common(1)[0][0] if levels else 0
    if level:
        first = min(found)
        for index, paragraph in enumerate(paragraphs):
            if index > first and index not in found and _may_open_rubrique(paragraph, level):
                emoji, rest = split_emoji(paragraph.text)
                found[index] = _heading(emoji, rest, "")
    elif not any(heading.key for heading in found.values()):
        found |= _declared(paragraphs)
    return dict(sorted(found.items()))


def _declared(paragraphs: Sequence[Paragraph]) -> dict[int, RubriqueHeading]:
    """Return the headings of a letter without standing rubrique: the highest level below its title.

    A heading on the first lines is the title if it is alone at its level, or names a letter.
    """
    declared = [index for index, paragraph in enumerate(paragraphs) if paragraph.level]
    if declared and declared[0] < TITLE_LINES and _is_title(paragraphs, declared):
        del declared[0]
    levels = {paragraphs[index].level for index in declared}
    return {
        index: _heading(*split_emoji(paragraph.text), "")
        for index, paragraph in ((index, paragraphs[index]) for index in declared)
        if _may_open_rubrique(paragraph, min(levels)) and len(paragraph.text) <= LONGEST_HEADING
    }


def _is_title(paragraphs: Sequence[Paragraph], declared: Sequence[int]) -> bool:
    """Tell whether the first of the declared headings is the title of the letter."""
    first = paragraphs[declared[0]]
    is_alone = all(paragraphs[index].level != first.level for index in declared[1:])
    return is_alone or bool(LETTER_NAME.match(fold(first.text)))


def _may_open_rubrique(paragraph: Paragraph, level: int) -> bool:
    """Tell whether a declared heading may open a rubrique: not a tagline, not a question."""
    text = paragraph.text.rstrip(CLOSERS)
    return paragraph.level == level and not text.endswith("?") and not is_tagline(text)


def split_emoji(text: str) -> tuple[str, str]:
    """Return the leading or trailing emoji of a heading, and the rest."""
    emoji, rest = split_leading_emoji(text)
    return (emoji, rest) if emoji else split_trailing_emoji(rest)


def match_heading(
    paragraph: Paragraph, after: Paragraph | None, standing: Sequence[StandingRubrique]
) -> RubriqueHeading | None:
    """Return the heading in `paragraph`, or None; `after` is the next paragraph."""
    emoji, rest = split_emoji(paragraph.text)
    is_row = paragraph.kind is ParagraphKind.TABLE_ROW
    if not rest or len(rest) > LONGEST_HEADING or is_tagline(rest) or is_row:
        return None
    introduced = after is not None and is_tagline(after.text)
    declared = bool(paragraph.level) or introduced
    key = _key_by_name(rest, standing)
    if key and (emoji or declared or not ends_like_a_sentence(rest)):
        return _heading(emoji, rest, key)
    title = len(rest) <= LONGEST_NAME and not re.search(r"[.,;:?@]$|@|https?:", rest)
    ellipsis = rest.endswith(("…", "..."))
    if not (title or (ellipsis and len(rest) <= LONGEST_NAME)):
        return None
    if emoji and (key := _key_by_emoji(emoji, standing)):
        pointer = bare_emoji(emoji).startswith(POINTERS)
        if declared or ellipsis or not pointer:
            return _heading(emoji, rest, key)
    if introduced or (emoji and ellipsis):
        return _heading(emoji, rest, "")
    return None


def _heading(emoji: str, rest: str, key: str) -> RubriqueHeading:
    name, *headline = HEADLINE.split(rest, maxsplit=1)
    return RubriqueHeading(
        name=curly_apostrophes(name.strip()),
        emoji=emoji,
        key=key,
        headline=curly_apostrophes(headline[0].strip()) if headline else "",
    )


def _key_by_name(rest: str, standing: Sequence[StandingRubrique]) -> str:
    name = fold(HEADLINE.split(rest, maxsplit=1)[0]).rstrip(" .:!").strip("\"'«»* ")
    for rubrique in standing:
        if any(re.fullmatch(pattern, name) for pattern in rubrique.names):
            return rubrique.key
    return ""


def _key_by_emoji(emoji: str, standing: Sequence[StandingRubrique]) -> str:
    bare = bare_emoji(emoji)
    return next((r.key for r in standing if bare_emoji(r.emoji) == bare), "")
