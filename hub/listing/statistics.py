"""What readers ask and open, as daily counts: nothing of who they are is ever written (ADR 17).

Counting costs a reader nothing: it happens once the response is sent, waits a quarter of a second
at most for the database, and what fails is left uncounted.
"""

import hashlib
import hmac
import logging
import re
import secrets
import threading
from contextlib import contextmanager
from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import connection
from django.db.models import F
from django.utils import timezone

from hub.listing.models import SHOWN_FROM, SearchClick, SearchCount
from hub.search.query import printable, synonym_key

logger = logging.getLogger(__name__)

# Thirteen months: the same month of the year before stays in sight.
KEPT = timedelta(days=396)
# What too few people asked is not shown: no reason to keep it longer.
UNSHOWN_KEPT = timedelta(days=31)
# Nobody can fill the database by asking nonsense.
FORMS_PER_DAY = 5_000
MOST_ASKERS = 1_000
DEEPEST_RANK = 50
WAIT_MILLISECONDS = 250

# Robots that say so; those that do not are few, and three must agree for a question to be shown.
ROBOT = re.compile(
    r"bot|crawl|spider|slurp|preview|scan|monitor|check|fetch|headless|archiv|curl|wget|python"
    r"|java/|go-http|okhttp|axios|libwww|httpclient|feed|rss",
    re.IGNORECASE,
)
# An address of e-mail, a telephone or a file number: no question about the site's subject.
PERSONAL = re.compile(r"@|\d(?:[ .\-/]?\d){6,}")

_after_response = threading.local()


def record_search(request, *, text, results):
    """Count a search, once the response is sent.

    `text` is what was typed, `results` how many results there are. To be called for the first page
    of the public search only. Not counted: robots, pages fetched before they are asked for, whoever
    asks not to be tracked, whoever may have an account.
    """
    text = " ".join(printable(text).lower().split())
    key = synonym_key(text)[: SearchCount._meta.get_field("key").max_length]
    if key and not PERSONAL.search(text) and is_counted(request):
        origin = _origin(request)
        _later(lambda: _write_search(key, text, results, origin))


def record_click(request, *, text, rank):
    """Count that the result of rank `rank` (from 1) was opened, once the response is sent.

    A question that nobody asked today counts for nothing.
    """
    key = synonym_key(printable(text))[: SearchClick._meta.get_field("key").max_length]
    if key and 1 <= rank <= DEEPEST_RANK and is_counted(request):
        _later(lambda: _write_click(key, rank))


def is_counted(request):
    """Tell whether what a request asks goes into the counts.

    The session is not read: that would make a public page depend on cookies.
    """
    headers = request.headers
    agent = headers.get("User-Agent", "")
    return (
        settings.SESSION_COOKIE_NAME not in request.COOKIES
        and bool(agent)
        and not ROBOT.search(agent)
        and "prefetch" not in (headers.get("Sec-Purpose", "") + headers.get("Purpose", ""))
        and headers.get("DNT") != "1"
        and headers.get("Sec-GPC") != "1"
    )


def purge(today=None):
    """Forget what is too old to be of use; return how many rows are gone."""
    today = today or timezone.localdate()
    # As a list: a database may not delete from what it is reading.
    shown = list(
        SearchCount.objects.filter(askers__gte=SHOWN_FROM, day__gte=today - KEPT)
        .values_list("key", flat=True)
        .distinct()
    )
    gone = 0
    for model in (SearchClick, SearchCount):
        gone += model.objects.filter(day__lt=today - KEPT).delete()[0]
        unshown = model.objects.filter(day__lt=today - UNSHOWN_KEPT).exclude(key__in=shown)
        gone += unshown.delete()[0]
    return gone


def connect():
    """Write what a request counted when its response is sent; called once, at start."""
    request_started.connect(_forget_pending, dispatch_uid="hub.listing.statistics")
    request_finished.connect(_write_pending, dispatch_uid="hub.listing.statistics")


def _later(work):
    _after_response.works = [*getattr(_after_response, "works", ()), work]


def _forget_pending(**kwargs):
    _after_response.works = []


def _write_pending(**kwargs):
    works, _after_response.works = getattr(_after_response, "works", ()), []
    for work in works:
        try:
            with _impatient_database():
                work()
        # A count is worth no error; nor does what was asked belong in a log.
        except Exception as error:  # noqa: BLE001
            logger.warning("A search was not counted: %s", type(error).__name__)
    if works and not connection.in_atomic_block:
        # Django has already let go of the connection of this request; a test keeps its own.
        connection.close_if_unusable_or_obsolete()


@contextmanager
def _impatient_database():
    """SQLite has one writer at a time: someone who saves a page must not wait for a count."""
    if connection.vendor != "sqlite":
        yield
        return
    usual = int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000)
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {WAIT_MILLISECONDS}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")


def _write_search(key, text, results, origin):
    day = timezone.localdate()
    counts = SearchCount.objects.filter(day=day)
    if not counts.filter(key=key, text=text).exists():
        known = counts.count()
        if known >= FORMS_PER_DAY:
            return
        if not known:
            purge(day)
    askers = _askers(day, key, origin)
    SearchCount.objects.add(day, key, text, askers=askers, results=results)


def _write_click(key, rank):
    day = timezone.localdate()
    if not SearchCount.objects.filter(day=day, key=key).exists():
        return
    rows = SearchClick.objects.filter(day=day, key=key, rank=rank)
    if not rows.update(clicks=F("clicks") + 1):
        row = SearchClick(day=day, key=key, rank=rank, clicks=1)
        SearchClick.objects.bulk_create([row], ignore_conflicts=True)


def _origin(request):
    """Return what tells two readers apart for one day; it goes no further than a keyed hash."""
    meta = request.META
    forwarded = meta.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    return f"{meta.get('REMOTE_ADDR', '')}\0{forwarded}\0{meta.get('HTTP_USER_AGENT', '')}"


def _askers(day, key, origin):
    """Return how many different readers asked a question today, this one included; at least.

    The cache holds hashes under a random key of the day, which differ from one question to another:
    they tell neither who asked nor what else the same person asked. Where each process has its own
    cache, each knows a part, and the greatest is kept: never too many.
    """
    seconds = _seconds_left(day)
    secret = cache.get_or_set(f"search-askers-{day}", lambda: secrets.token_bytes(32), seconds)
    # Under a name that depends on the secret: with a new one the count starts again.
    name = f"search-askers-{_keyed(secret, key).hex()}"
    mark = _keyed(secret, f"{key}\0{origin}")[:8]
    seen = cache.get(name, frozenset())
    if mark not in seen and len(seen) < MOST_ASKERS:
        seen |= {mark}
        cache.set(name, seen, seconds)
    return len(seen)


def _keyed(secret, text):
    return hmac.digest(secret, text.encode("utf-8", "replace"), hashlib.sha256)


def _seconds_left(day):
    """Return how long a day still lasts here, one second at least."""
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    return max(int((end - timezone.now()).total_seconds()), 1)
