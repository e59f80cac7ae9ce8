"""Faults of the processes of the site, of PostgreSQL, and of what the site calls."""

import io
import os
import signal
import subprocess
from functools import partial
from time import sleep

import psycopg
from PIL import Image

from tests.services.faults.cases import (
    Case,
    Place,
    Seen,
    answers_well,
    read_during,
    readers,
    statuses,
)
from tests.services.postgresql import HOST, free_port
from tests.services.production.deployed import DEPLOY, ROOT
from tests.services.production.visitors import Visitor
from tests.services.production.waiting import wait_until

AWAY_SECONDS = 4
QUIET = "200 or 503 for readers, then 200"


def kill_web(place: Place) -> Seen:
    def fault() -> None:
        place.site.web.kill()
        sleep(AWAY_SECONDS)
        place.site.start_web()

    return read_during(place, fault)


def kill_a_child(place: Place) -> Seen:
    return read_during(place, lambda: os.kill(place.web_processes()[0], signal.SIGKILL))


def stop_database(place: Place, how: str, seconds: float = 0) -> Seen:
    """Stop PostgreSQL (`Place.stop_database`), and start it again after some seconds."""

    def fault() -> None:
        place.stop_database(how)
        sleep(seconds)
        place.start_database()

    return read_during(place, fault)


def kill_worker(place: Place) -> Seen:
    """Kill the worker in the middle of its work: all of it is done, once."""
    name = f"Travail interrompu {os.getpid()}"
    picture = io.BytesIO()
    Image.effect_noise((1600, 1000), 90).save(picture, "PNG")
    with place.editor() as editor:
        editor.page("/admin/images/add/")
        editor.submit(
            "/admin/images/add/",
            {"title": name},
            files={"file": (f"{os.getpid()}.png", picture.getvalue(), "image/png")},
        )
    place.site.worker.kill()
    sleep(1)
    place.site.worker.start()
    made = "SELECT count(*), count(DISTINCT filter_spec) FROM core_hubrendition r "
    made += "JOIN core_hubimage i ON i.id = r.image_id WHERE i.title = %s AND r.filter_spec LIKE %s"

    def rows() -> tuple[int, int]:
        with psycopg.connect(place.site.variables["DATABASE_URL"]) as connection:
            count, different = connection.execute(made, [name, "%format-%"]).fetchone() or (0, 0)
        return count, different

    wait_until(lambda: rows()[0] >= 19, 300)
    return Seen("{} renditions, {} different".format(*rows()), len(set(rows())) == 1)


def lose_elasticsearch(place: Place) -> Seen:
    with (
        place.with_settings(ELASTICSEARCH_URL=f"http://{HOST}:{free_port()}"),
        readers(place.site) as seen,
    ):
        sleep(AWAY_SECONDS)
        with Visitor(place.site) as visitor:
            found = len(visitor.page("/recherche/?q=jardin").select("main h3, main article"))
    return Seen(f"{statuses(seen)}; {found} results", set(seen) == {200} and found > 0)


def lose_cache(place: Place) -> Seen:
    with (
        place.with_settings(CACHE_URL=f"redis://{HOST}:{free_port()}/0"),
        readers(place.site) as seen,
    ):
        sleep(AWAY_SECONDS)
        with place.editor() as editor:
            status = editor.get("/admin/pages/").status_code
    return Seen(f"{statuses(seen)}; admin {status}", set(seen) == {200} and status == 200)


def lose_mail(place: Place) -> Seen:
    """Ask for a new password while the mail server is away: the message leaves on its return."""
    folder = place.site.folder / "mail"
    before = set(folder.iterdir())
    with (
        place.with_settings(EMAIL_URL=f"smtp://{HOST}:{free_port()}"),
        Visitor(place.site) as visitor,
    ):
        visitor.page("/admin/password_reset/")
        status = visitor.submit("/admin/password_reset/", {"email": address(place)}).status_code
        sleep(AWAY_SECONDS)
    wait_until(lambda: set(folder.iterdir()) != before, 120)
    return Seen(f"{status}, then the message", status == 200)


def address(place: Place) -> str:
    """Return the address of the administrator, given one if there is none."""
    with psycopg.connect(place.site.variables["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("UPDATE auth_user SET email = %s WHERE username = %s AND email = ''",
                           ["astreinte@example.org", place.site.username])  # fmt: skip
        found = connection.execute(
            "SELECT email FROM auth_user WHERE username = %s", [place.site.username]
        ).fetchone()
    assert found
    return str(found[0])


def deploy_twice(place: Place) -> Seen:
    with readers(place.site) as seen:
        releases = [
            subprocess.Popen(
                [str(DEPLOY / "release")],
                cwd=ROOT,
                env=place.site.variables,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
            for _ in range(2)
        ]
        errors = [release.communicate()[1].decode()[-300:] for release in releases]
    codes = [release.returncode for release in releases]
    well = codes == [0, 0] and set(seen) == {200} and answers_well(place.site)
    return Seen(f"exit {codes}; {statuses(seen)} {' '.join(errors) if not well else ''}", well)


CASES = [
    Case("gunicorn killed (SIGKILL)", QUIET, kill_web),
    Case("a process of gunicorn killed", QUIET, kill_a_child),
    Case("worker killed in its work", "all its work, once", kill_worker),
    Case("PostgreSQL restarted", QUIET, partial(stop_database, how="fast")),
    Case("PostgreSQL stopped 4 s", QUIET, partial(stop_database, how="fast", seconds=AWAY_SECONDS)),
    Case("PostgreSQL crashed", QUIET, partial(stop_database, how="immediate")),
    Case("Elasticsearch away", "200 and results", lose_elasticsearch),
    Case("cache away", "200, the admin too", lose_cache),
    Case("mail server away", "200, the message later", lose_mail),
    Case("two deployments at once", "both succeed, readers see 200", deploy_twice),
]
