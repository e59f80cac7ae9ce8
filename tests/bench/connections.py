"""Time requests with and without persistent connections to PostgreSQL, in the same run.

    python -m tests.services.postgresql -- python -m tests.bench.connections
    python -m tests.services.postgresql -- python -m tests.bench.connections --requests 500 --check

The two ways alternate every few requests, so that the load of the machine is the same for both.
Prints one line of JSON per address: median milliseconds of a request, and the gain in requests per
second, in per cent.
"""

import argparse
import json
import sys
from io import BytesIO

# First: it sets Django up for what follows.
from tests.bench.database import bench_database  # isort: skip

from collections.abc import Callable, Iterable
from statistics import median
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.core.wsgi import get_wsgi_application
from django.db import connection, connections

from tests.bench.search import timed

ADDRESSES = ("/", "/recherche/", "/recherche/suggestions/?q=eau", "/robots.txt", "/lettres.rss")
KEPT_SECONDS = 60
SERIES = 10
# Minimum gain on the fastest address that reads the database, in per cent.
GOAL = 10

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def read(application: Application, address: str) -> str:
    """Send a GET request as a WSGI server does, to the end of the response; return its status."""
    path, _, query = address.partition("?")
    environ: dict[str, Any] = {"PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "testserver"}
    setup_testing_defaults(environ)
    environ["wsgi.input"] = BytesIO()
    statuses: list[str] = []
    response = application(environ, lambda status, headers, *rest: statuses.append(status))
    try:
        for _ in response:
            pass
    finally:
        # Ends the request: Django then closes the connection, or keeps it.
        response.close()
    return statuses[0]


def times(application: Application, address: str, kept: int) -> list[float]:
    """Return the times of a few requests with CONN_MAX_AGE `kept`, in milliseconds."""
    connections.close_all()
    connection.settings_dict.update(CONN_MAX_AGE=kept, CONN_HEALTH_CHECKS=bool(kept))
    read(application, address)  # opens the connection that is kept
    return [timed(read, application, address)[0] for _ in range(SERIES)]


def measure(application: Application, address: str, requests: int) -> dict[str, Any]:
    """Return the median times of an address without and with kept connections, and the gain."""
    status = read(application, address)
    found: dict[int, list[float]] = {0: [], KEPT_SECONDS: []}
    for _ in range(max(requests // SERIES, 1)):
        for kept, series in found.items():
            series.extend(times(application, address, kept))
    new, kept_time = (median(series) for series in found.values())
    return {
        "address": address,
        "status": status,
        "new connections": round(new, 1),
        "kept connections": round(kept_time, 1),
        "gain %": round((new / kept_time - 1) * 100),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--requests", type=int, default=300, help="per address and way")
    parser.add_argument("--check", action="store_true", help="fail below the goal")
    options = parser.parse_args()
    if connection.vendor != "postgresql":
        parser.error("needs PostgreSQL: python -m tests.services.postgresql -- …")
    with bench_database():
        application = get_wsgi_application()
        gains = []
        for address in ADDRESSES:
            figures = measure(application, address, options.requests)
            gains.append(figures["gain %"])
            print(json.dumps(figures), flush=True)
    if options.check and max(gains) < GOAL:
        sys.exit(1)


if __name__ == "__main__":
    main()
