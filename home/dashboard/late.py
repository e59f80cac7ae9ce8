"""Panel of the overdue tasks."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from home.dashboard.rows import SHOWN, Link, Row, TodoPanel, edit_url, editable_ids, may_publish
from home.dashboard.schedule import page_row, scheduled_pages
from hub.agenda.models import EventPage, EventStatus
from hub.core.editing.reports import VERIFICATION_PERIOD, UnverifiedReport
from hub.newsletters.models import NewsletterPage
from inspiration.models import InitiativePage

# The worker publishes within seconds; allow for a restart or an update of the site.
GRACE_PERIOD = timedelta(minutes=30)
# Reports of older events are not expected any more.
REPORT_EXPECTED_FOR = timedelta(days=180)


class LatePanel(TodoPanel):
    """Publications that did not happen, letters and events overdue, case studies to verify."""

    name = "hub_late"
    order = 50
    heading = "En retard"
    icon = "warning"

    @property
    def empty(self) -> str:
        return "Rien n’est en retard." if may_publish(self.request.user) else ""

    def links(self) -> list[Link]:
        if not may_publish(self.request.user):
            return []
        return [
            Link("Pages jamais vérifiées, ou depuis plus d’un an", unverified_url()),
        ]

    def rows(self) -> Iterator[Row]:
        yield from self.missed_publications()
        yield from self.letters()
        yield from self.initiatives()
        yield from self.events()

    def missed_publications(self) -> Iterator[Row]:
        limit = timezone.now() - GRACE_PERIOD
        user = self.request.user
        scheduled = scheduled_pages(user, approved_go_live_at__lt=limit)
        for when, page in scheduled:
            yield page_row(page, "La publication programmée n’a pas eu lieu", when)
        drafts = Page.objects.filter(pk__in=editable_ids(user), live=False, go_live_at__lt=limit)
        drafts = drafts.filter(Q(expire_at=None) | Q(expire_at__gt=timezone.now()))
        drafts = drafts.exclude(pk__in=[page.pk for _, page in scheduled])
        for page in drafts.order_by("-go_live_at")[: SHOWN + 1]:
            note = "La date de mise en ligne est passée, la page est encore un brouillon"
            yield page_row(page, note, page.go_live_at)

    def letters(self) -> Iterator[Row]:
        letters = NewsletterPage.objects.filter(
            pk__in=editable_ids(self.request.user), live=False, date__lt=timezone.localdate()
        )
        letters = letters.filter(first_published_at=None)  # others were unpublished on purpose
        for letter in letters.defer_streamfields().order_by("-date")[: SHOWN + 1]:
            yield page_row(letter, "La date de parution est passée, sans publication", letter.date)

    def events(self) -> Iterator[Row]:
        events = EventPage.objects.past().filter(
            pk__in=editable_ids(self.request.user),
            live=True,
            status=EventStatus.PLANNED,
            recording_url="",
            documents=None,
            last_date__gte=timezone.localdate() - REPORT_EXPECTED_FOR,
        )
        for event in events.order_by("-last_date")[: SHOWN + 1]:
            note = "Passé, sans compte rendu ni enregistrement"
            yield Row(event.title, edit_url(event.pk), event.kind_label, note, event.when)

    def initiatives(self) -> Iterator[Row]:
        """Yield one row for all the initiatives to verify, with a link to the report."""
        if not may_publish(self.request.user):
            return
        limit = timezone.localdate() - VERIFICATION_PERIOD
        count = InitiativePage.objects.filter(
            Q(verified_on=None) | Q(verified_on__lt=limit), live=True
        ).count()
        if count:
            title = f"{count} initiative{'s' if count > 1 else ''} à vérifier"
            url = f"{unverified_url()}?kind={InitiativePage.kind}&status=en-ligne"
            yield Row(title, url, note="Jamais vérifiée, ou depuis plus d’un an")


def unverified_url() -> str:
    return reverse(UnverifiedReport.index_url_name)
