"""Results of an import, for the screen, the terminal and `--report`."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """Result of a show or an episode; the value is shown in the report."""

    CREATED = "créé"
    UPDATED = "mis à jour"
    UNCHANGED = "inchangé"
    KEPT = "laissé tel quel"
    FAILED = "non importé"


@dataclass(slots=True)
class Outcome:
    """Result of one item; `page` is the id of its page, None when it has none."""

    title: str
    status: Status
    guid: str = ""
    page: int | None = None
    is_published: bool = False
    remarks: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        online = ", publié" if self.is_published else ""
        remarks = "".join(f"\n  · {remark}" for remark in self.remarks)
        return f"{self.title}\u00a0: {self.status}{online}{remarks}"

    def as_data(self) -> dict[str, Any]:
        """Return JSON-serialisable data, from which `from_data` makes the outcome again."""
        return {**asdict(self), "status": self.status.value}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Outcome":
        return cls(**{**data, "status": Status(data["status"])})


def counts_of(outcomes: Iterable[Outcome]) -> dict[str, int]:
    """Return the number of outcomes by status, those found only, in the order of `Status`."""
    found = Counter(outcome.status for outcome in outcomes)
    return {status.value: found[status] for status in Status if found[status]}


def describe_counts(outcomes: Sequence[Outcome]) -> str:
    """Return « 12 épisodes lus : 10 créés, 2 non importés. »."""
    total = len(outcomes)
    parts = []
    for words, number in counts_of(outcomes).items():
        plural = words if number < 2 else PLURALS[words]
        parts.append(f"{number} {plural}")
    published = sum(outcome.is_published for outcome in outcomes)
    if published:
        parts.append(f"{published} publié{'s' if published > 1 else ''}")
    plural = "s" if total > 1 else ""
    return f"{total} épisode{plural} lu{plural}\u00a0: {', '.join(parts) or 'rien'}."


PLURALS = {
    "créé": "créés",
    "mis à jour": "mis à jour",
    "inchangé": "inchangés",
    "laissé tel quel": "laissés tels quels",
    "non importé": "non importés",
}


def report_of(show: Outcome, episodes: Sequence[Outcome]) -> dict[str, Any]:
    """Return the report as JSON-serialisable data."""
    return {
        "show": show.as_data(),
        "counts": counts_of(episodes),
        "episodes": [outcome.as_data() for outcome in episodes],
    }
