"""Results of an import, for the screen and for `--report`."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inspiration.models import InitiativePage


class Status(StrEnum):
    """Result of one initiative; the value is shown in the report."""

    CREATED = "créée"
    UPDATED = "mise à jour"
    UNCHANGED = "inchangée"
    EDITED_SINCE = "modifiée depuis dans l’administration, laissée telle quelle"


@dataclass(slots=True)
class Outcome:
    """Result of one initiative; `page` is the InitiativePage with its latest draft."""

    source: str
    line: int
    slug: str
    title: str
    page: "InitiativePage"
    status: Status = Status.CREATED
    published: bool = False
    remarks: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        online = ", publiée" if self.published else ""
        remarks = "".join(f"\n  · {remark}" for remark in self.remarks)
        return f"{self.title}\u00a0: {self.status}{online}{remarks}"


def counts_of(outcomes: Sequence[Outcome]) -> dict[str, int]:
    """Return the number of outcomes by label, in the order of `Status`, then « publiées »."""
    found = Counter(outcome.status for outcome in outcomes)
    counts = {str(status): found[status] for status in Status if found[status]}
    return counts | {"publiées": sum(outcome.published for outcome in outcomes)}


def report_of(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return the report as JSON-serialisable data."""
    return {
        "counts": counts_of(outcomes),
        "initiatives": [
            {
                "source": outcome.source,
                "line": outcome.line,
                "slug": outcome.slug,
                "title": outcome.title,
                "page": outcome.page.pk,
                "status": str(outcome.status),
                "published": outcome.published,
                "missing": list(outcome.page.completeness.missing),
                "remarks": outcome.remarks,
            }
            for outcome in outcomes
        ],
    }
