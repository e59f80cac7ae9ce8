"""Panel of the scheduled publications and coming events."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page, Revision

from home.dashboard.rows import (
    SHOWN,
    Link,
    Row,
    TodoPanel,
    edit_url,
    editable_ids,
    format_day,
    kind_of,
    may_publish,
)
from hub.agenda.models import EventPage
from hub.agenda.viewsets import EventListing
from hub.core.editing.page_lists import listing_url
from hub.newsletters.models import NewsletterPage

# Period covered for events.
LOOK_AHEAD = timedelta(days=60)


class SchedulePanel(TodoPanel):
    """Scheduled publications and expiries, letters with a date, events to come."""

    name = "hub_schedule"
    order = 40
    heading = "Ce qui paraît, et quand"
    icon = "calendar-alt"

    @property
    def empty(self) -> str:
        if not may_publish(self.request.user):
            return ""
        return "Rien de programmé ni d’annoncé dans les deux mois qui viennent."

    def links(self) -> list[Link]:
        return [Link("Tout l’agenda", listing_url(EventListing.model))]

    def rows(self) -> list[Row]:
        dated = [*self.publications(), *self.expiries(), *self.letters(), *self.events()]
        return [row for _, row in sorted(dated, key=lambda pair: pair[0])][: SHOWN + 1]

    def publications(self) -> Iterator[tuple[datetime, Row]]:
        for when, page in scheduled_pages(
            self.request.user, approved_go_live_at__gt=timezone.now()
        ):
            yield when, page_row(page, "Publication programmée", when)

    def expiries(self) -> Iterator[tuple[datetime, Row]]:
        pages = self.pages().filter(live=True, expire_at__gt=timezone.now())
        for page in pages.order_by("expire_at")[: SHOWN + 1]:
            yield page.expire_at, page_row(page, "Dépublication programmée", page.expire_at)

    def letters(self) -> Iterator[tuple[datetime, Row]]:
        letters = NewsletterPage.objects.filter(
            pk__in=editable_ids(self.request.user), live=False, date__gte=timezone.localdate()
        )
        for letter in letters.defer_streamfields().order_by("date")[: SHOWN + 1]:
            yield at_midnight(letter.date), page_row(letter, "Lettre à publier", letter.date)

    def events(self) -> Iterator[tuple[datetime, Row]]:
        today = timezone.localdate()
        events = EventPage.objects.filter(
            pk__in=editable_ids(self.request.user),
            live=True,
            start_date__range=(today, today + LOOK_AHEAD),
        )
        for event in events.order_by("start_date")[: SHOWN + 1]:
            yield (
                at_midnight(event.start_date),
                Row(
                    event.title,
                    edit_url(event.pk),
                    kind_of(event),
                    event.get_status_display(),
                    event.when,
                ),
            )

    def pages(self) -> QuerySet[Page]:
        return Page.objects.filter(pk__in=editable_ids(self.request.user))


def scheduled_pages(user: User, **dates: datetime) -> list[tuple[datetime, Page]]:
    """Return (publication date, page) of the approved revisions that match the lookups `dates`.

    The pages are restricted to those that the user may edit, and to `SHOWN` + 1.
    """
    revisions = Revision.page_revisions.filter(**dates).order_by("approved_go_live_at")
    times = {
        int(pk): when for pk, when in revisions.values_list("object_id", "approved_go_live_at")
    }
    pages = Page.objects.filter(pk__in=editable_ids(user)).in_bulk(list(times))
    found = [(when, pages[pk]) for pk, when in times.items() if pk in pages]
    return found[: SHOWN + 1]


def page_row(page: Page, note: str, when: date | datetime) -> Row:
    return Row(
        page.draft_title or page.title, edit_url(page.pk), kind_of(page), note, format_day(when)
    )


def at_midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
