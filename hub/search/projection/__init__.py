"""From committed pages to the entries of the engines: the only way in for what is searched."""

from .entries import Projected, all_entries, project

__all__ = ["Projected", "all_entries", "project"]
