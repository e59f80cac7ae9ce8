"""The seeded site that the browser visits: its own database, files and port, for one run."""

import contextlib
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import build_opener

from tests.services import nginx

ROOT = Path(__file__).resolve().parent.parent.parent
HOST = "127.0.0.1"
START_SECONDS = 600
PAGE_SECONDS = 60
DATABASE = "hub.sqlite3"  # in the folder of a site
STOP_SECONDS = 10
LOG_LINES = 40


@dataclass(frozen=True)
class Site:
    """A running site: its address without a final slash, and its administrator.

    `folder` holds its database and its files, if `running_site` started it.
    """

    address: str
    folder: Path = Path()
    username: str = "admin"
    password: str = "quatre-chevres-sur-un-quai"

    def read(self, path: str) -> tuple[int, str]:
        """Return (status, text) of a path; raise URLError when nobody answers."""
        try:
            # No proxy: the site is on this machine.
            with build_opener().open(self.address + path, timeout=PAGE_SECONDS) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()

    def site_map(self) -> list[str]:
        """Return the paths of the public pages, in the order of the site map."""
        status, text = self.read("/sitemap.xml")
        paths = [urlsplit(url).path for url in re.findall(r"<loc>\s*([^<\s]+)\s*</loc>", text)]
        if not paths:
            raise RuntimeError(f"/sitemap.xml answers {status} and lists no page.")
        return paths


@contextlib.contextmanager
def running_site(kept: Path | None = None) -> Iterator[Site]:
    """Serve the site; yield it once it answers, then stop it.

    Seeded in a temporary folder, or in `kept`, where the database and the files stay; what is
    already there is served as it is.
    """
    with tempfile.TemporaryDirectory(prefix="hub-browser-") as name:
        folder = kept or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        site = Site(f"http://{HOST}:{free_port()}", folder)
        command = [sys.executable, "-m", "tests.browser.server", site.address.rpartition(":")[2]]
        with serving(command, ROOT, environment(folder, site), site, folder / "server.log"):
            yield site


@contextlib.contextmanager
def copy_of(site: Site) -> Iterator[Path]:
    """Yield a temporary folder with the database and the files of a running site."""
    with tempfile.TemporaryDirectory(prefix="hub-browser-") as name:
        for folder in ("media", "static"):
            shutil.copytree(site.folder / folder, Path(name) / folder)
        with (
            contextlib.closing(sqlite3.connect(site.folder / DATABASE)) as source,
            contextlib.closing(sqlite3.connect(Path(name) / DATABASE)) as target,
        ):
            source.backup(target)
        yield Path(name)


@contextlib.contextmanager
def behind_nginx(site: Site, folder: Path) -> Iterator[Site]:
    """Serve a running site a second time, behind nginx, which sends the sounds; yield it.

    `folder` is empty, for the files of nginx. The data are those of `site`.
    """
    hub = Site(f"http://{HOST}:{free_port()}", site.folder)
    command = [sys.executable, "manage.py", "runserver", "--noreload", hub.address[7:]]
    variables = {**environment(site.folder, hub), "BASE_URL": site.address, "SOUND_SERVER": "nginx"}
    media, static = site.folder / "media", site.folder / "static"
    with (
        serving(command, ROOT, variables, hub, folder / "server.log"),
        nginx.server(folder, hub.address[7:], media, static) as running,
    ):
        yield Site(f"http://{running.address}", site.folder)


@contextlib.contextmanager
def serving(
    command: list[str], folder: Path, variables: dict[str, str], site: Site, log: Path
) -> Iterator[None]:
    """Run a server in a folder until the block ends; the block starts once the site answers."""
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            command, cwd=folder, env=variables, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            wait_for(site, process, log)
            yield
        finally:
            stop(process)


def free_port() -> int:
    """Return a free port of the loopback address."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def environment(folder: Path, site: Site) -> dict[str, str]:
    """Return the environment of the server: nothing of the developer's own settings."""
    ours = ("DATABASE_URL", "CACHE_URL", "ELASTICSEARCH_URL", "EMAIL_URL", "MEDIA_URL", "HUB_ENV")
    inherited = {name: value for name, value in os.environ.items() if name not in ours}
    return {
        **inherited,
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "DJANGO_RUNSERVER_HIDE_WARNING": "true",
        "DATABASE_URL": f"sqlite:///{folder / DATABASE}",
        "MEDIA_ROOT": str(folder / "media"),
        "BASE_URL": site.address,
        "HUB_ADMIN_PASSWORD": site.password,
        "PYTHONUNBUFFERED": "1",
    }


def wait_for(site: Site, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return once the home page answers 200; raise with the end of the log if it does not."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        if process.poll() is not None:
            raise RuntimeError(f"The site stopped while starting:\n{last_lines(log)}")
        with contextlib.suppress(URLError, OSError):
            status, _ = site.read("/")
            if status == 200:
                return
            raise RuntimeError(f"The home page answers {status}:\n{last_lines(log)}")
        if time.monotonic() > deadline:
            raise RuntimeError(
                f"The site does not answer after {START_SECONDS} s:\n{last_lines(log)}"
            )
        time.sleep(0.2)


def last_lines(log: Path) -> str:
    return "\n".join(log.read_text(encoding="utf-8").splitlines()[-LOG_LINES:])


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
