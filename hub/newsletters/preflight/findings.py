"""What a check says."""

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    BLOCKS = "À corriger avant de publier"
    WARNS = "À regarder"


@dataclass(frozen=True)
class Finding:
    """One thing to mend or to look at.

    `where` is the place in words; `block_id` the block of the edit form, when it is in one;
    `field` the field of the form that bears the message.
    """

    severity: Severity
    message: str
    where: str = ""
    block_id: str = ""
    field: str = "rubriques"

    def __str__(self):
        return f"{self.where}\u00a0: {self.message}" if self.where else self.message
