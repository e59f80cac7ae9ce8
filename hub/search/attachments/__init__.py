"""The words of attached files: read apart, within limits, once for each file."""

from .reading import forget_failures, read_documents

__all__ = ["forget_failures", "read_documents"]
