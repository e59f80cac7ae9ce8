import pytest

from hub.search.circuit_breaker import CircuitBreaker


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> CircuitBreaker:
    return CircuitBreaker(failures=3, pause=5, clock=clock)


def test_the_circuit_opens_after_failures_in_a_row(breaker: CircuitBreaker) -> None:
    assert [breaker.failed(), breaker.failed()] == [False, False]
    assert breaker.is_closed
    assert breaker.failed()
    assert not breaker.is_closed


def test_an_answer_between_failures_starts_the_count_again(breaker: CircuitBreaker) -> None:
    breaker.failed()
    breaker.failed()
    assert not breaker.succeeded()
    breaker.failed()
    breaker.failed()
    assert breaker.is_closed


def test_the_circuit_opens_at_once_when_one_failure_is_enough(breaker: CircuitBreaker) -> None:
    assert breaker.failed(at_once=True)
    assert not breaker.is_closed


def test_a_closed_circuit_sends_no_probe(breaker: CircuitBreaker) -> None:
    assert not breaker.take_probe()


def test_one_caller_sends_the_probe_when_the_pause_is_over(
    breaker: CircuitBreaker, clock: Clock
) -> None:
    breaker.failed(at_once=True)
    clock.now += 4.9
    assert not breaker.take_probe()
    clock.now += 0.1
    assert [breaker.take_probe() for _ in range(3)] == [True, False, False]
    assert not breaker.is_closed


def test_a_probe_that_answers_closes_the_circuit(breaker: CircuitBreaker, clock: Clock) -> None:
    breaker.failed(at_once=True)
    clock.now += 5
    breaker.take_probe()
    assert breaker.succeeded()
    assert breaker.is_closed


def test_a_probe_that_fails_opens_the_circuit_for_another_pause(
    breaker: CircuitBreaker, clock: Clock
) -> None:
    breaker.failed(at_once=True)
    clock.now += 5
    breaker.take_probe()
    clock.now += 1
    assert not breaker.failed()  # it was open already
    clock.now += 4.9
    assert not breaker.take_probe()
    clock.now += 0.1
    assert breaker.take_probe()


def test_a_lost_probe_is_sent_again_after_a_pause(breaker: CircuitBreaker, clock: Clock) -> None:
    breaker.failed(at_once=True)
    clock.now += 5
    assert breaker.take_probe()
    clock.now += 5
    assert breaker.take_probe()
