"""What a case is, and what a case may use."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import sleep
from urllib.parse import urlsplit

import requests

from tests.services import postgresql
from tests.services.production.site import Production
from tests.services.production.visitors import Visitor, sign_in
from tests.services.production.waiting import wait_until

READERS = 3
PATHS = ("/", "/inspiration/", "/lettres/", "/podcasts/", "/recherche/?q=jardin")
ALLOWED = {200, 503}


@dataclass(frozen=True)
class Seen:
    """The result of a case: what was seen, and whether it is what was expected."""

    text: str
    is_well: bool


@dataclass
class Place:
    """The site, and the PostgreSQL servers started again by the cases."""

    site: Production
    servers: ExitStack = field(default_factory=ExitStack)

    @property
    def database_folder(self) -> Path:
        return self.site.folder / "postgresql"

    def stop_database(self, how: str) -> None:
        """Stop PostgreSQL: `fast`, cutting the connections, or `immediate`, as a crash does."""
        program = postgresql.find_programs() / "pg_ctl"
        postgresql.run(program, "stop", "-m", how, "-D", str(self.database_folder))

    def start_database(self) -> None:
        port = urlsplit(self.site.variables["DATABASE_URL"]).port
        assert port
        self.servers.enter_context(
            postgresql.server(self.database_folder, port, postgresql.THROWAWAY)
        )

    @contextmanager
    def with_settings(self, **values: str) -> Iterator[None]:
        """Run the web and the worker with other settings, until the end of the block."""
        former = {name: self.site.variables[name] for name in values if name in self.site.variables}
        self.site.variables.update(values)
        try:
            self.restart()
            yield
        finally:
            for name in values:
                del self.site.variables[name]
            self.site.variables.update(former)
            self.restart()

    def restart(self) -> None:
        for service in (self.site.web, self.site.worker):
            if service.is_running():
                service.stop()
        self.site.worker.start()
        self.site.start_web()

    def web_processes(self) -> list[int]:
        """Return the processes of gunicorn that answer (Linux)."""
        main = self.site.web.process
        assert main
        children = Path(f"/proc/{main.pid}/task/{main.pid}/children").read_text(encoding="ascii")
        return [int(child) for child in children.split()]

    @contextmanager
    def editor(self) -> Iterator[Visitor]:
        with Visitor(self.site) as visitor:
            sign_in(visitor)
            yield visitor


@dataclass(frozen=True)
class Case:
    """A fault: its name, what is expected in plain words, and the function that makes it."""

    name: str
    expected: str
    run: Callable[[Place], Seen]


@contextmanager
def readers(site: Production) -> Iterator[Counter[int | str]]:
    """Read the site as anonymous readers until the end of the block; count the statuses."""
    seen: Counter[int | str] = Counter()
    ending = threading.Event()

    def read(first: int) -> None:
        with Visitor(site) as visitor:
            number = first
            while not ending.is_set():
                try:
                    status: int | str = visitor.get(PATHS[number % len(PATHS)]).status_code
                except requests.RequestException as error:
                    status = type(error).__name__
                seen[status] += 1
                number += 1
                sleep(0.05)

    threads = [threading.Thread(target=read, args=[n], daemon=True) for n in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        ending.set()
        for thread in threads:
            thread.join()


def statuses(seen: Counter[int | str]) -> str:
    return ", ".join(f"{status}: {count}" for status, count in sorted(seen.items(), key=str))


def answers_well(site: Production) -> bool:
    """Return whether all the pages answer 200, from the program and not from the static copy."""
    with Visitor(site) as visitor:
        responses = [visitor.get(path) for path in PATHS]
    return all(
        response.status_code == 200 and "X-Static-Copy" not in response.headers
        for response in responses
    )


def read_during(place: Place, fault: Callable[[], None]) -> Seen:
    """Read the site during a fault, and after it; return what the readers saw."""
    with readers(place.site) as seen:
        sleep(1)
        fault()
        wait_until(lambda: answers_well(place.site), 120)
        sleep(1)
    return Seen(statuses(seen), set(seen) <= ALLOWED and seen[200] > 0)
