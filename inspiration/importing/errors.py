"""What may be wrong in a file of initiatives, told to the person who wrote it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """A French sentence and where it applies; `line` is 1-based, 0 for the whole file."""

    source: str
    line: int
    message: str

    def __str__(self):
        place = f"{self.source}, ligne {self.line}" if self.line else self.source
        return f"{place}\u00a0: {self.message}"


class InitiativeImportError(Exception):
    """The files cannot be imported: nothing has been written. `problems` says all of why."""

    def __init__(self, *problems):
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))
