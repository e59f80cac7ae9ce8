class ExportError(Exception):
    """An export that cannot be written; the message is in French."""
