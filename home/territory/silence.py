"""Pilot territories without news: the last dated item of the thread is older than nine months.

Only the dates are read, in a constant number of queries for all the territories.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Max, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from home.territory.public import visible_links
from hub.core.models import HubPage
from hub.dates import DatePrecision
from hub.territories.models import ProgrammeStep, Territory
from inspiration.models import InitiativeStep

SILENT_AFTER_MONTHS = 9


@dataclass(frozen=True)
class Silence:
    """A pilot territory without news since `last`; None when nothing was ever dated."""

    territory: Territory
    last: date | None

    @property
    def months(self) -> int | None:
        """The number of whole months since `last`."""
        return None if self.last is None else months_since(self.last)


def silent_territories() -> list[Silence]:
    """Return the silent pilot territories, the longest silence first.

    Those that left the programme are not expected to give news.
    """
    today = timezone.localdate()
    present = Q(left_on=None) | Q(left_on__gt=today)
    pilots = {t.pk: t for t in Territory.objects.in_programme().filter(present)}
    last = last_dates(pilots)
    found = [Silence(territory, last.get(pk)) for pk, territory in pilots.items()]
    found = [silence for silence in found if is_silent(silence.last)]
    return sorted(found, key=lambda silence: (silence.last or date.min, silence.territory.slug))


def is_silent(last: date | None) -> bool:
    """Return whether a territory whose last item has this date is silent."""
    return last is None or months_since(last) >= SILENT_AFTER_MONTHS


def months_since(day: date) -> int:
    """Return the number of whole months from `day` to today; negative for a day to come."""
    today = timezone.localdate()
    months = (today.year - day.year) * 12 + today.month - day.month
    return months - 1 if today.day < day.day else months


def last_dates(territories: Iterable[int]) -> dict[int, date]:
    """Return {territory id: date of its last item}, as an anonymous reader sees the items.

    Items to come count: a territory with a date announced is not silent.
    """
    ids = list(territories)
    found: dict[int, date] = {}
    rows = [
        *_dates_of_pages(ids),
        *_dates_of_citing_pages(ids),
        *_dates_of_initiative_steps(ids),
        *_dates_of_programme(ids),
    ]
    for pk, day in rows:
        if day and day > found.get(pk, date.min):
            found[pk] = day
    return found


Rows = Iterable[tuple[int, date | None]]


def _dates_of_pages(ids: list[int]) -> Rows:
    """Return (territory, last date) of the pages of territories and of what they contain."""
    last = Max(Coalesce("page__eventpage__end_date", "page__listed_on"))
    own = visible_links(None).filter(territory__in=ids)
    yield from own.values_list("territory").annotate(last=last)
    inside = visible_links(None).filter(territory__containers__in=ids)
    yield from inside.values_list("territory__containers").annotate(last=last)


def _dates_of_citing_pages(ids: list[int]) -> Rows:
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(Territory),
        to_object_id__in=list(map(str, ids)),
    )
    pairs = [
        (int(pk), int(page)) for pk, page in references.values_list("to_object_id", "object_id")
    ]
    visible = HubPage.objects.visible_to(None).filter(pk__in={page for _, page in pairs})
    dates = dict(visible.values_list("pk", "listed_on"))
    return [(pk, dates.get(page)) for pk, page in pairs]


def _dates_of_initiative_steps(ids: list[int]) -> Rows:
    visible = HubPage.objects.visible_to(None).order_by().values("pk")
    steps = InitiativeStep.objects.filter(page__in=visible).exclude(precision=DatePrecision.UNKNOWN)
    by_territory = steps.filter(page__territory_links__territory__in=ids).order_by()
    return by_territory.values_list("page__territory_links__territory").annotate(last=Max("date"))


def _dates_of_programme(ids: list[int]) -> Rows:
    steps = ProgrammeStep.objects.filter(territory__in=ids).exclude(precision=DatePrecision.UNKNOWN)
    last = Max(Coalesce("end", "start"))
    yield from steps.order_by().values_list("territory").annotate(last=last)
    yield from Territory.objects.filter(pk__in=ids).values_list("pk", F("joined_on"))
