"""Nothing lost: what changes is written down with the change, then told to every engine."""

from .draining import Drained, drain
from .recording import record

__all__ = ["Drained", "drain", "record"]
