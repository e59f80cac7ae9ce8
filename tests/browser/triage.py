"""What axe leaves to people (« incomplete »), compared with what people answered.

The answers are the table of docs/accessibility/incomplete.md: rule, reason, elements (a CSS
selector), how, why. « measured » is a contrast that these tests measure themselves, each time;
« by hand » is what a person looked at. A doubt without an answer is a failure. An answer to a doubt
that axe did not have is only told at the end, once every kind of page has been looked at: what axe
doubts depends on the fonts of the machine and on how they wrap.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.accessibility import Doubt, examine
from tests.browser.chromium import LOOKS, Look
from tests.browser.contrast import too_weak

MEASURED = "measured"
ANSWERS = Path(__file__).resolve().parent.parent.parent / "docs/accessibility/incomplete.md"
ROW = re.compile(
    r"^\| `([^`]+)` \| `([^`]+)` \| `([^`]+)` \| (measured|by hand) \| (\S.*) \|$", re.MULTILINE
)
SETTLED = "doubts of axe that are settled"
LOOKED_AT = "looked at by axe"


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
        """The identity of a row, as a type that JSON keeps between two processes."""
        return f"{self.rule} | {self.reason} | {self.selector}"

    def settles(self, doubt: Doubt) -> bool:
        """Tell whether this answers a `tests.browser.accessibility.Doubt`."""
        return (
            self.rule == doubt.rule
            and self.reason == doubt.reason
            and self.selector in doubt.selectors
        )


def read_answers(path: Path = ANSWERS) -> list[Answer]:
    """Return the answers of the table, in its order."""
    return [Answer(*row) for row in ROW.findall(path.read_text(encoding="utf-8"))]


def look_through(
    tab: Page, answers: list[Answer], looks: Iterable[Look] = LOOKS, within: list[str] | None = None
) -> tuple[list[str], list[str]]:
    """Examine the page that the tab shows in every one of the looks.

    Return (problems, rows): a line for each violation, each doubt without an answer and each
    contrast that is measured too weak; and the keys of the answers that were of use.
    """
    problems = []
    rows = set()
    for look in looks:
        look.apply(tab)
        found = examine(tab, within, {answer.selector for answer in answers})
        for doubt in found.doubts:
            answer = next((a for a in answers if a.settles(doubt)), None)
            problem = objection(tab, doubt, answer)
            if problem:
                found.violations.append(f"{problem}: {doubt}")
            if answer:
                rows.add(answer.key)
        problems += [f"[{look}] {line}" for line in found.violations]
    return problems, sorted(rows)


def objection(tab: Page, doubt: Doubt, answer: Answer | None) -> str | None:
    """Return why the answer (or None) does not settle the doubt, or None when it does."""
    if answer is None:
        return "to be answered"
    return too_weak(tab, doubt.target[0]) if answer.how == MEASURED else None


class WholeRun:
    """Collect the doubts of all tests, from every process, and report the unused answers.

    A test gives its own with `record_property`: (LOOKED_AT, its name) and (SETTLED, rows). Nothing
    is told when some tests were left out.
    """

    def __init__(self, expected: list[str], answers: list[Answer]) -> None:
        self.expected = set(expected)
        self.answers = answers
        self.seen = set()
        self.settled = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when != "call":
            return
        for name, value in report.user_properties:
            if name == LOOKED_AT:
                self.seen.add(value)
            elif name == SETTLED:
                self.settled |= set(value)

    @property
    def unused(self) -> list[str]:
        """The keys of the answers that settled no doubt, in the order of the table."""
        if not self.expected <= self.seen:
            return []
        return [a.key for a in self.answers if a.key not in self.settled]

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if unused := self.unused:
            terminalreporter.section("doubts that axe did not have on this machine")
            terminalreporter.write_line(f"Rows of {ANSWERS.name} that settled nothing:")
        for row in unused:
            terminalreporter.write_line(row)
