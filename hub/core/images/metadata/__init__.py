"""Removal of the metadata of images (place, camera, dates) without decoding their pixels."""

from .stripping import UnreadableMetadataError, strip_metadata

__all__ = ["UnreadableMetadataError", "strip_metadata"]
