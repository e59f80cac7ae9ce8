import pytest

from hub.core.templatetags.cover_tags import landscape


def test_landscape_of_a_title_is_always_the_same() -> None:
    assert landscape("Une cantine qui cuisine") == landscape("Une cantine qui cuisine")


def test_landscape_of_two_titles_differs() -> None:
    assert landscape("Une cantine").near != landscape("Un verger").near


@pytest.mark.parametrize("colour", ["", None, "red", "#12345", '#123456" onload="x'])
def test_landscape_refuses_what_is_not_a_colour(colour: str | None) -> None:
    assert landscape("Un verger", colour).colour == ""


def test_landscape_keeps_the_colour_of_a_theme() -> None:
    assert landscape("Un verger", "#2f6f4f").colour == "#2f6f4f"
