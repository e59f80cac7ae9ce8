"""Errors of the importers, worded in French for the person who imports."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """An error message in French and its location; `line` is 1-based, 0 for the whole source."""

    source: str
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.source}, ligne {self.line}" if self.line else self.source
        return f"{place}\u00a0: {self.message}"


class ImportRefusedError(Exception):
    """A source that cannot be imported; nothing has been written when it is raised.

    `str(error)` is in plain French, ready to be shown on a screen or printed by a command.
    """
