"""The background sync thread: one per process, with retries."""

import threading
from collections.abc import Callable
from typing import NoReturn

import pytest
from pytest_django import Settings

from hub.search.outbox import background
from hub.search.outbox.sync import SyncResult


@pytest.fixture
def passes(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> tuple[list[Callable[[], SyncResult]], list[str | float]]:
    """Return (results of the next passes, log); no database access and no real sleep."""
    settings.SEARCH_IN_BACKGROUND = True
    answers: list[Callable[[], SyncResult]] = []
    done: list[str | float] = []

    def sync() -> SyncResult:
        done.append(threading.current_thread().name)
        return answers.pop(0)() if answers else SyncResult()

    monkeypatch.setattr("hub.search.outbox.sync.sync", sync)
    monkeypatch.setattr(background.connections, "close_all", lambda: None)
    monkeypatch.setattr(background, "sleep", done.append)
    return answers, done


def join_thread() -> None:
    for thread in threading.enumerate():
        if thread.name == "search-sync":
            thread.join(10)
    assert not background._state["running"]


def test_a_request_during_a_pass_starts_one_more(
    passes: tuple[list[Callable[[], SyncResult]], list[str | float]],
) -> None:
    answers, done = passes
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> SyncResult:
        begun.set()
        go_on.wait(10)
        return SyncResult()

    answers.append(slow)
    background.start()
    assert begun.wait(10)
    background.start()
    background.start()
    go_on.set()
    join_thread()
    assert done == ["search-sync", "search-sync"]


def test_an_engine_that_is_down_is_retried(
    passes: tuple[list[Callable[[], SyncResult]], list[str | float]],
) -> None:
    answers, done = passes

    class Down(SyncResult):
        errors = {"elasticsearch": "down"}

    answers.append(Down)
    background.start()
    join_thread()
    assert done == ["search-sync", background.RETRY_SECONDS, "search-sync"]


def test_a_pass_that_fails_does_not_stop_the_next_ones(
    passes: tuple[list[Callable[[], SyncResult]], list[str | float]],
) -> None:
    answers, done = passes

    def fail() -> NoReturn:
        raise ValueError("imprévu")

    answers.append(fail)
    background.start()
    join_thread()
    background.start()
    join_thread()
    assert done == ["search-sync", "search-sync"]


def test_no_thread_starts_when_disabled(
    passes: tuple[list[Callable[[], SyncResult]], list[str | float]], settings: Settings
) -> None:
    settings.SEARCH_IN_BACKGROUND = False
    background.start()
    assert passes[1] == []
