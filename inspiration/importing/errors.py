"""Errors of the import of initiatives, worded for the author of the file."""

from hub.core.importing.errors import ImportRefusedError, Problem


class InitiativeImportError(ImportRefusedError):
    """The files cannot be imported and nothing was written; `problems` has all the reasons."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


__all__ = ["InitiativeImportError", "Problem"]
