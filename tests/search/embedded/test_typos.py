import pytest

from hub.search.embedded.typos import is_one_typo


@pytest.mark.parametrize("other", ["cantin", "cantinne", "canyine", "catnine", "acntine"])
def test_one_slip_is_one_typo(other: str) -> None:
    assert is_one_typo("cantine", other)


@pytest.mark.parametrize("other", ["cantine", "canti", "cnatnie", "cuntone", "antinec", ""])
def test_none_or_two_slips_are_not(other: str) -> None:
    assert not is_one_typo("cantine", other)
