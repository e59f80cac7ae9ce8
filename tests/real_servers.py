"""Deselect the tests of a server that is not configured, and report their number."""

import os

import pytest
from xdist.workermanage import WorkerController

VARIABLE = "HUB_TEST_ELASTICSEARCH_URL"
# The tests that want it use this fixture, or are those of all engines for this one.
FIXTURE, ENGINE = "elastic", "elasticsearch"
LEFT_OUT = pytest.StashKey[int]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if os.environ.get(VARIABLE):
        return
    wanting = [item for item in items if wants_elasticsearch(item)]
    config.hook.pytest_deselected(items=wanting)
    items[:] = [item for item in items if item not in wanting]
    tell(config, len(wanting))


def wants_elasticsearch(item: pytest.Item) -> bool:
    case = getattr(item, "callspec", None)
    is_for_it = case is not None and case.params.get("engine") == ENGINE
    return is_for_it or FIXTURE in getattr(item, "fixturenames", ())


def tell(config: pytest.Config, count: int) -> None:
    """Keep the number; a process of pytest-xdist gives it to the one that reports."""
    config.stash[LEFT_OUT] = count
    if hasattr(config, "workeroutput"):
        config.workeroutput["left_out"] = count


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: WorkerController) -> None:
    """Every process of pytest-xdist has collected the same tests: one number is enough."""
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
