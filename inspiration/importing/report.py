"""What became of each initiative, for the screen and for `--report`."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum


class Status(StrEnum):
    CREATED = "créée"
    UPDATED = "mise à jour"
    UNCHANGED = "inchangée"
    EDITED_SINCE = "modifiée depuis dans l’administration, laissée telle quelle"


@dataclass(slots=True)
class Outcome:
    """One initiative once written; `page` is the InitiativePage with its latest draft."""

    source: str
    line: int
    slug: str
    title: str
    page: object
    status: Status = Status.CREATED
    published: bool = False
    remarks: list[str] = field(default_factory=list)

    def __str__(self):
        online = ", publiée" if self.published else ""
        remarks = "".join(f"\n  · {remark}" for remark in self.remarks)
        return f"{self.title}\u00a0: {self.status}{online}{remarks}"


def counts_of(outcomes):
    """Return {words: number}, in the order of `Status`, then what is online."""
    found = Counter(outcome.status for outcome in outcomes)
    counts = {str(status): found[status] for status in Status if found[status]}
    return counts | {"publiées": sum(outcome.published for outcome in outcomes)}


def report_of(outcomes):
    """Return the report as data for JSON."""
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
