"""What an editor reads once a bulk change is done: counts, then who was left alone and why."""

from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


@dataclass
class Report:
    """`refused` holds (page title, reason) pairs, in the order of the list."""

    published: int = 0
    drafted: int = 0
    unchanged: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)

    @property
    def done(self) -> str:
        """One sentence about what changed; empty when nothing did."""
        parts = []
        if self.published:
            parts.append(
                f"{_pages(self.published)} en ligne {_word('modifiée', self.published)} et "
                f"{_word('republiée', self.published)}"
            )
        if self.drafted:
            parts.append(
                f"{_pages(self.drafted)} {_word('modifiée', self.drafted)} en brouillon, à publier"
            )
        sentence = "\u00a0; ".join(parts)
        return f"{sentence}." if parts else ""

    @property
    def already(self) -> str:
        """One sentence about the pages where there was nothing to do; empty without any."""
        if not self.unchanged:
            return ""
        return f"{_pages(self.unchanged)} {_word('était', self.unchanged, 'étaient')} déjà ainsi."

    @property
    def left_alone(self) -> SafeString | str:
        """A sentence and a list by name; empty when no page was refused."""
        if not self.refused:
            return ""
        count = len(self.refused)
        return format_html(
            "{} {}\u00a0:<ul>{}</ul>",
            _pages(count),
            "n’a pas été modifiée" if count == 1 else "n’ont pas été modifiées",
            format_html_join("", "<li>«\u00a0{}\u00a0»\u00a0: {}.</li>", self.refused),
        )


def _pages(count: int) -> str:
    return f"{count} page" if count < 2 else f"{count} pages"


def _word(singular: str, count: int, plural: str = "") -> str:
    return singular if count < 2 else plural or f"{singular}s"
