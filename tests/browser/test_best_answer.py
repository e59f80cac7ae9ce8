"""A reader finds the best answer of a search, and removes the kind that the search names."""

import pytest
from playwright.sync_api import expect

from tests.browser.readers import Pointer
from tests.browser.test_journeys import heading, reader  # noqa: F401  a fixture
from tests.browser.test_layout import WIDER_THAN_THE_WINDOW

pytestmark = pytest.mark.browser


def test_reader_opens_the_theme_that_is_named(reader: Pointer) -> None:  # noqa: F811
    tab = reader.tab
    tab.goto("/recherche/?q=la+cooperation")
    answer = tab.get_by_role("region", name="Coopération")
    expect(answer).to_contain_text("Thème")
    assert tab.evaluate(WIDER_THAN_THE_WINDOW) == []
    reader.follow(answer.get_by_role("link", name="Coopération"))
    expect(heading(tab)).to_have_text("Coopération")


def test_reader_opens_the_letter_of_a_number(reader: Pointer) -> None:  # noqa: F811
    tab = reader.tab
    tab.goto("/recherche/?q=lettre+n°+3")
    answer = tab.get_by_role("region", name="Entrée dans la seconde phase")
    expect(answer).to_contain_text("Lettre n°\u00a03")
    reader.follow(answer.get_by_role("link", name="Entrée dans la seconde phase"))
    tab.wait_for_url("**/lettres/3-*/")


def test_reader_removes_the_kind_that_is_named(reader: Pointer) -> None:  # noqa: F811
    tab = reader.tab
    tab.goto("/recherche/?q=lettres+sur+les+habitants")
    expect(tab.get_by_role("main")).to_contain_text("Lettres sur «\u00a0habitants\u00a0».")
    assert tab.evaluate(WIDER_THAN_THE_WINDOW) == []
    reader.follow(tab.get_by_role("link", name="Retirer le filtre Lettre", exact=True))
    tab.wait_for_url("**/recherche/?q=habitants")
