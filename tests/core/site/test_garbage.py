"""The garbage collector of a server process: what exists is excluded from collections."""

import gc
from collections.abc import Iterator

import pytest

from hub.core.site.garbage import THRESHOLDS, settle_collector


@pytest.fixture
def collector() -> Iterator[None]:
    """Give the collector its state back."""
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)


@pytest.mark.usefixtures("collector")
def test_what_is_loaded_is_not_collected_any_more() -> None:
    loaded: list[object] = []
    settle_collector()
    assert gc.get_threshold() == THRESHOLDS
    assert not any(one is loaded for one in gc.get_objects())
    made: list[object] = []
    assert any(one is made for one in gc.get_objects())
