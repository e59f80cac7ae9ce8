"""The site in a process of its own, on a PostgreSQL server that can be stopped and started."""

import contextlib
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import requests

from tests.services import postgresql

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = secrets.token_urlsafe()
START_SECONDS = 120
REQUEST_SECONDS = 60


@dataclass
class Database:
    """A PostgreSQL server of our own, on a kept data folder."""

    folder: Path
    port: int = field(default_factory=postgresql.free_port)
    _stack: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)
    url: str = ""

    def start(self) -> None:
        self.url = self._stack.enter_context(
            postgresql.server(self.folder, self.port, postgresql.THROWAWAY)
        )

    def stop(self) -> None:
        """Stop the server, cutting the open connections."""
        self._stack.close()

    def crash(self) -> None:
        """Abort the server, which recovers from its log at the next start."""
        program = postgresql.find_programs() / "pg_ctl"
        postgresql.run(program, "stop", "-m", "immediate", "-D", str(self.folder))
        self._stack.close()


@dataclass(frozen=True)
class ServedSite:
    """The site on `database`: its address, and the file of its log."""

    address: str
    database: Database
    log: Path

    def get(
        self, path: str, session: requests.Session | None = None, **headers: str
    ) -> requests.Response:
        return (session or requests).get(
            self.address + path, headers=headers, timeout=REQUEST_SECONDS, allow_redirects=False
        )

    def signed_in(self) -> requests.Session:
        """Return a session of the administrator, that a crash of the database does not lose."""
        session = requests.Session()
        session.get(f"{self.address}/admin/login/", timeout=REQUEST_SECONDS)
        token = session.cookies["csrftoken"]
        fields = {"username": "admin", "password": PASSWORD, "csrfmiddlewaretoken": token}
        answer = session.post(
            f"{self.address}/admin/login/", fields, timeout=REQUEST_SECONDS, allow_redirects=False
        )
        assert answer.status_code == 302
        # A throwaway server writes its commits to the disk later (synchronous_commit=off).
        with psycopg.connect(self.database.url, autocommit=True) as connection:
            connection.execute("CHECKPOINT")
        return session


@contextlib.contextmanager
def served_site(**variables: str) -> Iterator[ServedSite]:
    """Serve the site on an empty, migrated database; `variables` are added to its environment."""
    with tempfile.TemporaryDirectory(prefix="hub-monitoring-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL runs as another account if the tests run as root
        database = Database(folder / "data")
        database.start()
        site = ServedSite(
            f"http://127.0.0.1:{postgresql.free_port()}", database, folder / "site.log"
        )
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.monitoring.settings",
            "HUB_TEST_DATABASE_URL": database.url,
            "BASE_URL": site.address,
            "HUB_ADMIN_PASSWORD": PASSWORD,
            "LOG_FORMAT": "json",
            **variables,
        }
        try:
            for command in (["migrate", "--verbosity", "0"], ["ensure_admin"]):
                subprocess.run(
                    [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True
                )
            with serving(site, environment):
                yield site
        finally:
            database.stop()


@contextlib.contextmanager
def serving(site: ServedSite, environment: dict[str, str]) -> Iterator[None]:
    command = [sys.executable, "-m", "tests.monitoring.server", site.address.rpartition(":")[2]]
    with (
        site.log.open("w", encoding="utf-8") as log,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log) as process,
    ):
        try:
            wait_until_live(site, process)
            yield
        finally:
            process.terminate()


def wait_until_live(site: ServedSite, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(requests.ConnectionError):
            if site.get("/healthz/live").status_code == 200:
                return
        time.sleep(0.1)
    raise RuntimeError(site.log.read_text(encoding="utf-8"))
