"""Builder: turn a parsed letter into a draft, in one transaction.

    recognition = recognise(document)             # parses and matches, once
    preview = preview_import(recognition)         # reads the database, writes nothing
    outcome = import_letter(recognition, user=user)  # writes the draft, or raises

The last two take a `SourceDocument` too, which they recognise, and all raise
`NewsletterImportError` for what cannot be imported.
"""

from .drafts import (
    ImportOptions,
    ImportOutcome,
    ImportPreview,
    Status,
    import_letter,
    preview_import,
)
from .recognition import Recognition, recognise

__all__ = [
    "ImportOptions",
    "ImportOutcome",
    "ImportPreview",
    "Recognition",
    "Status",
    "import_letter",
    "preview_import",
    "recognise",
]
