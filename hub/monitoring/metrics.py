"""Metrics of requests, in the Prometheus format; the labels are closed sets.

With several web processes, each writes its values in the folder PROMETHEUS_MULTIPROC_DIR, and the
one that answers `/metrics` adds them up (prometheus_client, multiprocess mode).
"""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from hub.monitoring.collector import StateCollector

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

disable_created_metrics()
# In the multiprocess mode, a metric writes its file when it is created.
if settings.METRICS_FOLDER:
    Path(settings.METRICS_FOLDER).mkdir(parents=True, exist_ok=True)

_process_registry = CollectorRegistry()
REQUESTS = Counter(
    "hub_http_requests",
    "Requests, by family of views and status.",
    ["view", "status"],
    registry=_process_registry,
)
SECONDS = Histogram(
    "hub_http_request_seconds",
    "Duration of requests, by family of views.",
    ["view"],
    buckets=BUCKETS,
    registry=_process_registry,
)
QUERIES = Counter(
    "hub_database_queries",
    "Database queries of requests, by family of views.",
    ["view"],
    registry=_process_registry,
)


@dataclass(frozen=True)
class RequestFigures:
    """What is measured of a request; `view` is its family (hub.monitoring.families)."""

    view: str
    status: int
    seconds: float
    queries: int


def observe(figures: RequestFigures) -> None:
    """Add a request to the metrics of this process."""
    REQUESTS.labels(figures.view, str(figures.status)).inc()
    SECONDS.labels(figures.view).observe(figures.seconds)
    QUERIES.labels(figures.view).inc(figures.queries)


def exposition() -> bytes:
    """Return all metrics as text (Prometheus text format 0.0.4)."""
    answer = CollectorRegistry()
    answer.register(StateCollector())
    if settings.METRICS_FOLDER:
        MultiProcessCollector(answer, path=settings.METRICS_FOLDER)
        return generate_latest(answer)
    ProcessCollector(namespace="hub", registry=answer)
    return generate_latest(_process_registry) + generate_latest(answer)
