"""The embedded engine: search in the site's own database, SQLite or PostgreSQL."""

from hub.search.embedded.engine import EmbeddedEngine

__all__ = ["EmbeddedEngine"]
