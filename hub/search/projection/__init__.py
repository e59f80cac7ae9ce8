"""Projection of committed pages into engine entries: the only source of what is searched."""

from .entries import Projected, all_entries, project

__all__ = ["Projected", "all_entries", "project"]
