"""The one error the importer raises on purpose."""


class NewsletterImportError(Exception):
    """A source that cannot become a letter.

    `str(error)` is a plain French sentence, ready to be shown to an editor or printed by the
    `import_newsletter` command. Nothing has been written when it is raised.
    """


class LetterExistsError(NewsletterImportError):
    """A letter of that number exists, and may not be replaced; `page` is the letter."""

    def __init__(self, page, message: str):
        super().__init__(message)
        self.page = page
