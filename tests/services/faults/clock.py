"""Faults of the system clock: the processes of the site read another time (`own_clock`)."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from secrets import token_hex
from time import sleep

import requests

from tests.services.faults.cases import Case, Place, Seen, readers, statuses
from tests.services.production.visitors import Visitor
from tests.services.production.waiting import wait_until

OWN_CLOCK = Path(__file__).parent / "own_clock"
JUMP = timedelta(hours=1)
# The page is scheduled this long before a change of hour.
BEFORE = timedelta(seconds=60)
# A page appears at most this long after its time, in seconds.
DUE_SECONDS = 70
# Copies a page, and schedules the copy at a time (ISO 8601); run by `manage.py shell`.
SCHEDULE = """
from datetime import datetime
from home.models import FreePage
page = FreePage.objects.live().first().copy(
    update_attrs={{"title": "Une page programmée", "slug": "{slug}"}},
    keep_live=False,
    copy_revisions=False,
)
page.go_live_at = datetime.fromisoformat("{time}")
page.save_revision().publish()
"""
# Prints what happened to the copy, then deletes it.
HISTORY = """
import json
from wagtail.models import PageLogEntry
from home.models import FreePage
page = FreePage.objects.get(slug="{slug}")
actions = [entry.action for entry in PageLogEntry.objects.filter(page=page.pk)]
print(json.dumps({{"live": page.live, "publications": actions.count("wagtail.publish.scheduled")}}))
page.delete()
"""


class Clock:
    """The clock of the processes of the site, which the file that they read sets."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.put_forward(timedelta())

    def put_forward(self, distance: timedelta) -> None:
        """Set the clock at a distance from that of the machine, in whole seconds."""
        self.distance = timedelta(seconds=int(distance.total_seconds()))
        # Replaced whole: it is read several times a second.
        partial_file = self.file.with_suffix(".new")
        partial_file.write_text(f"{self.distance.total_seconds():.0f}", encoding="ascii")
        partial_file.replace(self.file)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.distance


@contextmanager
def own_clock(place: Place) -> Iterator[Clock]:
    """Run the site, until the end of the block, with a clock that can be set."""
    file = place.site.folder / "clock"
    clock = Clock(file)
    with place.with_settings(PYTHONPATH=str(OWN_CLOCK), HUB_TEST_CLOCK=str(file)):
        yield clock


def schedule(place: Place, moment: datetime) -> str:
    """Schedule a page; return its slug."""
    slug = f"page-{token_hex(4)}"
    shell(place, SCHEDULE.format(slug=slug, time=moment.isoformat()))
    return slug


def shell(place: Place, script: str) -> str:
    return place.site.manage("shell", "--no-imports", "--command", script)


def publish_over(place: Place, start: timedelta, delay: timedelta, jump: timedelta) -> Seen:
    """Schedule a page, make the clock jump: the page appears once, and stays when it is set back.

    The clock is first `start` ahead of the machine's, the page is due `delay` later.
    """
    with own_clock(place) as clock, readers(place.site) as seen, Visitor(place.site) as visitor:
        clock.put_forward(start)
        moment = clock.now() + delay
        slug = schedule(place, moment)

        def is_shown() -> bool:
            return visitor.get(f"/{slug}/").status_code == 200

        was_early = is_shown()
        clock.put_forward(start + jump)
        due = time.monotonic() + max((moment - clock.now()).total_seconds(), 0)
        wait_until(is_shown, 3 * DUE_SECONDS)
        late = time.monotonic() - due
        clock.put_forward(start)
        sleep(DUE_SECONDS / 10)
        stays = is_shown()
        wait_until(lambda: is_ready(place), 2 * DUE_SECONDS)
        history = json.loads(shell(place, HISTORY.format(slug=slug)).splitlines()[-1])
    well = late <= DUE_SECONDS and stays and not was_early and set(seen) == {200}
    well &= history == {"live": True, "publications": 1}
    return Seen(
        f"the page {late:.0f} s after its time, {history['publications']} publication, "
        f"{'still there' if stays else 'gone'}; {statuses(seen)}",
        well,
    )


def is_ready(place: Place) -> bool:
    """Return whether the site has all that it needs, a live worker included."""
    return requests.get(f"{place.site.internal_address}/healthz/ready", timeout=60).ok


def jump_ahead(place: Place) -> Seen:
    return publish_over(place, timedelta(), JUMP - timedelta(minutes=5), JUMP)


def change_hour(place: Place, month: int) -> Seen:
    """Publish a page just after the next change of hour of a month (March, October)."""
    now = datetime.now(UTC)
    changes = (change_of_hour(year, month) for year in (now.year, now.year + 1))
    change = next(one for one in changes if one > now)
    return publish_over(place, change - BEFORE - now, 1.5 * BEFORE, timedelta())


def change_of_hour(year: int, month: int) -> datetime:
    """Return the time of a change of hour in the European Union: the last Sunday, 1:00 UTC."""
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return last - timedelta(days=(last.weekday() + 1) % 7)


EXPECTED = f"200, the page within {DUE_SECONDS} s of its time, once"
CASES = [
    Case("clock an hour ahead, then set back", f"{EXPECTED}, and it stays", jump_ahead),
    Case("change to summer time", EXPECTED, partial(change_hour, month=3)),
    Case("change to winter time", EXPECTED, partial(change_hour, month=10)),
]
