"""Daily counts of the searches and clicks of readers; no personal data is stored (ADR 17).

Counts are written after the response is sent, with a database timeout of 250 ms; errors are logged
and the count is dropped.
"""

import hashlib
import hmac
import logging
import re
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import connection
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from hub.listing.models import SHOWN_FROM, SearchClick, SearchCount
from hub.proxies import client_address
from hub.search.query import printable, synonym_key

logger = logging.getLogger(__name__)

# Thirteen months, to compare with the same month of the year before.
RETENTION = timedelta(days=396)
# Queries with too few askers are never shown, and are deleted sooner.
UNSHOWN_RETENTION = timedelta(days=31)
# Limits against a client that fills the database or the cache with random queries.
MAX_FORMS_PER_DAY = 5_000
MAX_ASKERS = 1_000
MAX_RANK = 50
BUSY_TIMEOUT_MS = 250

# User agents of robots that identify themselves. The others are few, and a query must have
# `SHOWN_FROM` askers to be shown.
ROBOT_AGENT = re.compile(
    r"bot|crawl|spider|slurp|preview|scan|monitor|check|fetch|headless|archiv|curl|wget|python"
    r"|java/|go-http|okhttp|axios|libwww|httpclient|feed|rss",
    re.IGNORECASE,
)
# E-mail addresses, telephone numbers and file numbers are personal data, and never counted.
PERSONAL_DATA = re.compile(r"@|\d(?:[ .\-/]?\d){6,}")

_after_response = threading.local()


def record_search(request: HttpRequest, *, text: str, results: int) -> None:
    """Count a search after the response is sent.

    `text` is the typed text, `results` the number of results. Call it for the first page of the
    public search only. `is_counted` lists the requests that are ignored.
    """
    text = " ".join(printable(text).lower().split())
    key = synonym_key(text)[: SearchCount._meta.get_field("key").max_length]
    if key and not PERSONAL_DATA.search(text) and is_counted(request):
        origin = _origin(request)
        _run_after_response(lambda: _write_search(key, text, results, origin))


def record_click(request: HttpRequest, *, text: str, rank: int) -> None:
    """Count a click on the result at `rank` (from 1), after the response is sent.

    Clicks for a query that was not counted today are ignored.
    """
    key = synonym_key(printable(text))[: SearchClick._meta.get_field("key").max_length]
    if key and 1 <= rank <= MAX_RANK and is_counted(request):
        _run_after_response(lambda: _write_click(key, rank))


def is_counted(request: HttpRequest) -> bool:
    """Return whether the searches and clicks of a request are counted.

    Ignored: requests with a session cookie, robots, prefetches, and readers who refuse tracking
    (DNT, GPC). The session itself is not read, since the response would then vary on cookies.
    """
    headers = request.headers
    agent = headers.get("User-Agent", "")
    return (
        settings.SESSION_COOKIE_NAME not in request.COOKIES
        and bool(agent)
        and not ROBOT_AGENT.search(agent)
        and "prefetch" not in (headers.get("Sec-Purpose", "") + headers.get("Purpose", ""))
        and headers.get("DNT") != "1"
        and headers.get("Sec-GPC") != "1"
    )


def purge(today: date | None = None) -> int:
    """Delete the counts past their retention period; return the number of deleted rows."""
    today = today or timezone.localdate()
    # As a list: some databases refuse a DELETE that reads its own table.
    shown = list(
        SearchCount.objects.filter(askers__gte=SHOWN_FROM, day__gte=today - RETENTION)
        .values_list("key", flat=True)
        .distinct()
    )
    deleted = 0
    for model in (SearchClick, SearchCount):
        deleted += model.objects.filter(day__lt=today - RETENTION).delete()[0]
        unshown = model.objects.filter(day__lt=today - UNSHOWN_RETENTION).exclude(key__in=shown)
        deleted += unshown.delete()[0]
    return deleted


