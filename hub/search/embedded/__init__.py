"""The engine of the site's own database: always there, on SQLite and PostgreSQL alike."""

from hub.search.embedded.engine import EmbeddedEngine

__all__ = ["EmbeddedEngine"]
