"""A PostgreSQL server stopped, restarted and crashed under the site: 503, then normal again."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import sleep

import psycopg
import pytest
import requests

from tests.monitoring.served import Database, ServedSite

PUBLIC, JSON, ADMIN = "/recherche/", "/recherche.json", "/admin/"


@contextmanager
def stopped(stop: Callable[[], None], database: Database) -> Iterator[None]:
    stop()
    try:
        yield
    finally:
        database.start()


def statuses(site: ServedSite, session: requests.Session) -> dict[str, int]:
    return {path: site.get(path, session).status_code for path in (PUBLIC, JSON, ADMIN)}


ALL_WELL = {PUBLIC: 200, JSON: 200, ADMIN: 200}


@pytest.mark.parametrize("how", ["stop", "crash"])
def test_every_address_is_503_while_the_database_is_away_then_as_before(
    postgresql_site: ServedSite, how: str
) -> None:
    site, database = postgresql_site, postgresql_site.database
    session = site.signed_in()
    assert statuses(site, session) == ALL_WELL

    with stopped(getattr(database, how), database):
        page, feed, admin = (site.get(path, session) for path in (PUBLIC, JSON, ADMIN))
        post = session.post(f"{site.address}/admin/login/", {"username": "zoe"}, timeout=60)
        live, ready = site.get("/healthz/live"), site.get("/healthz/ready")

    for answer in (page, feed, admin):
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert answer.headers["Cache-Control"] == "no-store"
    assert post.status_code in (403, 503)  # 403: without a token, before any query
    assert "momentanément indisponible" in page.text
    assert "Réessayez" in feed.json()["error"]
    assert "enregistrez de nouveau" in admin.text
    assert live.status_code == 200
    assert ready.status_code == 503
    assert not ready.json()["checks"]["database"]["ok"]
    assert statuses(site, session) == ALL_WELL


def test_a_restart_between_two_requests_is_not_seen(postgresql_site: ServedSite) -> None:
    session = postgresql_site.signed_in()
    assert statuses(postgresql_site, session) == ALL_WELL

    with stopped(postgresql_site.database.stop, postgresql_site.database):
        pass

    assert statuses(postgresql_site, session) == ALL_WELL


@contextmanager
def reader_of(site: ServedSite) -> Iterator[list[int]]:
    """Read the site in a thread until the end of the block; yield the statuses seen so far."""
    session = site.signed_in()
    seen: list[int] = []
    ending = Event()

    def read() -> None:
        while not ending.is_set():
            seen.extend(statuses(site, session).values())

    reader = Thread(target=read, daemon=True)
    reader.start()
    try:
        yield seen
    finally:
        ending.set()
        reader.join()


def test_no_request_is_500_while_the_server_restarts(postgresql_site: ServedSite) -> None:
    with reader_of(postgresql_site) as seen:
        for _ in range(3):
            with stopped(postgresql_site.database.crash, postgresql_site.database):
                sleep(0.3)
            sleep(0.5)

    assert set(seen) == {200, 503}
    assert statuses(postgresql_site, postgresql_site.signed_in()) == ALL_WELL


def test_a_lock_that_lasts_is_503_and_readers_are_served_after_it(
    postgresql_site: ServedSite,
) -> None:
    with psycopg.connect(postgresql_site.database.url) as other:
        other.execute("LOCK TABLE wagtailcore_site, auth_user, django_session")
        assert postgresql_site.get(ADMIN, postgresql_session(postgresql_site)).status_code == 503
        other.rollback()
    assert postgresql_site.get(PUBLIC).status_code == 200


def postgresql_session(site: ServedSite) -> requests.Session:
    """Return a session whose cookie makes the site read the table of sessions."""
    session = requests.Session()
    session.cookies.set("sessionid", "inconnue", domain="127.0.0.1")
    return session


def test_the_web_has_time_limits_and_keeps_its_connection(postgresql_site: ServedSite) -> None:
    postgresql_site.get(PUBLIC)
    query = "SELECT pid FROM pg_stat_activity WHERE application_name = 'hub web'"

    with psycopg.connect(postgresql_site.database.url) as other:
        before = other.execute(query).fetchall()
        postgresql_site.get(PUBLIC)
        assert other.execute(query).fetchall() == before
        assert len(before) == 1


def test_the_log_has_identifiers_and_nothing_personal(postgresql_site: ServedSite) -> None:
    identifier = "0123456789abcdef0123456789abcdef"
    asked = {"X-Request-ID": identifier, "X-Forwarded-For": "198.51.100.77"}
    answer = postgresql_site.get("/inconnue/?q=zoe@exemple.fr", **asked)

    text = postgresql_site.log.read_text(encoding="utf-8")
    records = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    mine = [one for one in records if one.get("request_id") == identifier]
    assert answer.headers["X-Request-ID"] == identifier
    assert [one["message"] for one in mine] == ["Not Found: /inconnue/"]
    assert "198.51.100.77" not in json.dumps(records)
    assert "zoe@exemple.fr" not in json.dumps(records)
