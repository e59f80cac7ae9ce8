"""Real worker processes: killed, stopped, several at once."""

import signal
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from hub.worker.models import Heartbeat, JobState
from tests.factories import ResourcePageFactory
from tests.worker.site import ALIAS, PATIENCE_SECONDS, Shared, kill, terminate

TASKS = 12
KILLS = 3
SCHEDULED = 6


def has_lines(site: Shared, count: int) -> bool:
    return len(site.lines()) >= count


def has_rows(query: QuerySet[Any], count: int) -> bool:
    return query.count() >= count


def is_done_without_delays(site: Shared) -> bool:
    """Return whether every task has succeeded; those to retry are made due."""
    site.make_due()
    return not site.tasks.exclude(status="SUCCESSFUL").exists()


def test_workers_killed_at_any_instant_lose_nothing(site: Shared) -> None:
    for number in range(TASKS):
        site.enqueue("write_slowly", str(site.notes), str(number), 0.1)
    for kills in range(1, KILLS + 1):
        process = site.start()
        # Once while a task begins, once between two tasks or so, once at the end of a task.
        wanted = 2 * kills * TASKS // (KILLS + 2) + kills % 2
        site.wait_for(partial(has_lines, site, wanted))
        kill(process)
        site.forget_time()
    process = site.start()
    site.wait_for(partial(is_done_without_delays, site))
    assert terminate(process) == 0
    ends = [line for line in site.lines() if line.endswith("ends")]
    assert set(ends) == {f"{number} ends" for number in range(TASKS)}
    # Only a task that was running can have run twice.
    assert len(site.lines()) - 2 * TASKS <= 2 * KILLS
    assert sum(len(row.worker_ids) > 1 for row in site.tasks) <= KILLS


@pytest.fixture
def scheduled_pages(transactional_db: None, site_tree: None) -> list[int]:
    """Return the ids of pages whose time has come; requested before `site`, which copies them."""
    start = timezone.now() - timedelta(hours=1)
    with time_machine.travel(start, tick=False):
        pages = [ResourcePageFactory(live=False) for _ in range(SCHEDULED)]
        for page in pages:
            page.go_live_at = start + timedelta(minutes=1)
            page.save_revision().publish()
    return [page.pk for page in pages]


def test_a_page_is_published_once_by_workers_that_are_killed(
    scheduled_pages: list[int], site: Shared
) -> None:
    published = PageLogEntry.objects.using(ALIAS).filter(action="wagtail.publish.scheduled")
    for wanted in (1, 3):
        process = site.start("publish_scheduled")
        site.wait_for(partial(has_rows, published, wanted))
        kill(process)
        site.forget_time()
        JobState.objects.using(ALIAS).update(tried_at=None)
    process = site.start("publish_scheduled")
    live = Page.objects.using(ALIAS).filter(pk__in=scheduled_pages, live=True)
    site.wait_for(lambda: live.count() == SCHEDULED)
    assert terminate(process) == 0
    assert sorted(published.values_list("page_id", flat=True)) == sorted(scheduled_pages)


def test_two_workers_share_the_tasks(site: Shared) -> None:
    processes = [site.start(), site.start()]
    site.wait_for(lambda: Heartbeat.objects.using(ALIAS).count() == 2)
    for number in range(TASKS):
        site.enqueue("write_slowly", str(site.notes), str(number), 0.2)
    site.wait_for(lambda: not site.tasks.exclude(status="SUCCESSFUL").exists())
    assert [terminate(process) for process in processes] == [0, 0]
    assert sorted(site.lines()) == sorted(
        f"{number} {moment}" for number in range(TASKS) for moment in ("begins", "ends")
    )
    workers = [row.worker_ids for row in site.tasks]
    assert all(len(ids) == 1 for ids in workers)
    assert len({ids[0] for ids in workers}) == 2


def test_a_worker_that_is_stopped_finishes_its_task(site: Shared) -> None:
    site.enqueue("write_slowly", str(site.notes), "un", 2.0)
    site.enqueue("write_slowly", str(site.notes), "deux", 2.0)
    process = site.start()
    site.wait_for(site.lines)
    assert terminate(process) == 0
    assert site.lines() == ["un begins", "un ends"]
    assert sorted(site.tasks.values_list("status", flat=True)) == ["READY", "SUCCESSFUL"]
    assert Heartbeat.objects.using(ALIAS).get().stopped_at is not None


def test_a_worker_stopped_twice_gives_its_task_back(site: Shared) -> None:
    site.enqueue("write_slowly", str(site.notes), "un", 60.0)
    process = site.start()
    site.wait_for(site.lines)
    process.send_signal(signal.SIGTERM)
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE_SECONDS) == 0
    row = site.tasks.get()
    assert (row.status, row.worker_ids) == ("READY", [])


def test_a_task_that_kills_its_worker_is_tried_again(site: Shared) -> None:
    site.enqueue("kill_the_first_worker", str(site.notes))
    assert site.start().wait(PATIENCE_SECONDS) == -9
    assert site.tasks.get().status == "RUNNING"
    site.forget_time()
    process = site.start()
    site.wait_for(partial(is_done_without_delays, site))
    assert terminate(process) == 0
    assert site.lines() == ["killed", "done"]
    assert len(site.tasks.get().worker_ids) == 2
