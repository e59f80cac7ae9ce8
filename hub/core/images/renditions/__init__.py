"""Images at the sizes that templates show, in AVIF, WebP and JPEG, made before anyone asks."""

from .uses import SHARE, USES, every_filter

__all__ = ["SHARE", "USES", "every_filter"]