def connect_signals() -> None:
    """Connect the request signals that write the counts; called once, in `AppConfig.ready`."""
    request_started.connect(_clear_pending, dispatch_uid="hub.listing.statistics")
    request_finished.connect(_write_pending, dispatch_uid="hub.listing.statistics")


def _run_after_response(job: Callable[[], None]) -> None:
    """Queue a function to run when the response of the current request is sent."""
    _after_response.jobs = [*getattr(_after_response, "jobs", ()), job]


def _clear_pending(**kwargs: Any) -> None:
    """Empty the queue, which an interrupted request may have left in this thread."""
    _after_response.jobs = []


def _write_pending(**kwargs: Any) -> None:
    """Run the queued functions."""
    jobs, _after_response.jobs = getattr(_after_response, "jobs", ()), []
    for job in jobs:
        try:
            with _short_busy_timeout():
                job()
        # A failed count must not raise after the response; the query itself is not logged.
        except Exception as error:  # noqa: BLE001
            logger.warning("A search was not counted: %s", type(error).__name__)
    if jobs and not connection.in_atomic_block:
        # The receiver of Django that closes connections ran before this one. In a test, the
        # connection is in a transaction and must stay open.
        connection.close_if_unusable_or_obsolete()


@contextmanager
def _short_busy_timeout() -> Iterator[None]:
    """Lower the lock timeout of SQLite, whose single writer may be an editor's save."""
    if connection.vendor != "sqlite":
        yield
        return
    default_timeout = int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000)
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {default_timeout}")


def _write_search(key: str, text: str, results: int, origin: str) -> None:
    day = timezone.localdate()
    counts = SearchCount.objects.filter(day=day)
    if not counts.filter(key=key, text=text).exists():
        forms_today = counts.count()
        if forms_today >= MAX_FORMS_PER_DAY:
            return
        if not forms_today:
            purge(day)
    askers = _count_askers(day, key, origin)
    SearchCount.objects.add(day, key, text, askers=askers, results=results)


def _write_click(key: str, rank: int) -> None:
    day = timezone.localdate()
    if not SearchCount.objects.filter(day=day, key=key).exists():
        return
    rows = SearchClick.objects.filter(day=day, key=key, rank=rank)
    if not rows.update(clicks=F("clicks") + 1):
        row = SearchClick(day=day, key=key, rank=rank, clicks=1)
        SearchClick.objects.bulk_create([row], ignore_conflicts=True)


def _origin(request: HttpRequest) -> str:
    """Return the address and user agent of a reader; only a keyed hash of it is stored."""
    return f"{client_address(request)}\0{request.META.get('HTTP_USER_AGENT', '')}"


def _count_askers(day: date, key: str, origin: str) -> int:
    """Return a lower bound of the number of readers who asked a query today, this one included.

    The cache holds HMAC digests of (query, reader) under a random secret of the day: they reveal
    neither the reader nor the other queries of the same reader. With one cache per process, each
    process counts some of the readers, and the database keeps the maximum.
    """
    seconds = _seconds_left(day)
    new_secret = secrets.token_bytes(32)
    secret = cache.get_or_set(f"search-askers-{day}", new_secret, seconds) or new_secret
    # The cache key depends on the secret, so that a new secret starts a new count.
    name = f"search-askers-{_keyed_hash(secret, key).hex()}"
    digest = _keyed_hash(secret, f"{key}\0{origin}")[:8]
    seen = cache.get(name, frozenset())
    if digest not in seen and len(seen) < MAX_ASKERS:
        seen |= {digest}
        cache.set(name, seen, seconds)
    return len(seen)


def _keyed_hash(secret: bytes, text: str) -> bytes:
    """Return the HMAC-SHA256 of a text, 32 bytes."""
    return hmac.digest(secret, text.encode("utf-8", "replace"), hashlib.sha256)


def _seconds_left(day: date) -> int:
    """Return the seconds until the end of a day in the current time zone, at least 1."""
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    return max(int((end - timezone.now()).total_seconds()), 1)
