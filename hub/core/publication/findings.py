"""Findings: the results of publication rules, and their messages in French."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from django.core.exceptions import ValidationError

TO_FILL = "à remplir."
EMPTY_CODES = {"blank", "null", "required"}


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


def finding_message(error: ValidationError) -> str:
    """Return the message of a finding from a validation error: it follows a place and a colon."""
    if getattr(error, "code", "") in EMPTY_CODES:
        return TO_FILL
    text = " ".join(error.messages)
    return text[:1].lower() + text[1:]


def join_reasons(reasons: Iterable[object]) -> str:
    """Join findings or messages in one line, without their final full stops."""
    return "\u00a0; ".join(str(reason).strip().rstrip(".") for reason in reasons)
