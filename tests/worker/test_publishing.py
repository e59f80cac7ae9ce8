"""Scheduled publication and expiry, by the job of the worker."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from hub.worker import publishing
from inspiration.models import ResourcePage
from tests.factories import ResourcePageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

MINUTE = timedelta(minutes=1)


def scheduled(**dates: object) -> ResourcePage:
    """Return a draft scheduled at `go_live_at`, with the given dates."""
    page = ResourcePageFactory(live=False)
    for name, date in dates.items():
        setattr(page, name, date)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def test_a_page_appears_then_disappears_in_time() -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        page = scheduled(go_live_at=now + MINUTE, expire_at=now + 2 * MINUTE)
        assert not page.live
        assert not publishing.is_due()
        clock.shift(MINUTE + timedelta(seconds=1))
        assert publishing.is_due()
        publishing.publish_due()
        page.refresh_from_db()
        assert page.live
        assert not publishing.is_due()
        clock.shift(MINUTE)
        assert publishing.is_due()
        publishing.publish_due()
        page.refresh_from_db()
        assert (page.live, page.expired) == (False, True)
        assert not publishing.is_due()
    actions = PageLogEntry.objects.filter(page=page.pk).values_list("action", flat=True)
    assert {"wagtail.publish.scheduled", "wagtail.unpublish.scheduled"} <= set(actions)


def test_nothing_due_takes_one_query(django_assert_num_queries: Callable[..., object]) -> None:
    scheduled(go_live_at=timezone.now() + MINUTE)
    with django_assert_num_queries(1):
        assert not publishing.is_due()


def test_a_page_that_fails_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        broken = scheduled(go_live_at=now + MINUTE)
        good = scheduled(go_live_at=now + 2 * MINUTE)
        clock.shift(3 * MINUTE)
        publish = ResourcePage.publish

        def publish_or_fail(self: ResourcePage, *args: object, **kwargs: object) -> None:
            if self.pk == broken.pk:
                raise ValueError("en panne")
            publish(self, *args, **kwargs)

        monkeypatch.setattr(ResourcePage, "publish", publish_or_fail)
        with pytest.raises(publishing.SchedulingError, match="en panne"):
            publishing.publish_due()
        assert list(Page.objects.filter(pk__in=[broken.pk, good.pk], live=True)) == [
            Page.objects.get(pk=good.pk)
        ]
        monkeypatch.undo()
        publishing.publish_due()
        broken.refresh_from_db()
        assert broken.live


def test_an_incomplete_page_is_unscheduled_and_stays_a_draft() -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        page = scheduled(go_live_at=now + MINUTE)
        revision = page.latest_revision
        revision.content["title"] = ""
        revision.save()
        clock.shift(2 * MINUTE)
        publishing.publish_due()
        page.refresh_from_db()
        assert not page.live
        assert not publishing.is_due()
