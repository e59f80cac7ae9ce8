"""« Dans le programme »: the phases of a territory and how far they are."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from home.territory.sources import step_url
from home.territory.thread import is_over
from hub.dates import DatePrecision, format_period
from hub.people.models import PersonFunction
from hub.territories.models import DelegationMember, ProgrammePhase, ProgrammeStep, Territory


@dataclass(frozen=True)
class Phase:
    """A step of the programme; `state` is « fait », « en cours », « à venir », or empty.

    The state is empty for a step without a known date: nothing is guessed.
    """

    label: str
    when: str
    state: str
    text: str
    url: str


@dataclass(frozen=True)
class Member:
    """A person of the delegation: `function` is their role in it, or their current function.

    `email` is empty unless the person shows it.
    """

    name: str
    function: str
    email: str


def phases_of(
    territory: Territory, steps: list[ProgrammeStep], request: HttpRequest
) -> list[Phase]:
    """Return the phases of `territory` among `steps`, in the order of their dates.

    A step without a date stays after the one that the editor put before it.
    """
    own = [step for step in steps if step.territory_id == territory.pk]
    known: list[tuple[date, ProgrammeStep]] = []
    last = date.min
    for step in own:
        last = step.start or step.end or last
        known.append((last, step))
    known.sort(key=lambda pair: pair[0])
    return [
        Phase(
            label=step.get_phase_display(),
            when=format_period(step.start, step.end, step.precision),
            state=state_of(step, territory),
            text=step.text,
            url=step_url(step, request),
        )
        for _, step in known
    ]


def state_of(step: ProgrammeStep, territory: Territory) -> str:
    """Return « fait », « en cours » or « à venir » by the dates of a step; empty without a date.

    The support (« accompagnement ») without an end lasts until the territory leaves.
    """
    first, last = step.start or step.end, step.end or step.start
    if first is None or last is None or step.precision == DatePrecision.UNKNOWN:
        return ""
    today = timezone.localdate()
    if first > today and not (step.start is None and step.end):
        return "à venir"
    if step.phase == ProgrammePhase.SUPPORT and step.end is None:
        left = territory.left_on
        return "fait" if left and left < today else "en cours"
    return "fait" if is_over(last, step.precision) else "en cours"


def delegation_of(territory: Territory) -> list[Member]:
    """Return the members of the delegation, with their function today."""
    members = list(
        DelegationMember.objects.filter(territory=territory, person__erased_at=None)
        .select_related("person")
        .order_by("sort_order")
    )
    functions = PersonFunction.objects.filter(
        person__in=[member.person_id for member in members], end=None
    )
    titles: dict[int, str] = {}
    for function in functions:
        titles.setdefault(function.person_id, function.title)
    return [
        Member(
            member.person.name,
            member.role or titles.get(member.person_id, ""),
            member.person.public_email,
        )
        for member in members
    ]
