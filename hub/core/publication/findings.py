"""Findings: the results of publication rules."""

from dataclasses import dataclass
from enum import Enum

TO_FILL = "à remplir."


class Severity(Enum):
    BLOCKS = "À corriger avant de publier"
    WARNS = "À regarder"


@dataclass(frozen=True)
class Finding:
    """One problem to correct, or to review, before publication.

    `where` is the place in French; `field` the field or child relation of the edit form that shows
    the message; `block_id` the id of the StreamField block, if any.
    """

    severity: Severity
    message: str
    where: str = ""
    block_id: str = ""
    field: str = ""

    def __str__(self) -> str:
        return f"{self.where}\u00a0: {self.message}" if self.where else self.message

    @property
    def blocks(self) -> bool:
        return self.severity is Severity.BLOCKS
