"""Signals about the text of attached files."""

from django.dispatch import Signal

# Sent once the text of a document was read and stored; `document` is the document.
document_read = Signal()
