"""Configuration of gunicorn, the web process: `gunicorn --config deploy/gunicorn.conf.py hub.wsgi`.

Run it from the root of the project, behind nginx (deploy/nginx/hub.conf). Its variables are in
docs/features/settings.md; the reasons are in docs/adr/0031-gunicorn-threads-after-preload.md.
"""

import os
import sys
from pathlib import Path
from typing import Any

# The configuration reads the settings of the site: an invalid one stops the start here.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
os.environ.setdefault("HUB_PROCESS", "web")

from django.conf import settings
from django.db import connections

from hub.core.site.garbage import settle_collector
from hub.settings.environment import read_integer, read_text

# Loopback or a private network only: nothing here checks who connects.
bind = read_text("WEB_BIND", "127.0.0.1:8000")
backlog = 512  # connections that wait while a process restarts

worker_class = "gthread"
workers = read_integer("WEB_CONCURRENCY", 1, minimum=1)
threads = read_integer("WEB_THREADS", 4, minimum=1)
# Loaded once, then forked: the processes share the memory of the code, and a new one answers at
# once. The model of the search by meaning is loaded after the fork, from a file that they share.
preload_app = True

timeout = 60  # seconds without a sign of life of the process, after which it is killed
graceful_timeout = 30  # seconds left to the current requests by a stop
keepalive = 75  # longer than nginx keeps an idle connection: nginx is the one that closes it
# Leaks of libraries stay bounded; jitter, so that two processes do not restart together.
max_requests = 5_000
max_requests_jitter = 1_000

# Files of the sign of life: in memory, where a slow disk cannot block the process.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
control_socket_disable = True  # it would be a file in the home folder

# Addresses of readers are personal data: the site itself writes a line per request, without them.
accesslog = None
# The lines of gunicorn have the format of those of the site (LOG_FORMAT).
logconfig_dict = {
    **settings.LOGGING,
    "loggers": {
        **settings.LOGGING["loggers"],
        "gunicorn.error": {"level": "INFO", "handlers": ["console"], "propagate": False},
    },
}

METRICS_FOLDER = os.environ.get("PROMETHEUS_MULTIPROC_DIR", "")


def on_starting(server: Any) -> None:
    """Delete the metrics of the processes of the previous start."""
    if METRICS_FOLDER:
        for file in Path(METRICS_FOLDER).glob("*.db"):
            file.unlink(missing_ok=True)


def pre_fork(server: Any, worker: Any) -> None:
    """Close what loading the application opened: a connection must not be in two processes.

    What it made is never freed: garbage collections need not read it.
    """
    connections.close_all()
    settle_collector()


def child_exit(server: Any, worker: Any) -> None:
    """Drop the gauges of a process that ended, when there are several."""
    if METRICS_FOLDER:
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)
