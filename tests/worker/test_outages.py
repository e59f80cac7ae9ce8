"""A real worker while its database server is stopped and started again."""

import subprocess
import sys
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest
from django.db import connections

from tests.services import postgresql
from tests.worker.site import ALIAS, ROOT, Shared, shared, terminate


@pytest.mark.django_db
def test_a_task_outlives_a_restart_of_the_database(postgresql_folder: Path, tmp_path: Path) -> None:
    server = partial(postgresql.server, postgresql_folder / "data", postgresql.free_port())
    with ExitStack() as ending:
        with server() as url:
            site = ending.enter_context(shared(url, tmp_path))
            for application in ("django_tasks_database", "worker"):
                migrate(site, application)
            process = site.start()
            site.enqueue("write_until", str(site.notes), "un", str(tmp_path / "go on"))
            site.wait_for(site.lines)
            connections[ALIAS].close()
        (tmp_path / "go on").touch()
        site.wait_for(lambda: "Result not recorded yet" in site.log())
        with server():
            site.connect()
            site.enqueue("write_line", str(site.notes), "deux")
            site.wait_for(lambda: not site.tasks.exclude(status="SUCCESSFUL").exists())
            assert site.lines() == ["un begins", "un ends", "deux"]
            assert all(len(row.worker_ids) == 1 for row in site.tasks)
            assert terminate(process) == 0
            connections[ALIAS].close()


def migrate(site: Shared, application: str) -> None:
    """Create the tables of an application."""
    subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "manage.py", "migrate", application, "--verbosity=0"],
        cwd=ROOT,
        env=site.environment,
        check=True,
    )
