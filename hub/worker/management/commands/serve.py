import atexit
import os
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.management.commands.runserver import Command as RunServerCommand

STOP_SECONDS = 25


class Command(RunServerCommand):
    help = (
        "Lance le serveur de développement (runserver) et, à côté, les tâches de fond (worker), "
        "qui s’arrêtent et redémarrent avec lui."
    )

    def inner_run(self, *args: Any, **options: Any) -> None:
        # Called in the process that serves, which the reloader ends and starts again.
        start_worker()
        super().inner_run(*args, **options)


def start_worker() -> subprocess.Popen[bytes]:
    """Start a worker that ends with this process: at its exit, or by itself if it is killed."""
    command = [
        sys.executable,
        str(settings.BASE_DIR / "manage.py"),
        "worker",
        f"--parent={os.getpid()}",
    ]
    worker = subprocess.Popen(command)  # noqa: S603 - a command of our own
    atexit.register(stop, worker)
    return worker


def stop(worker: subprocess.Popen[bytes]) -> None:
    """Ask a worker to stop, and wait until it has."""
    worker.terminate()
    try:
        worker.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()
