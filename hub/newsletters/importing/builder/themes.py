"""The themes of the vocabulary that the words of a letter call for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from hub.core.models import PageTheme
from hub.newsletters.importing.parsed import ParsedLetter
from hub.newsletters.importing.parser.text_patterns import fold
from hub.newsletters.models import NewsletterPage
from hub.themes.models import Theme

MOST_PROPOSED = 8
PREFIX = 4


@dataclass(frozen=True, slots=True)
class ThemeProposal:
    """A theme and how many times the letter says it, by its name or a synonym."""

    theme: Theme
    count: int


def proposed_themes(letter: ParsedLetter) -> list[ThemeProposal]:
    """The themes in use that the letter names, the most said first; none is ever created."""
    text = fold("\n".join(letter.texts()))
    found = []
    for theme in Theme.objects.active():
        count = sum(
            len(re.findall(rf"(?<!\w){pattern}(?!\w)", text))
            for pattern in dict.fromkeys(_pattern(n) for n in (theme.name, *theme.synonym_list))
            if pattern
        )
        if count:
            found.append(ThemeProposal(theme, count))
    found.sort(key=lambda proposal: (-proposal.count, proposal.theme.name))
    return found[:MOST_PROPOSED]


def add_themes(page: NewsletterPage, wanted: Iterable[int]) -> set[int]:
    """Give themes to a page that has not got them, after its own; returns those added."""
    kept = list(page.theme_items.all())
    had = {item.tag_id for item in kept}
    wanted = [pk for pk in dict.fromkeys(wanted) if pk not in had]
    known = Theme.objects.active().in_bulk(wanted)
    added = [pk for pk in wanted if pk in known]
    if added:
        rank = max((item.sort_order or 0 for item in kept), default=-1) + 1
        page.theme_items = [
            *kept,
            *(PageTheme(tag=known[pk], sort_order=rank + i) for i, pk in enumerate(added)),
        ]
    return set(added)


def _pattern(name: str) -> str:
    """The words of a name in a folded text, in the plural too."""
    words = re.findall(r"\w+", fold(name))
    return r"[\s\W]{1,3}".join(f"{re.escape(word)}[sx]?" for word in words)
