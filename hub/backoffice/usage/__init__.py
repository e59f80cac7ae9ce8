"""Uses of an object, drafts included, and its replacement by another one."""

from .describing import Usage, label_of
from .places import Place, find_places, find_places_in_bulk, is_used, key_of
from .replacing import find_obstacles, replace_everywhere

__all__ = [
    "Place",
    "Usage",
    "find_obstacles",
    "find_places",
    "find_places_in_bulk",
    "is_used",
    "key_of",
    "label_of",
    "replace_everywhere",
]
