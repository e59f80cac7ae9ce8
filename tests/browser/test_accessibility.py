"""axe finds nothing on any kind of page, narrow or wide, light, dark or in forced colours."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.accessibility import examine
from tests.browser.chromium import Look
from tests.browser.pages import HTML_KINDS, Kind
from tests.browser.triage import EXAMINED_KIND, USED_ANSWERS, Answer, WholeRun, look_through
from tests.browser.visits import show

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("kind", HTML_KINDS, ids=str)
def test_axe_finds_no_violation(
    kind: Kind,
    tab: Page,
    examples: dict[str, str],
    answers: list[Answer],
    record_property: Callable[[str, object], None],
) -> None:
    show(kind, tab, examples)
    problems, rows = look_through(tab, answers, kind.looks)
    record_property(USED_ANSWERS, rows)
    record_property(EXAMINED_KIND, str(kind))

    assert not problems, f"{examples[kind.name]}\n" + "\n".join(problems)


def test_axe_finds_violations_in_an_invalid_page(tab: Page, examples: dict[str, str]) -> None:
    tab.goto(examples["accueil"])
    tab.evaluate("document.querySelector('main').innerHTML = '<img src=x><p><a href=/></a></p>'")

    found = "\n".join(examine(tab).violations)

    assert "image-alt" in found
    assert "link-name" in found


def test_forced_colours_replace_those_of_the_site(tab: Page, examples: dict[str, str]) -> None:
    tab.goto(examples["accueil"])
    colour = "() => getComputedStyle(document.body).backgroundColor"
    usual = tab.evaluate(colour)

    Look(scheme="forced").apply(tab)

    assert tab.evaluate("() => matchMedia('(forced-colors: active)').matches")
    assert tab.evaluate(colour) != usual


# Links inside a sentence that are not styled as buttons.
PLAIN_LINKS_IN_SENTENCES = """() =>
    [...document.querySelectorAll('main :is(p, li, dd, td) a[href]')]
    .filter(a => a.parentElement.textContent.trim() !== a.textContent.trim())
    .filter(a => !getComputedStyle(a).textDecorationLine.includes('underline'))
    .filter(a => !a.matches('.tag, .chip, .button'))
    .map(a => a.outerHTML)"""


@pytest.mark.parametrize("name", ["lettre", "initiative", "episode", "film", "accessibilite"])
def test_links_in_sentences_are_underlined(name: str, tab: Page, examples: dict[str, str]) -> None:
    tab.goto(examples[name])
    tab.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")

    assert tab.evaluate(PLAIN_LINKS_IN_SENTENCES) == []


UNSURE = """<p class="unsure" style="background-image: linear-gradient(red, {}); color: black">
    Lisible ?</p>"""


def answer(selector: str, how: str = "measured") -> Answer:
    return Answer("color-contrast", "bgGradient", selector, how, "…")


def test_incomplete_result_needs_an_answer_for_its_element(
    tab: Page, examples: dict[str, str]
) -> None:
    tab.goto(examples["accueil"])
    tab.locator("main").evaluate("(main, html) => main.innerHTML = html", UNSURE.format("white"))

    problems, rows = look_through(tab, [answer("p.elsewhere")], within=["main"])
    assert len(problems) > 0
    assert all("to be answered: color-contrast (bgGradient)" in line for line in problems)
    assert rows == []

    problems, rows = look_through(tab, [answer("p.unsure")], within=["main"])
    assert problems == []
    assert rows == [answer("p.unsure").key]


def test_contrast_that_axe_leaves_to_people_is_measured(
    tab: Page, examples: dict[str, str]
) -> None:
    tab.goto(examples["accueil"])
    tab.locator("main").evaluate("(main, html) => main.innerHTML = html", UNSURE.format("#333"))

    measured, _ = look_through(tab, [answer("p.unsure")], within=["main"])
    trusted, _ = look_through(tab, [answer("p.unsure", how="by hand")], within=["main"])

    assert any("instead of 4.5" in line for line in measured)
    assert trusted == []


def test_unused_answers_are_reported_once_every_kind_was_examined() -> None:
    useful, useless = answer("a"), answer("b")

    def unused_after(*kinds: str) -> list[str]:
        run = WholeRun(["one", "two"], [useful, useless])
        for kind in kinds:
            run.pytest_runtest_logreport(Report(kind, [useful.key]))
        return run.unused

    # Some kinds were not examined: nothing is reported.
    assert unused_after("one") == []
    assert unused_after("one", "two") == [useless.key]


class Report:
    when = "call"

    def __init__(self, kind: str, rows: list[str]) -> None:
        self.user_properties = [(EXAMINED_KIND, kind), (USED_ANSWERS, rows)]
