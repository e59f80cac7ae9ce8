"""What the template of the page of a territory shows."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.admin.utils import quote
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from home.territory.programme import Member, Phase, delegation_of, phases_of
from home.territory.relatives import contents_of, linked_parents_of
from home.territory.silence import is_silent, months_since
from home.territory.sources import programme_steps_of, thread_of
from home.territory.thread import Thread
from hub.agenda.models import EventPage
from hub.core.models import HubPage
from hub.core.site.metadata import site_root
from hub.core.site.visibility import is_visible
from hub.core.story.fragments import fragments_about
from hub.listing.listing import Listing
from hub.listing.nearness import Nearness
from hub.listing.overview import groups_by_kind
from hub.newsletters.models import NewsletterPage
from hub.people.models import PersonFunction
from hub.territories.models import DelegationMember, ProgrammeAlly, ProgrammeStep, Territory
from hub.territories.strata import stratum_of

SHOWN_ALIKE = 4
# Kinds whose pages are all dated facts: the thread shows them, without groups of their own.
IN_THREAD = (NewsletterPage, EventPage)
CHANGE_RIGHT = "territories.change_territory"
EDIT_URL_NAME = "wagtailsnippets_territories_territory:edit"


@dataclass(frozen=True)
class Programme:
    """The place of a territory in the programme."""

    phases: list[Phase]
    delegation: list[Member]
    allies: list[ProgrammeAlly]
    project_url: str


def territory_context(territory: Territory, listing: Listing) -> dict[str, Any]:
    """Return the context of the page of `territory`.

    A filtered list shows the facts and the results; the unfiltered one shows everything.
    """
    request = listing.request
    within = HubPage.objects.in_territories(Territory.objects.within(territory))
    pages = within.not_exact_type(*IN_THREAD)
    facts = {
        "territory": territory,
        "stratum": stratum_of(territory),
        "parents": linked_parents_of(territory, request),
        "listing": listing,
        "groups": [group for group in groups_by_kind(listing, pages) if group.cards],
    }
    if not listing.is_plain:
        return facts
    steps = programme_steps_of(territory)
    fragments = fragments_about(territory, request)
    thread = thread_of(territory, request, fragments, steps)
    return facts | {
        "contents": contents_of(territory, request),
        "people": people_of(territory),
        "programme": programme_of(territory, steps, request),
        "thread": thread,
        "fragments": fragments,
        "alike": Nearness(territory, request).closest(SHOWN_ALIKE),
        "follow": follow_links(listing),
        "editing": editing_notice(territory, thread, request),
    }


def people_of(territory: Territory) -> QuerySet[PersonFunction]:
    """Return the functions held now in a territory, with their people, the delegation left out."""
    functions = PersonFunction.objects.filter(territory=territory, end=None, person__erased_at=None)
    delegation = DelegationMember.objects.filter(territory=territory).values("person")
    others = functions.exclude(person__in=delegation)
    return others.select_related("person", "organisation").order_by("person__name")


def programme_of(
    territory: Territory, steps: list[ProgrammeStep], request: HttpRequest
) -> Programme | None:
    """Return the place of a territory in the programme; None when nothing is said of it."""
    if not territory.in_programme:
        return None
    page = territory.project_page
    found = Programme(
        phases=phases_of(territory, steps, request),
        delegation=delegation_of(territory),
        allies=list(
            ProgrammeAlly.objects.filter(territory=territory)
            .select_related("organisation")
            .order_by("sort_order")
        ),
        project_url=(page.get_url(request) or "") if is_visible(page, request) else "",
    )
    said = (territory.cohort, territory.joined_on, territory.left_on, territory.project)
    return found if any((*said, *vars(found).values())) else None


def follow_links(listing: Listing) -> dict[str, str]:
    """Return {« rss », « ics », « webcal »: URL} of the feed and of the calendar of a list.

    A `webcal:` link opens a calendar program, which then follows the address.
    """
    urls = {known["name"]: known["url"] for known in listing.formats}
    host = urlsplit(site_root(listing.request)).netloc
    found = {name: urls[name] for name in ("rss", "ics") if name in urls}
    if "ics" in found and host:
        found["webcal"] = f"webcal://{host}{found['ics']}"
    return found


def editing_notice(
    territory: Territory, thread: Thread, request: HttpRequest
) -> dict[str, Any] | None:
    """Return what the page tells the editors of the territory; None for any other reader.

    `months` without news, None without any dated item; `is_silent` for a pilot territory. The
    session is not read when the reader has none, so that public responses do not depend on it.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    if not request.user.has_perm(CHANGE_RIGHT):
        return None
    left = territory.left_on is not None
    return {
        "url": reverse(EDIT_URL_NAME, args=[quote(territory.pk)]),
        "is_silent": territory.in_programme and not left and is_silent(thread.last),
        "months": None if thread.last is None else months_since(thread.last),
    }
