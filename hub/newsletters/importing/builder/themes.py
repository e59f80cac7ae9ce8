"""Proposal of themes from the words of a letter."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from hub.core.models import PageTheme
from hub.newsletters.importing.parsed import ParsedLetter
from hub.newsletters.importing.parser.text_patterns import fold
from hub.newsletters.models import NewsletterPage
from hub.themes.models import Theme

MAX_PROPOSED = 8


@dataclass(frozen=True, slots=True)
class ThemeProposal:
    """A theme, and the number of occurrences of its name or synonyms in the letter."""

    theme: Theme
    count: int


def proposed_themes(letter: ParsedLetter) -> list[ThemeProposal]:
    """Return the active themes named in the letter, the most frequent first."""
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
    return found[:MAX_PROPOSED]


def add_themes(page: NewsletterPage, pks: Iterable[int]) -> set[int]:
    """Add the missing themes to a page, after its own; return the ids of those added."""
    kept = list(page.theme_items.all())
    had = {item.tag_id for item in kept}
    missing = [pk for pk in dict.fromkeys(pks) if pk not in had]
    known = Theme.objects.active().in_bulk(missing)
    added = [pk for pk in missing if pk in known]
    if added:
        rank = max((item.sort_order or 0 for item in kept), default=-1) + 1
        page.theme_items = [
            *kept,
            *(PageTheme(tag=known[pk], sort_order=rank + i) for i, pk in enumerate(added)),
        ]
    return set(added)


def _pattern(name: str) -> str:
    """Return a pattern of the name in folded text, singular or plural."""
    words = re.findall(r"\w+", fold(name))
    return r"[\s\W]{1,3}".join(f"{re.escape(word)}[sx]?" for word in words)
