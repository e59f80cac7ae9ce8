"""Errors of the import of podcasts."""

from hub.core.importing.errors import ImportRefusedError


class PodcastImportError(ImportRefusedError):
    """A feed that cannot be imported."""


class LockedFeedError(PodcastImportError):
    """A feed whose owner forbids its import, and has not confirmed it."""


class UnavailableError(Exception):
    """An address of the feed that could not be fetched; the text says why, in French."""
