"""The sources of the thread of a territory: pages, steps of initiatives, steps of the programme.

Each is read in one query, whatever its length.
"""

import re
from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from wagtail.models import Page, ReferenceIndex

from home.territory.thread import MAX_ITEMS, Thread, ThreadItem, arrange
from hub.agenda.models import EventPage, EventStatus
from hub.core.models import HubPage
from hub.core.site.visibility import is_visible
from hub.core.story.fragments import Fragment
from hub.core.values.sentences import AFTER, excerpt
from hub.dates import DatePrecision
from hub.territories.models import ProgrammeStep, Territory
from inspiration.models import InitiativePage, InitiativeStep

# Id of a block in the path of a reference, « rubriques.<id>.content.<id>.territory ».
BLOCK_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
# Upcoming and past items come from one list of pages: more than are shown.
MAX_PAGES = MAX_ITEMS + 20
STEPS_ANCHOR = "demarche"
QUOTED_CHARACTERS = 80


def thread_of(
    territory: Territory,
    request: HttpRequest,
    fragments: list[Fragment],
    steps: list[ProgrammeStep],
) -> Thread:
    """Return the `Thread` of a territory, as `request` may see it.

    `fragments` are its quotations already read, shown with the letter that holds them; `steps` are
    those of `programme_steps_of`.
    """
    anchors = citing_anchors(territory)
    pages = list(thread_pages(territory, request, anchors))
    # A step and the event that tells it are one item: the step, with a link to the event.
    told = {(step.page_id, step.start) for step in steps if step.page_id}
    listed = [page for page in pages if (page.pk, page.listed_on) not in told]
    items = [
        *page_items(listed, request, anchors, {part.page.pk: part for part in fragments}),
        *initiative_items(pages, request),
        *programme_items(territory, steps, request),
    ]
    return arrange(items)


def citing_anchors(territory: Territory) -> dict[int, str]:
    """Return {page id: anchor of the first block that cites `territory`}, from the index.

    The anchor is that of `hub.core.story.walking`, « b-<block id> »; empty outside a block.
    """
    page_type = ContentType.objects.get_for_model(Page)
    references = ReferenceIndex.get_references_to(territory).filter(base_content_type=page_type)
    found: dict[int, str] = {}
    for pk, path in references.order_by("pk").values_list("object_id", "content_path"):
        ids = BLOCK_ID.findall(path)
        anchor = f"b-{ids[-1]}" if ids else ""
        found[int(pk)] = found.get(int(pk)) or anchor
    return found


def thread_pages(
    territory: Territory, request: HttpRequest, anchors: dict[int, str]
) -> QuerySet[HubPage]:
    """Return the dated pages of a territory, or that cite it, latest first."""
    inside = HubPage.objects.in_territories(Territory.objects.within(territory))
    pages = HubPage.objects.visible_to(request).exclude(listed_on=None)
    about = pages.filter(Q(pk__in=inside.values("pk")) | Q(pk__in=list(anchors)))
    # The stored copies of events and initiatives say their precision, end and status.
    about = about.annotate(
        event_precision=F("eventpage__precision"),
        event_end=F("eventpage__end_date"),
        event_status=F("eventpage__status"),
    )
    return about.order_by(F("listed_on").desc(), "title")[:MAX_PAGES]


def page_items(
    pages: list[HubPage],
    request: HttpRequest,
    anchors: dict[int, str],
    fragments: dict[int, Fragment],
) -> Iterator[ThreadItem]:
    for page in pages:
        model = page.specific_class
        fragment = fragments.get(page.pk)
        anchor = fragment.anchor if fragment else anchors.get(page.pk, "")
        url = page.get_url(request) or ""
        is_event = model is EventPage
        moved = is_event and page.event_status != EventStatus.PLANNED
        yield ThreadItem(
            label=model.kind_label,
            title=page.title,
            date=page.listed_on,
            precision=(page.event_precision if is_event else "") or DatePrecision.DAY,
            end=page.event_end if is_event else None,
            url=f"{url}#{anchor}" if anchor else url,
            text=quoted(fragment) if fragment else "",
            note=EventStatus(page.event_status).label if moved else "",
            is_publication=not is_event,
        )


def quoted(fragment: Fragment) -> str:
    """Return the speaker and the first sentences; quotation marks around whole ones only."""
    words = excerpt(fragment.words, QUOTED_CHARACTERS)
    if fragment.is_quotation and not words.endswith(AFTER):
        words = f"«\u00a0{words}\u00a0»"
    return f"{fragment.speech.attribution}\u00a0: {words}"


def initiative_items(pages: list[HubPage], request: HttpRequest) -> Iterator[ThreadItem]:
    """Yield the dated steps of the initiatives among `pages`."""
    initiatives = {page.pk: page for page in pages if page.specific_class is InitiativePage}
    steps = InitiativeStep.objects.filter(page__in=initiatives, date__isnull=False)
    for step in steps.exclude(precision=DatePrecision.UNKNOWN):
        page = initiatives[step.page_id]
        yield ThreadItem(
            label="Étape d’une initiative",
            title=step.title,
            date=step.date,
            precision=step.precision,
            url=f"{page.get_url(request) or ''}#{STEPS_ANCHOR}",
            text=page.title,
        )


def programme_steps_of(territory: Territory) -> list[ProgrammeStep]:
    """Return the steps of a territory and of those that it contains, with their pages."""
    steps = ProgrammeStep.objects.filter(territory__in=Territory.objects.within(territory))
    return list(steps.select_related("territory", "page").order_by("territory", "sort_order"))


def programme_items(
    territory: Territory, steps: list[ProgrammeStep], request: HttpRequest
) -> Iterator[ThreadItem]:
    """Yield the entry in the programme, the exit, and the dated steps of `steps`."""
    for day, title in (
        (territory.joined_on, "Entrée dans le programme"),
        (territory.left_on, "Sortie du programme"),
    ):
        if day:
            yield ThreadItem("Programme", title, day, url="#programme")
    for step in steps:
        first = step.start or step.end
        if first is None or step.precision == DatePrecision.UNKNOWN:
            continue
        own = step.territory_id == territory.pk
        label = step.get_phase_display()
        yield ThreadItem(
            label="Programme" if own else f"Programme, {step.territory.name}",
            title=label,
            date=first,
            precision=step.precision,
            end=step.end,
            url=step_url(step, request) or ("#programme" if own else step.territory.url),
            text=step.text,
        )


def step_url(step: ProgrammeStep, request: HttpRequest) -> str:
    """Return the URL of the page that tells a step; empty when it is hidden or missing."""
    return step.page.get_url(request) or "" if is_visible(step.page, request) else ""
