"""A site that a test can stop in the middle of a save, then start again."""

import contextlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.browser.site import HOST, ROOT, Site, environment, free_port, serving


class StoppableSite:
    """The seeded site as a process: `stop` kills it, `start` serves the same data again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = str(free_port())
        self.site = Site(f"http://{HOST}:{self.port}")
        self._running = contextlib.ExitStack()

    def seed(self) -> None:
        self._serve([sys.executable, "-m", "tests.browser.server", self.port])

    def start(self) -> None:
        arguments = ["runserver", f"{HOST}:{self.port}", "--noreload"]
        self._serve([sys.executable, "manage.py", *arguments])

    def stop(self) -> None:
        self._running.close()

    def _serve(self, command: list[str]) -> None:
        variables = environment(self.folder, self.site)
        log = self.folder / "server.log"
        self._running.enter_context(serving(command, ROOT, variables, self.site, log))


@contextlib.contextmanager
def stoppable_site() -> Iterator[StoppableSite]:
    with tempfile.TemporaryDirectory(prefix="hub-outage-") as name:
        stoppable = StoppableSite(Path(name))
        stoppable.seed()
        try:
            yield stoppable
        finally:
            stoppable.stop()
