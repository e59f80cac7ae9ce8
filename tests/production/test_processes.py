"""Death and restart of the processes of production."""

import os
import signal
from datetime import datetime
from pathlib import Path

import psycopg

from tests.services.production.site import Production
from tests.services.production.visitors import Visitor
from tests.services.production.waiting import wait_until


def children_of(pid: int) -> list[int]:
    """Return the child processes of a process (Linux)."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in children.split()]


def test_gunicorn_killed_gives_the_page_503_then_comes_back(
    production_site: Production, reader: Visitor
) -> None:
    production_site.web.kill()

    # The static copy has no search.
    answer = reader.get("/recherche/?q=jardin")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Type"] == "text/html"
    assert 'lang="fr"' in answer.text
    assert "<h1>Le site est momentanément indisponible</h1>" in answer.content.decode()
    # What nginx sends alone is still there.
    assert reader.get("/static/img/x.svg").status_code == 404
    production_site.start_web()
    assert reader.get("/inspiration/").status_code == 200


def test_a_killed_process_of_gunicorn_is_replaced(
    production_site: Production, reader: Visitor
) -> None:
    main = production_site.web.process.pid
    before = children_of(main)
    assert len(before) == 2

    os.kill(before[0], signal.SIGKILL)

    wait_until(lambda: len(set(children_of(main)) - {before[0]}) == 2)
    assert [reader.get("/").status_code for _ in range(10)] == [200] * 10


def test_a_stop_of_gunicorn_is_clean(production_site: Production, reader: Visitor) -> None:
    assert reader.get("/").status_code == 200

    assert production_site.web.stop() == 0

    production_site.start_web()


def test_a_killed_worker_is_replaced_and_beats_again(production_site: Production) -> None:
    production_site.worker.kill()
    before = last_beat(production_site)

    production_site.worker.start()

    wait_until(lambda: last_beat(production_site) > before)
    assert production_site.worker.is_running()


def last_beat(site: Production) -> datetime:
    """Return the time of the last beat of a worker, in the database."""
    with psycopg.connect(site.variables["DATABASE_URL"]) as connection:
        return connection.execute("SELECT max(beat_at) FROM worker_heartbeat").fetchone()[0]


def test_a_stop_of_the_worker_is_clean(production_site: Production) -> None:
    assert production_site.worker.stop() == 0

    production_site.worker.start()
