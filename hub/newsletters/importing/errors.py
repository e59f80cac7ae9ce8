"""Errors of the import."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hub.newsletters.models import NewsletterPage


class NewsletterImportError(Exception):
    """A source that cannot be imported as a letter.

    `str(error)` is a plain French sentence, ready to be shown to an editor or printed by the
    `import_newsletter` command. Nothing has been written when it is raised.
    """


class LetterExistsError(NewsletterImportError):
    """A letter with the same number exists and must not be replaced; `page` is that letter."""

    def __init__(self, page: "NewsletterPage", message: str) -> None:
        super().__init__(message)
        self.page = page
