"""Text extraction of attached files: in a separate process, with limits, once per file."""

from .reading import forget_failures, read_documents

__all__ = ["forget_failures", "read_documents"]
