"""Start the site of production in a folder, seed it with the demo, stop it."""

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import requests

from tests.services import nginx, postgresql
from tests.services.postgresql import HOST, free_port
from tests.services.production.certificates import write_certificate
from tests.services.production.deployed import (
    DEPLOY,
    ROOT,
    service_command,
    site_variables,
)
from tests.services.production.processes import Service

PASSWORD = "quatre-essais-de-production"
START_SECONDS = 120
COMMAND_SECONDS = 3600
# Filled once the demo is complete: a kept folder is not seeded twice.
SEEDED = "seeded"
UMASK = 0o027  # that of deploy/debian/hub-manage
# Of the shell that starts the tests, or of a proxy: not those of the site.
INHERITED = ("PATH", "LANG", "LC_ALL", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "OMP_NUM_THREADS")


class ProductionError(Exception):
    """The site cannot be started; the message has the end of its logs."""


@dataclass(frozen=True)
class Production:
    """The running site: `address` (https, without a final slash), processes and account."""

    address: str
    certificate: Path
    folder: Path
    variables: dict[str, str]
    sound_log: Path
    web: Service
    worker: Service
    username: str = "admin"
    password: str = PASSWORD

    @property
    def internal_address(self) -> str:
        """The address of gunicorn, behind nginx."""
        return f"http://{self.variables['WEB_BIND']}"

    def manage(self, *arguments: str) -> str:
        """Run a command of the site; return its output, raise ProductionError if it fails."""
        return run([sys.executable, "manage.py", *arguments], self.variables)

    def start_web(self) -> None:
        """Start gunicorn, and wait until the home page answers through nginx."""
        self.web.start()
        deadline = time.monotonic() + START_SECONDS
        while True:
            if not self.web.is_running() or time.monotonic() > deadline:
                raise ProductionError(f"gunicorn does not answer:\n{self.web.last_lines()}")
            with requests.Session() as session:
                session.trust_env = False
                session.verify = str(self.certificate)
                with contextlib.suppress(requests.ConnectionError):
                    answer = session.get(f"{self.address}/", timeout=60)
                    # The static copy answers 200 while gunicorn does not listen yet.
                    if answer.status_code == 200 and "X-Static-Copy" not in answer.headers:
                        return
                    if answer.status_code not in (200, 503):
                        raise ProductionError(
                            f"The home page answers {answer.status_code}:\n{self.web.last_lines()}"
                        )
            time.sleep(0.1)


def run(command: list[str], variables: dict[str, str], umask: int = -1) -> str:
    """Run a command to its end in the project, with this umask if given; return its output."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=COMMAND_SECONDS,
        umask=umask,
    )
    if done.returncode:
        raise ProductionError(f"{' '.join(command)}:\n{done.stdout}\n{done.stderr}")
    return done.stdout


@contextlib.contextmanager
def production(folder: Path) -> Iterator[Production]:
    """Run the whole site in `folder`, which may be kept and used again; stop it at the end."""
    # PostgreSQL, under another account, goes through it.
    folder.chmod(0o755)
    # A kept folder may hold the process id of an nginx that was killed.
    shutil.rmtree(folder / "nginx", ignore_errors=True)
    for name in ("media", "static", "mail", "cache", "metrics", "nginx", "logs"):
        (folder / name).mkdir(exist_ok=True)
    hub = f"{HOST}:{free_port()}"
    certificate = write_certificate(folder, HOST)
    with contextlib.ExitStack() as stack:
        database = stack.enter_context(
            postgresql.server(folder / "postgresql", free_port(), postgresql.THROWAWAY)
        )
        variables = {
            **{name: os.environ[name] for name in INHERITED if name in os.environ},
            **site_variables(folder, HOST, database),
            "WEB_BIND": hub,
            "PYTHONUNBUFFERED": "1",
            "PYTHON": sys.executable,
            "HUB_ADMIN_PASSWORD": PASSWORD,
        }
        seed(folder, variables)
        running = stack.enter_context(
            nginx.server(folder / "nginx", hub, folder / "media", folder / "static", certificate)
        )
        site = Production(
            f"https://{running.address}",
            certificate.chain,
            folder,
            variables,
            running.sound_log,
            *(
                Service(name, service_command(name), variables, folder / "logs" / f"{name}.log")
                for name in ("hub-web", "hub-worker")
            ),
        )
        for service in (site.web, site.worker):
            stack.callback(stop_if_running, service)
        site.worker.start()
        site.start_web()
        yield site


def seed(folder: Path, variables: dict[str, str]) -> None:
    """Install the release as `deploy/debian/install` does, then the demo, unless it is there."""
    if (folder / SEEDED).exists():
        return
    run([str(DEPLOY / "release")], variables, UMASK)
    for command in ("ensure_admin", "seed_demo"):
        run([sys.executable, "manage.py", command], variables)
    (folder / SEEDED).touch()


def stop_if_running(service: Service) -> None:
    if service.is_running():
        service.stop()


def command_variables(site: Production) -> dict[str, str]:
    """Return what a command that visits the site finds in its environment."""
    return {
        "HUB_PRODUCTION_ADDRESS": site.address,
        "HUB_PRODUCTION_PORT": str(urlsplit(site.address).port),
        "HUB_PRODUCTION_CERTIFICATE": str(site.certificate),
        "HUB_PRODUCTION_USERNAME": site.username,
        "HUB_PRODUCTION_PASSWORD": site.password,
    }
