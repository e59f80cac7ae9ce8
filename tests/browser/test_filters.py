"""Filters without reloading: one request per URL, and the focus is kept."""

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.browser

LIST = "/inspiration/"
APPLY = ".filters button[type=submit]"
BOX = ".facet input[type=checkbox]"


@dataclass
class Answers:
    """The answers of a list to the script, held until they are released."""

    routes: list[Route] = field(default_factory=list)
    released: int = 0

    def hold(self, route: Route) -> None:
        if route.request.resource_type == "fetch":
            self.routes.append(route)
        else:
            route.continue_()

    def release(self) -> None:
        for route in self.routes[self.released :]:
            route.continue_()
        self.released = len(self.routes)


@pytest.fixture
def answers_of_list(tab: Page) -> Answers:
    """The answers of the list of initiatives, which the tab shows."""
    answers = Answers()
    tab.route(f"**{LIST}*", lambda route: answers.hold(route))  # noqa: PLW0108  Playwright refuses a bound method
    tab.goto(LIST)
    return answers


def tick(tab: Page) -> None:
    with tab.expect_request(f"**{LIST}?*"):
        tab.locator(BOX).first.check()


def test_filters_are_asked_for_once(tab: Page, answers_of_list: Answers) -> None:
    tick(tab)
    tab.locator(APPLY).press("Enter")
    expect(tab.locator(".listing__results")).to_have_attribute("aria-busy", "true")
    answers_of_list.release()

    expect(tab.locator("#resultats")).to_be_focused()
    assert "?" in tab.url
    assert len(answers_of_list.routes) == 1


def test_results_already_shown_stay_and_get_the_focus(tab: Page, answers_of_list: Answers) -> None:
    tick(tab)
    answers_of_list.release()
    tab.wait_for_url("**?*")
    card = tab.locator(".listing__results article").first.element_handle()
    history = tab.evaluate("history.length")

    tab.locator(APPLY).press("Enter")

    expect(tab.locator("#resultats")).to_be_focused()
    assert len(answers_of_list.routes) == 1
    assert card.evaluate("card => card.isConnected")
    assert tab.evaluate("history.length") == history


def test_undone_choice_leaves_the_results(tab: Page, answers_of_list: Answers) -> None:
    tick(tab)
    tab.locator(BOX).first.uncheck()

    expect(tab.locator(".listing__results")).to_have_attribute("aria-busy", "false")
    assert tab.url.endswith(LIST)
    assert len(answers_of_list.routes) == 1


@pytest.mark.parametrize("held", [APPLY, ".listing__results article a"], ids=["button", "link"])
def test_focus_stays_when_the_results_come(held: str, tab: Page, answers_of_list: Answers) -> None:
    tick(tab)
    control = tab.locator(held).first
    if "article" in held:
        # A link that the filtered list has too.
        control = tab.locator(held).get_by_text(title_of_filtered(tab), exact=True)
    control.focus()
    before = control.element_handle()
    answers_of_list.release()

    tab.wait_for_url("**?*")
    expect(control).to_be_focused()
    assert not before.evaluate("control => control.isConnected")


def title_of_filtered(tab: Page) -> str:
    """Return the title of a card of the list with its first filter, which is also without it."""
    box = tab.locator(BOX).first
    other = tab.context.new_page()
    other.goto(f"{LIST}?{box.get_attribute('name')}={box.get_attribute('value')}")
    titles = other.locator(".listing__results article h3").all_inner_texts()
    other.close()
    shown = tab.locator(".listing__results article h3").all_inner_texts()
    return next(title for title in titles if title in shown)
