"""A site that a test can stop in the middle of a save, then start again."""

import contextlib
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.browser.site import DATABASE, HOST, ROOT, Site, environment, free_port, serving


class StoppableSite:
    """A copy of a site as a process: `stop` kills it, `start` serves the same data again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = str(free_port())
        self.site = Site(f"http://{HOST}:{self.port}")
        self._running = contextlib.ExitStack()

    def copy(self, other: Site) -> None:
        """Copy the data of another site, which goes on; its files are shared."""
        with (
            contextlib.closing(sqlite3.connect(other.folder / DATABASE)) as source,
            contextlib.closing(sqlite3.connect(self.folder / DATABASE)) as target,
        ):
            source.backup(target)
        for name in ("media", "static"):
            (self.folder / name).symlink_to(other.folder / name)

    def start(self) -> None:
        command = [sys.executable, "manage.py", "runserver", f"{HOST}:{self.port}", "--noreload"]
        variables = environment(self.folder, self.site)
        log = self.folder / "server.log"
        self._running.enter_context(serving(command, ROOT, variables, self.site, log))

    def stop(self) -> None:
        self._running.close()


@contextlib.contextmanager
def stoppable_site(other: Site) -> Iterator[StoppableSite]:
    """Yield a running copy of a site."""
    with tempfile.TemporaryDirectory(prefix="hub-outage-") as name:
        stoppable = StoppableSite(Path(name))
        stoppable.copy(other)
        try:
            stoppable.start()
            yield stoppable
        finally:
            stoppable.stop()
