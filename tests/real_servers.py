"""Deselect the tests of a server that is not available, and report their number."""

import os
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from xdist.workermanage import WorkerController

from tests.services import nginx, postgresql

VARIABLE = "HUB_TEST_ELASTICSEARCH_URL"


@dataclass(frozen=True)
class Server:
    """A server: its tests use one of `fixtures`, or have `value` as their parameter `parameter`."""

    name: str
    is_available: Callable[[], bool]
    fixtures: tuple[str, ...]
    parameter: str
    value: str
    advice: str

    def is_wanted(self, item: pytest.Item) -> bool:
        case = getattr(item, "callspec", None)
        is_for_it = case is not None and case.params.get(self.parameter) == self.value
        return is_for_it or not set(self.fixtures).isdisjoint(getattr(item, "fixturenames", ()))


def has_nginx() -> bool:
    """Return whether nginx is installed, or required: its tests then fail without it."""
    return bool(os.environ.get("HUB_TEST_NGINX") or nginx.find_program())


def has_postgresql() -> bool:
    """Return whether PostgreSQL is installed: these tests start a server of their own."""
    try:
        postgresql.find_programs()
    except postgresql.PostgreSQLError:
        return bool(os.environ.get("HUB_TEST_DATABASE_URL"))
    return True


SERVERS = [
    Server(
        "Elasticsearch",
        lambda: bool(os.environ.get(VARIABLE)),
        fixtures=("elastic",),
        parameter="engine",
        value="elasticsearch",
        advice=".venv/bin/python -m tests.services.elasticsearch -- make test",
    ),
    Server(
        "nginx",
        has_nginx,
        fixtures=("nginx_server",),
        parameter="sound_server",
        value="nginx",
        advice="sudo apt install nginx",
    ),
    Server(
        "PostgreSQL",
        has_postgresql,
        fixtures=("postgresql_folder", "postgresql_site"),
        parameter="own_server",
        value="postgresql",
        advice="sudo apt install postgresql",
    ),
    Server(
        "the site of production",
        lambda: bool(os.environ.get("HUB_TEST_PRODUCTION")),
        fixtures=("production_site",),
        parameter="site",
        value="production",
        advice="HUB_TEST_PRODUCTION=yes .venv/bin/python -m pytest tests/production",
    ),
]
# Number of deselected tests by name of server.
LEFT_OUT = pytest.StashKey[dict[str, int]]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    counts = {}
    for server in SERVERS:
        if server.is_available():
            continue
        deselected = [item for item in items if server.is_wanted(item)]
        config.hook.pytest_deselected(items=deselected)
        items[:] = [item for item in items if not server.is_wanted(item)]
        counts[server.name] = len(deselected)
    store_counts(config, counts)


def store_counts(config: pytest.Config, counts: dict[str, int]) -> None:
    """Store the numbers of deselected tests; pytest-xdist workers pass them to the controller."""
    config.stash[LEFT_OUT] = counts
    if hasattr(config, "workeroutput"):
        config.workeroutput["left_out"] = counts


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: WorkerController) -> None:
    """Read the numbers of any worker: all of them collect the same tests."""
    node.config.stash[LEFT_OUT] = getattr(node, "workeroutput", {}).get("left_out", {})


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    counts = config.stash.get(LEFT_OUT, {})
    for server in SERVERS:
        if count := counts.get(server.name, 0):
            terminalreporter.section(f"without {server.name}", yellow=True)
            terminalreporter.line(
                f"{count} tests need a real server and did not run. To run them:\n  {server.advice}"
            )
