"""Do what a newcomer does: clone, `make run`, look at everything; then run it a second time.

Every address of the site map and every admin list and form must answer 200, the second start
must find the same site, and the clone must stay clean. Standard library only.
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
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "from-zero-password"  # noqa: S105
START_SECONDS = 600
PAGE_SECONDS = 60
STOP_SECONDS = 30
LOG_LINES = 60
OK, UNAUTHORISED = 200, 401


def main():
    with tempfile.TemporaryDirectory(prefix="hub-from-zero-") as folder:
        clone = Path(folder) / "hub"
        subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
        port = free_port()
        with running_site(clone, port, "First run, from nothing") as site:
            public = site_map(site)
            private = admin_addresses(clone)
            failures = fetch_all(site, public, "public pages")
            failures += fetch_all(signed_in(site), private, "admin pages")
            if failures:
                print(last_lines(clone))
        with running_site(clone, port, "Second run") as site:
            if site_map(site) != public:
                failures.append("The second run does not find the pages of the first.")
        changed = output_of(["git", "status", "--porcelain"], clone)
        if changed:
            failures.append(f"The clone is not clean any more:\n{changed}")
    print("\n".join(failures) or "Everything answers, the site stays the same, the clone is clean.")
    return bool(failures)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def output_of(command, folder):
    return subprocess.run(command, cwd=folder, check=True, stdout=subprocess.PIPE, text=True).stdout


class Site:
    """A visitor of the running site, with or without a session."""

    def __init__(self, address):
        self.address = address
        self.cookies = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.cookies))

    def fetch(self, path, data=None):
        """Return (status, body) of a path: 0 without an answer, 401 if sent to sign in."""
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
def running_site(clone, port, title):
    """Run `make run` in the clone and yield a visitor once the site answers; stop it after."""
    started = time.monotonic()
    environment = {**os.environ, "HUB_ADMIN_PASSWORD": PASSWORD}
    environment.pop("VIRTUAL_ENV", None)
    with (
        log_path(clone).open("w", encoding="utf-8") as log,
        # A group of its own: make, the server and its reloader stop together.
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
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def log_path(clone):
    return clone.parent / "make-run.log"


def last_lines(clone):
    """Return the end of what `make run` wrote."""
    return "\n".join(log_path(clone).read_text(encoding="utf-8").splitlines()[-LOG_LINES:])


def site_map(site):
    """Return the paths listed in the site map, which must be there and not be empty."""
    status, body = site.fetch("/sitemap.xml")
    addresses = re.findall(r"<loc>\s*([^<\s]+)\s*</loc>", body.decode())
    if status != OK or not addresses:
        raise SystemExit(f"/sitemap.xml answers {status} with {len(addresses)} addresses.")
    return sorted({urlsplit(address).path for address in addresses})


def admin_addresses(clone):
    """Return the admin paths that must answer, from the clone's own Python."""
    script = [".venv/bin/python", ".ci/admin_addresses.py"]
    return sorted(set(output_of(script, clone).split()))


def signed_in(site):
    """Return a visitor who has signed in as the administrator made by the first run."""
    editor = Site(site.address)
    editor.fetch("/admin/login/")
    token = next(cookie.value for cookie in editor.cookies if cookie.name == "csrftoken")
    form = {"username": "admin", "password": PASSWORD, "csrfmiddlewaretoken": token}
    editor.fetch("/admin/login/?next=/admin/account/", urlencode(form).encode())
    if not any(cookie.name == "sessionid" for cookie in editor.cookies):
        raise SystemExit("The administrator cannot sign in.")
    return editor


def fetch_all(site, paths, title):
    """Fetch every path; return a line for each that does not answer 200."""
    with ThreadPoolExecutor(2) as pool:
        statuses = list(pool.map(lambda path: site.fetch(path)[0], paths))
    failed = [
        f"{status} {path}" for status, path in zip(statuses, paths, strict=True) if status != OK
    ]
    print(f"{len(paths)} {title} fetched, {len(failed)} failed", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
