"""Signals about the text of attached files."""

from django.dispatch import Signal

# Sent after the text of `document` was read and stored.
document_read = Signal()
