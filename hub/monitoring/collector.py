"""Metrics read when `/metrics` is asked: database, queue, search outbox, worker, disk, checks."""

import shutil
from collections.abc import Iterator

from django.conf import settings
from django.db import Error, connection
from django.db.models import Case, Count, Min, When
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from hub.monitoring.probes import readiness
from hub.search.models import SearchChange
from hub.search.outbox.consumers import consumer_names
from hub.worker.heartbeat import last_beat


class StateCollector(Collector):
    """Collector of the gauges of the site; without the database, those that need none."""

    def collect(self) -> Iterator[Metric]:
        report = readiness()
        checks = GaugeMetricFamily(
            "hub_check", "1 if the check of /healthz/ready passes.", labels=["check"]
        )
        for result in report.results:
            checks.add_metric([result.name], int(result.is_ok))
        yield checks
        yield from disk_space()
        if report.has_database:
            try:
                yield from [*database_metrics(), *queue_metrics(), *outbox_metrics()]
            except Error:  # it went away between the check and the queries
                return


def disk_space() -> Iterator[Metric]:
    """Yield the free and total bytes of the disk of MEDIA_ROOT."""
    try:
        usage = shutil.disk_usage(settings.MEDIA_ROOT)
    except OSError:
        return
    yield GaugeMetricFamily("hub_media_disk_free_bytes", "Free disk space.", usage.free)
    yield GaugeMetricFamily("hub_media_disk_bytes", "Size of the disk.", usage.total)


def database_metrics() -> Iterator[Metric]:
    """Yield the age of the worker's heartbeat, and the connections of a PostgreSQL server."""
    if beat := last_beat():
        age = (timezone.now() - beat).total_seconds()
        help_text = "Age of the last heartbeat of a worker; absent if none ever ran."
        yield GaugeMetricFamily("hub_worker_heartbeat_age_seconds", help_text, max(age, 0))
    if connection.vendor == "postgresql":
        query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        with connection.cursor() as cursor:
            cursor.execute(query)
            count = cursor.fetchone()[0]
        yield GaugeMetricFamily("hub_database_connections", "Open connections.", count)


def queue_metrics() -> Iterator[Metric]:
    """Yield the number of tasks by status, and the age of the oldest one that may start."""
    counts = dict(DBTaskResult.objects.order_by().values_list("status").annotate(Count("pk")))
    tasks = GaugeMetricFamily("hub_tasks", "Tasks of the queue, by status.", labels=["status"])
    for status in TaskResultStatus.values:
        tasks.add_metric([status.lower()], counts.get(status, 0))
    yield tasks
    now = timezone.now()
    # A retried task waits from its next attempt on; `run_after` is in the year 9999 without one.
    since = Case(When(run_after__lte=now, then="run_after"), default="enqueued_at")
    oldest = DBTaskResult.objects.ready().order_by().aggregate(at=Min(since))["at"]
    age = (now - oldest).total_seconds() if oldest else 0
    yield GaugeMetricFamily(
        "hub_task_oldest_seconds", "How long the oldest due task waits.", max(age, 0)
    )


def outbox_metrics() -> Iterator[Metric]:
    """Yield the changes of the search outbox by engine: due, dead, and the age of the oldest."""
    labels = ["engine"]
    waiting = GaugeMetricFamily("hub_search_outbox_waiting", "Changes to send now.", labels=labels)
    dead = GaugeMetricFamily("hub_search_outbox_dead", "Changes given up.", labels=labels)
    oldest = GaugeMetricFamily("hub_search_outbox_oldest_seconds", "Age of one.", labels=labels)
    now = timezone.now()
    for name in consumer_names():
        changes = SearchChange.objects.filter(engine=name)
        due = changes.waiting().filter(due_at__lte=now).aggregate(n=Count("pk"), at=Min("due_at"))
        waiting.add_metric([name], due["n"])
        oldest.add_metric([name], (now - due["at"]).total_seconds() if due["at"] else 0)
        dead.add_metric([name], changes.dead().count())
    yield from (waiting, oldest, dead)
