"""Renditions at the sizes used by templates, in AVIF, WebP and JPEG, made after upload."""

from .uses import SHARE, USES, every_filter

__all__ = ["SHARE", "USES", "every_filter"]
