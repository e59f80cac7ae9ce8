"""Installation test: clone the repository, `make run`, fetch every page, then run it again.

Every URL of the sitemap and every admin list and form must answer 200, the second run must have
the same sitemap, and `git status` must stay clean. Standard library only.
"""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "quatre-ruches-de-zero"  # noqa: S105
START_SECONDS = 600
PAGE_SECONDS = 60
STOP_SECONDS = 40
LOG_LINES = 60
OK, UNAUTHORISED = 200, 401


def main() -> bool:
    """Run the test in a temporary clone; return whether something failed."""
    with tempfile.TemporaryDirectory(prefix="hub-from-zero-") as folder:
        clone = Path(folder) / "hub"
        subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
        port = free_port()
        with running_site(clone, port, "First run, from nothing") as site:
            public = sitemap_paths(site)
            private = admin_addresses(clone)
            failures = fetch_all(site, public, "public pages")
            failures += fetch_all(log_in(site), private, "admin pages")
            if failures:
                print(last_lines(clone))
        with running_site(clone, port, "Second run") as site:
            if sitemap_paths(site) != public:
                failures.append("The second run does not find the pages of the first.")
        changed = output_of(["git", "status", "--porcelain"], clone)
        if changed:
            failures.append(f"The clone is not clean any more:\n{changed}")
    print("\n".join(failures) or "Everything answers, the site stays the same, the clone is clean.")
    return bool(failures)


def free_port() -> int:
    """Return a free TCP port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def output_of(command: list[str], folder: Path) -> str:
    """Return the standard output of a command; raise CalledProcessError if it fails."""
    return subprocess.run(command, cwd=folder, check=True, stdout=subprocess.PIPE, text=True).stdout


class Site:
    """An HTTP client of the running site, with cookies."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.cookies))

    def fetch(self, path: str, data: bytes | None = None) -> tuple[int, bytes]:
        """Return (status, body) of a path; status 0 without response, 401 if sent to the login."""
        request = Request(self.address + path, data=data, headers={"Referer": self.address + path})
        try:
            with self.opener.open(request, timeout=PAGE_SECONDS) as answer:
                refused = "/login/" in answer.url and "/login/" not in path
                return UNAUTHORISED if refused else answer.status, answer.read()
        except HTTPError as error:
            return error.code, b""
        except (URLError, TimeoutError, ConnectionError):
            return 0, b""


@contextlib.contextmanager
def running_site(clone: Path, port: int, title: str) -> Iterator[Site]:
    """Run `make run` in the clone and yield a client once the site answers; stop it on exit."""
    started = time.monotonic()
    environment = {**os.environ, "HUB_ADMIN_PASSWORD": PASSWORD}
    environment.pop("VIRTUAL_ENV", None)
    with (
        log_path(clone).open("w", encoding="utf-8") as log,
        # In a new session, so that killpg stops make, the server and its reloader together.
        subprocess.Popen(
            ["make", "run", f"PORT={port}"],
            cwd=clone,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process,
    ):
        try:
            site = Site(f"http://127.0.0.1:{port}")
            while site.fetch("/")[0] == 0:
                if process.poll() is not None:
                    raise SystemExit(f"make run stopped too early:\n{last_lines(clone)}")
                if time.monotonic() - started > START_SECONDS:
                    raise SystemExit(f"No answer within {START_SECONDS} s:\n{last_lines(clone)}")
                time.sleep(0.2)
            print(f"{title}: the site answers after {time.monotonic() - started:.1f} s", flush=True)
            yield site
        finally:
            stop_group(process)


def stop_group(process: subprocess.Popen[bytes]) -> None:
    """Stop a process and its group, and wait for all: `make` ends before the server and worker."""
    deadline = time.monotonic() + STOP_SECONDS
    sent = signal.SIGTERM
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, sent)
        while True:
            process.poll()
            if sent == signal.SIGTERM and time.monotonic() > deadline:
                sent = signal.SIGKILL
                os.killpg(process.pid, sent)
            time.sleep(0.1)
            os.killpg(process.pid, 0)


def log_path(clone: Path) -> Path:
    return clone.parent / "make-run.log"


def last_lines(clone: Path) -> str:
    """Return the last lines of the log of `make run`."""
    return "\n".join(log_path(clone).read_text(encoding="utf-8").splitlines()[-LOG_LINES:])


def sitemap_paths(site: Site) -> list[str]:
    """Return the sorted paths of the sitemap; raise SystemExit if it is missing or empty."""
    status, body = site.fetch("/sitemap.xml")
    addresses = re.findall(r"<loc>\s*([^<\s]+)\s*</loc>", body.decode())
    if status != OK or not addresses:
        raise SystemExit(f"/sitemap.xml answers {status} with {len(addresses)} addresses.")
    return sorted({urlsplit(address).path for address in addresses})


def admin_addresses(clone: Path) -> list[str]:
    """Return the admin paths that must answer, computed by the Python of the clone."""
    script = [".venv/bin/python", ".ci/admin_addresses.py"]
    return sorted(set(output_of(script, clone).split()))


def log_in(site: Site) -> Site:
    """Return a client logged in as the administrator that the first run created."""
    editor = Site(site.address)
    editor.fetch("/admin/login/")
    token = next(cookie.value for cookie in editor.cookies if cookie.name == "csrftoken")
    form = {"username": "admin", "password": PASSWORD, "csrfmiddlewaretoken": token}
    editor.fetch("/admin/login/?next=/admin/account/", urlencode(form).encode())
    if not any(cookie.name == "sessionid" for cookie in editor.cookies):
        raise SystemExit("The administrator cannot sign in.")
    return editor


def fetch_all(site: Site, paths: list[str], title: str) -> list[str]:
    """Fetch every path; return « status path » for each that does not answer 200."""
    with ThreadPoolExecutor(2) as pool:
        statuses = list(pool.map(lambda path: site.fetch(path)[0], paths))
    failed = [
        f"{status} {path}" for status, path in zip(statuses, paths, strict=True) if status != OK
    ]
    print(f"{len(paths)} {title} fetched, {len(failed)} failed", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
