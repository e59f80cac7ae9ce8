"""What a publication rule reports."""

from dataclasses import dataclass
from enum import Enum

TO_FILL = "à remplir."


class Severity(Enum):
    BLOCKS = "À corriger avant de publier"
    WARNS = "À regarder"


@dataclass(frozen=True)
class Finding:
    """One thing to correct or to look at before publication.

    `where` is the place in words; `field` the field or row relation of the edit form that bears
    the message; `block_id` the block of the edit form, when it is in one.
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
