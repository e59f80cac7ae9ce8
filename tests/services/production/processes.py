"""Processes of the site: started, stopped and killed with all their children."""

import os
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.services.production.deployed import ROOT

# Far more than the processes need: on a busy machine, the end of an interpreter takes long.
STOP_SECONDS = 180
LOG_LINES = 40


@dataclass
class Service:
    """A command of the site, its environment and its log; `start` may be called after a stop."""

    name: str
    command: list[str]
    variables: Mapping[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self.variables,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def stop(self) -> int:
        """Ask the main process to stop, as systemd does; return its exit status."""
        process = self._running()
        process.terminate()
        try:
            return process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def kill(self) -> None:
        """Kill the process and its children at once (SIGKILL)."""
        process = self._running()
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def last_lines(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(lines[-LOG_LINES:])

    def _running(self) -> subprocess.Popen[bytes]:
        if self.process is None:
            raise RuntimeError(f"{self.name} was never started.")
        return self.process
