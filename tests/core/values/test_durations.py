import pytest

from hub.core.values.durations import format_duration, format_seconds


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.4, "0\u00a0s"),
        (30, "30\u00a0s"),
        (59.4, "59\u00a0s"),
        (59.6, "1\u00a0min"),
        (60, "1\u00a0min"),
        (90, "1\u00a0min\u00a030"),
        (125, "2\u00a0min\u00a005"),
        (599, "9\u00a0min\u00a059"),
        (600, "10\u00a0min"),
        (754, "13\u00a0min"),
        (3569, "59\u00a0min"),
        (3570, "1\u00a0h\u00a000"),
        (3900, "1\u00a0h\u00a005"),
        (90_000, "25\u00a0h\u00a000"),
    ],
)
def test_duration_is_that_of_the_sound(seconds: float, words: str) -> None:
    assert format_duration(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "written"), [(0, "0"), (754, "754"), (754.5, "754.5"), (8.25, "8.25"), (10, "10")]
)
def test_seconds_of_a_media_fragment(seconds: float, written: str) -> None:
    assert format_seconds(seconds) == written
