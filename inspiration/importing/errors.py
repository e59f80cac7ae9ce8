"""Errors of the import of initiatives, worded for the author of the file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """An error message in French and its location; `line` is 1-based, 0 for the whole file."""

    source: str
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.source}, ligne {self.line}" if self.line else self.source
        return f"{place}\u00a0: {self.message}"


class InitiativeImportError(Exception):
    """The files cannot be imported and nothing was written; `problems` has all the reasons."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))
