import pytest

from hub.search.embedded.typos import is_one_typo


@pytest.mark.parametrize("other", ["cantin", "cantinne", "canyine", "catnine", "acntine"])
def test_one_edit_is_one_typo(other: str) -> None:
    assert is_one_typo("cantine", other)


@pytest.mark.parametrize("other", ["cantine", "canti", "cnatnie", "cuntone", "antinec", ""])
def test_no_edit_or_two_edits_are_not_one_typo(other: str) -> None:
    assert not is_one_typo("cantine", other)
