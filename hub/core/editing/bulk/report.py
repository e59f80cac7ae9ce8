"""Report of a bulk change: counts, then the skipped pages with their reasons."""

from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


@dataclass
class Report:
    """Counts of pages by outcome; `refused` holds (page title, reason) pairs, in list order."""

    published: int = 0
    drafted: int = 0
    unchanged: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)

    @property
    def done_message(self) -> str:
        """Sentence about the changed pages; empty without any."""
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
    def unchanged_message(self) -> str:
        """Sentence about the pages that already had the value; empty without any."""
        if not self.unchanged:
            return ""
        return f"{_pages(self.unchanged)} {_word('était', self.unchanged, 'étaient')} déjà ainsi."

    @property
    def refused_message(self) -> SafeString | str:
        """Sentence and HTML list of the refused pages; empty without any."""
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
