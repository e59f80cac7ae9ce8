"""Proposals of events from the dates of a letter, created when an editor accepts them.

The agenda is a sibling application: its models are loaded by name.
"""

from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - `date` is a date as the letter writes it
from datetime import time

from django.apps import apps
from django.contrib.auth.models import AbstractUser
from django.utils.html import escape
from wagtail.models import Page

from hub.backoffice.dates.reading import NotReadError, read_time
from hub.core.importing.rights import may_add_under
from hub.core.models import PageTerritory, TerritoryRole
from hub.dates import DatePrecision
from hub.newsletters.importing.builder.agenda import KnownEvents, agenda, event_key, kind_choices
from hub.newsletters.importing.builder.decisions import EventChoice
from hub.newsletters.importing.builder.markup import shortened
from hub.newsletters.importing.builder.territories import TerritoryMatches
from hub.newsletters.importing.parsed import ParsedDate, ParsedLetter, ParsedRubrique

DEFAULT_KIND = "rencontre"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A date that may become an event; `page` is the id of the event already created from it.

    `candidates` are the existing events that may be the same.
    """

    key: str
    date: ParsedDate
    rubrique: str
    place: str
    title: str
    kind: str
    page: int | None = None
    candidates: tuple[Page, ...] = ()

    @property
    def asks_year(self) -> bool:
        """Whether the editor must give the year, which the letter does not give."""
        return self.date.precision != "count" and self.date.year is None


def proposals_of(letter: ParsedLetter, made: dict[str, int] | None = None) -> list[Proposal]:
    """Return the dates that may be events: those of « À suivre », then in reading order.

    `made` are the ids of the events created by earlier imports, by key.
    """
    made = made or {}
    labels = dict(kind_choices())
    known = KnownEvents(letter.dates)
    proposals = []
    for date in letter.dates:
        rubrique = _rubrique(letter, date)
        place = _place(letter, date)
        kind = date.kind if date.kind in labels else DEFAULT_KIND
        title = labels.get(date.kind, "")
        if title and place:
            title = f"{title}, {place}"
        key = event_key(date)
        name = rubrique.name if rubrique else ""
        same = () if key in made else known.matching(date, kind)
        proposals.append(Proposal(key, date, name, place, title, kind, made.get(key), same))
    upcoming = {r.name for r in letter.rubriques if r.key == "a-suivre"}
    unique = {proposal.key: proposal for proposal in proposals}
    return sorted(unique.values(), key=lambda p: p.rubrique not in upcoming)


def dates_of(date: ParsedDate, year: int | None) -> tuple[Date | None, Date | None, str]:
    """Return (first day, last day or None, precision); `year` is used for a date without one.

    Raise `ValueError` for 29 February in a common year.
    """
    year = date.year or year
    if date.precision == "count" or not year:
        return None, None, DatePrecision.UNKNOWN
    if date.month is None:
        return Date(year, 1, 1), None, DatePrecision.YEAR
    if date.day is None:
        return Date(year, date.month, 1), None, DatePrecision.MONTH
    start = Date(year, date.month, date.day)
    end = None
    if date.end_day and date.end_month:
        # « du 30 décembre au 2 janvier » ends in the next year.
        end = Date(year + (date.end_month < date.month), date.end_month, date.end_day)
    return start, end, DatePrecision.DAY


def create_events(
    proposals: list[Proposal],
    choices: dict[str, EventChoice],
    territories: TerritoryMatches,
    user: AbstractUser | None = None,
) -> dict[str, int]:
    """Create a draft event for each chosen date without one; return {key: page id}.

    Dates linked to an existing event are in the result too.
    """
    made = {}
    model, parent = apps.get_model("agenda", "EventPage"), agenda()
    may_create = parent and may_add_under(user, parent)
    for proposal in proposals:
        choice = choices.get(proposal.key)
        if choice is None or proposal.page or parent is None:
            continue
        if choice.pk:
            if model.objects.filter(pk=choice.pk).exists():
                made[proposal.key] = choice.pk
            continue
        if not may_create:
            continue
        start, end, precision = dates_of(proposal.date, choice.year)
        page = model(
            title=shortened(choice.title, model._meta.get_field("title").max_length),
            event_kind=choice.kind,
            start_date=start,
            end_date=end,
            precision=precision,
            start_time=_time(proposal.date.time) if precision == DatePrecision.DAY else None,
            description=f"<p>{escape(proposal.date.sentence)}</p>",
            live=False,
            owner=user,
        )
        if proposal.date.precision == "count":
            page.duration_label = shortened(proposal.date.text, 80)
        if territory := territories.territory(proposal.place):
            page.place = territory.name
            page.territory_links = [
                PageTerritory(territory_id=territory.pk, role=TerritoryRole.PLACE)
            ]
        parent.add_child(instance=page)
        page.save_revision(user=user, log_action=True, clean=False)
        made[proposal.key] = page.pk
    return made


def _time(written: str) -> time | None:
    try:
        return read_time(written)
    except NotReadError:
        return None


def _rubrique(letter: ParsedLetter, date: ParsedDate) -> ParsedRubrique | None:
    """Return the rubrique that contains a date, None in the introduction."""
    before = [r for r in letter.rubriques if r.span.start <= date.span.start]
    return before[-1] if before else None


def _place(letter: ParsedLetter, date: ParsedDate) -> str:
    """Return the place of the speaker whose answer contains the date, or ""."""
    for interview in letter.interviews:
        for answer in interview.answers:
            if answer.span.start <= date.span.start <= answer.span.end:
                return answer.place
    return ""
