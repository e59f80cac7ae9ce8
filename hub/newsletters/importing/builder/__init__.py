"""Builder: turn a parsed letter into a draft, in one transaction.

    preview = preview_import(document)            # reads the database, writes nothing
    outcome = import_letter(document, user=user)  # writes the draft, or raises

Both take a `SourceDocument` and raise `NewsletterImportError` for what cannot be imported.
"""

from .drafts import ImportOptions, ImportOutcome, Status, import_letter, preview_import

__all__ = ["ImportOptions", "ImportOutcome", "Status", "import_letter", "preview_import"]
