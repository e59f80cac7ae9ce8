"""Compare axe « incomplete » results with the recorded answers.

The answers are the table of docs/accessibility/incomplete.md: rule, reason, elements (a CSS
selector), how, why. « measured » is a contrast that these tests measure at each run; « by hand » is
what a person checked. A result without an answer is a failure. Unused answers are only reported at
the end, when every kind of page was examined: « incomplete » results depend on the fonts of the
machine and on line breaks.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.accessibility import IncompleteResult, examine
from tests.browser.chromium import LOOKS, Look
from tests.browser.contrast import find_low_contrast

MEASURED = "measured"
ANSWERS = Path(__file__).resolve().parent.parent.parent / "docs/accessibility/incomplete.md"
ROW = re.compile(
    r"^\| `([^`]+)` \| `([^`]+)` \| `([^`]+)` \| (measured|by hand) \| (\S.*) \|$", re.MULTILINE
)
# The rules that a colour scheme may change when it shows the same elements: colours, and borders
# that forced colours add.
SCHEME_RULES = ("color-contrast", "link-in-text-block", "target-size")
VISIBLE = """() => [...document.querySelectorAll("*")].map(element =>
  +element.checkVisibility({opacityProperty: true, visibilityProperty: true})).join("")"""
USED_ANSWERS = "recorded answers that were used"
EXAMINED_KIND = "looked at by axe"


@dataclass(frozen=True)
class Answer:
    """One row of the table."""

    rule: str
    reason: str
    selector: str
    how: str
    why: str

    @property
    def key(self) -> str:
        """The identity of a row, as a string: it is sent between processes as JSON."""
        return f"{self.rule} | {self.reason} | {self.selector}"

    def matches(self, result: IncompleteResult) -> bool:
        """Return whether this row answers an « incomplete » result."""
        return (
            self.rule == result.rule
            and self.reason == result.reason
            and self.selector in result.selectors
        )


def read_answers(path: Path = ANSWERS) -> list[Answer]:
    """Return the answers of the table, in its order."""
    return [Answer(*row) for row in ROW.findall(path.read_text(encoding="utf-8"))]


def look_through(
    tab: Page, answers: list[Answer], looks: Iterable[Look] = LOOKS, within: list[str] | None = None
) -> tuple[list[str], list[str]]:
    """Examine the page of the tab in each of the looks.

    All the rules are run in the first look of each width, and in those that show other elements
    than the look before; the rules of colours alone in the others.

    Return (problems, rows): a line for each violation, each « incomplete » result without an answer
    and each contrast that is measured too low; and the keys of the answers that were used.
    """
    problems = []
    rows = set()
    examined: dict[int, str] = {}
    for look in looks:
        look.apply(tab)
        visible = tab.evaluate(VISIBLE)
        only = SCHEME_RULES if examined.get(look.width) == visible else ()
        examined[look.width] = visible
        found = examine(tab, within, {answer.selector for answer in answers}, only)
        for result in found.incomplete:
            answer = next((a for a in answers if a.matches(result)), None)
            problem = find_problem(tab, result, answer)
            if problem:
                found.violations.append(f"{problem}: {result}")
            if answer:
                rows.add(answer.key)
        problems += [f"[{look}] {line}" for line in found.violations]
    return problems, sorted(rows)


def find_problem(tab: Page, result: IncompleteResult, answer: Answer | None) -> str | None:
    """Return the problem that remains with this answer (or None), or None if there is none."""
    if answer is None:
        return "to be answered"
    return find_low_contrast(tab, result.target[0]) if answer.how == MEASURED else None


class WholeRun:
    """Collect the answers used by all tests, from every process; report the unused ones.

    Tests call `record_property` with (EXAMINED_KIND, name) and (USED_ANSWERS, rows). Nothing is
    reported when some tests did not run.
    """

    def __init__(self, expected: list[str], answers: list[Answer]) -> None:
        self.expected = set(expected)
        self.answers = answers
        self.seen = set()
        self.used = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when != "call":
            return
        for name, value in report.user_properties:
            if name == EXAMINED_KIND:
                self.seen.add(value)
            elif name == USED_ANSWERS and isinstance(value, list):
                self.used |= set(value)

    @property
    def unused(self) -> list[str]:
        """The keys of the answers that no test used, in the order of the table."""
        if not self.expected <= self.seen:
            return []
        return [a.key for a in self.answers if a.key not in self.used]

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if unused := self.unused:
            terminalreporter.section("recorded answers that axe did not ask for on this machine")
            terminalreporter.write_line(f"Rows of {ANSWERS.name} that settled nothing:")
        for row in unused:
            terminalreporter.write_line(row)
