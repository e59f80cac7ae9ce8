"""Fact-checker of the names of territories: docs/features/name-checks.md."""

from .checks import check_texts
from .doubts import Doubt, Problem, kept_form
from .keeping import keep_names, kept_keys, read_keys, without_kept

__all__ = [
    "Doubt",
    "Problem",
    "check_texts",
    "keep_names",
    "kept_form",
    "kept_keys",
    "read_keys",
    "without_kept",
]
