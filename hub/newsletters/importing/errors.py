"""Errors of the import."""

from typing import TYPE_CHECKING

from hub.core.importing.errors import ImportRefusedError

if TYPE_CHECKING:
    from hub.newsletters.models import NewsletterPage


class NewsletterImportError(ImportRefusedError):
    """A source that cannot be imported as a letter."""


class LetterExistsError(NewsletterImportError):
    """A letter with the same number exists and must not be replaced; `page` is that letter."""

    def __init__(self, page: "NewsletterPage", message: str) -> None:
        super().__init__(message)
        self.page = page
