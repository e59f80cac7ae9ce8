"""Deselect the tests of a server that is not configured, and report their number."""

import os

import pytest
from xdist.workermanage import WorkerController

VARIABLE = "HUB_TEST_ELASTICSEARCH_URL"
# Tests that need the server use this fixture, or have this value as their `engine` parameter.
FIXTURE, ENGINE = "elastic", "elasticsearch"
LEFT_OUT = pytest.StashKey[int]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if os.environ.get(VARIABLE):
        return
    deselected = [item for item in items if wants_elasticsearch(item)]
    config.hook.pytest_deselected(items=deselected)
    items[:] = [item for item in items if item not in deselected]
    store_count(config, len(deselected))


def wants_elasticsearch(item: pytest.Item) -> bool:
    case = getattr(item, "callspec", None)
    is_for_it = case is not None and case.params.get("engine") == ENGINE
    return is_for_it or FIXTURE in getattr(item, "fixturenames", ())


def store_count(config: pytest.Config, count: int) -> None:
    """Store the number of deselected tests; pytest-xdist workers pass it to the controller."""
    config.stash[LEFT_OUT] = count
    if hasattr(config, "workeroutput"):
        config.workeroutput["left_out"] = count


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: WorkerController) -> None:
    """Read the number of any worker: all of them collect the same tests."""
    node.config.stash[LEFT_OUT] = getattr(node, "workeroutput", {}).get("left_out", 0)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if count := config.stash.get(LEFT_OUT, 0):
        terminalreporter.section("without Elasticsearch", yellow=True)
        terminalreporter.line(
            f"{count} tests need a real server and did not run. To run them:\n"
            "  .venv/bin/python -m tests.services.elasticsearch -- make test"
        )
