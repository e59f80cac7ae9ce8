"""The thread (« fil ») of a territory: dated items from every source, grouped by year.

The sources are the pages of the territory and of those that it contains, the pages that cite it,
the dated steps of its initiatives, and the steps of the programme.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.utils import timezone

from hub.dates import DatePrecision, format_period

SHOWN_UPCOMING = 5
# Items at first sight; the older ones are folded, up to MAX_ITEMS. Beyond, the list of the pages
# sorted by date has them.
SHOWN_PAST = 8
MAX_ITEMS = 24


@dataclass(frozen=True)
class ThreadItem:
    """A dated fact about a territory.

    `label` is what it is (« Lettre », « Restitution »), `url` the place that tells it, with an
    anchor where known, empty for a fact that no page tells. `note` is its status (« Annulé »).
    What was published (`is_publication`) is past from its day on.
    """

    label: str
    title: str
    date: datetime.date
    precision: str = DatePrecision.DAY
    end: datetime.date | None = None
    url: str = ""
    text: str = ""
    note: str = ""
    is_publication: bool = False

    @property
    def when(self) -> str:
        """The date or period in French, with its precision."""
        return format_period(self.date, self.end, self.precision)

    @property
    def is_upcoming(self) -> bool:
        """Whether it is to come, or still lasts."""
        if self.is_publication:
            return self.date > timezone.localdate()
        return not is_over(self.end or self.date, self.precision)


@dataclass(frozen=True)
class Thread:
    """`upcoming` items, nearest first; past ones latest first: the `latest`, then the `older`.

    `latest` and `older` are (title, items) pairs, the title of a year. `total` counts the items
    that were found, `last` is the latest of their dates.
    """

    upcoming: list[ThreadItem] = field(default_factory=list)
    latest: list[tuple[str, list[ThreadItem]]] = field(default_factory=list)
    older: list[tuple[str, list[ThreadItem]]] = field(default_factory=list)
    total: int = 0
    last: datetime.date | None = None

    @property
    def older_count(self) -> int:
        return sum(len(items) for _, items in self.older)


def is_over(last: datetime.date, precision: str) -> bool:
    """Return whether a day, month or year is over, in Paris time."""
    today = timezone.localdate()
    if precision == DatePrecision.YEAR:
        return last.year < today.year
    if precision == DatePrecision.MONTH:
        return (last.year, last.month) < (today.year, today.month)
    return last < today


def arrange(items: Iterable[ThreadItem]) -> Thread:
    """Return the `Thread` of items given in any order."""
    ordered = sorted(items, key=lambda item: (item.date, item.title))
    upcoming = [item for item in ordered if item.is_upcoming]
    past = [item for item in reversed(ordered) if not item.is_upcoming][:MAX_ITEMS]
    latest, older = _by_year(past[:SHOWN_PAST]), _by_year(past[SHOWN_PAST:])
    if older and older[0][0] == latest[-1][0]:
        older[0] = (f"{older[0][0]}, suite", older[0][1])
    return Thread(
        upcoming=upcoming[:SHOWN_UPCOMING],
        latest=latest,
        older=older,
        total=len(ordered),
        last=max((item.end or item.date for item in ordered), default=None),
    )


def _by_year(items: list[ThreadItem]) -> list[tuple[str, list[ThreadItem]]]:
    return [(str(year), list(group)) for year, group in groupby(items, lambda item: item.date.year)]
