"""Run axe-core with all its rules for WCAG 2.2 AA and its best practices."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# Target size (WCAG 2.2, 2.5.8) is the only AA rule that axe disables by default.
OPTIONS = {
    "resultTypes": ["violations", "incomplete"],
    "rules": {"target-size": {"enabled": True}},
}
# Colours are measured after CSS transitions: an intermediate colour proves nothing.
END_OF_TRANSITIONS = """() => Promise.allSettled(
  document.getAnimations().filter(a => a instanceof CSSTransition).map(a => a.finished))"""
# In forced colours axe reads `-webkit-text-fill-color`, for which Chromium returns the colour of
# the style sheet, not the painted one: set it on each element to the painted colour.
FORCED = "(forced-colors: active)"
SET_PAINTED_COLOURS = """active => {
  const all = [...document.querySelectorAll("*")];
  const colours = all.map(element => active ? getComputedStyle(element).color : "");
  all.forEach((element, i) => element.style.webkitTextFillColor = colours[i]);
}"""
# Another name: the editor of Wagtail has an axe of its own, with its rules.
INJECTED = "'axeOfTests' in window"
KEEP = "() => { window.axeOfTests = window.axe; }"
RUN = "([context, options]) => axeOfTests.run(context ?? document, options)"
# A target of several items crosses frames or shadow roots, which the site does not use.
MATCHING = """([target, selectors]) => {
  const element = target.length === 1 ? document.querySelector(target[0]) : null;
  return element ? selectors.filter(selector => element.matches(selector)) : [];
}"""


@dataclass(frozen=True)
class IncompleteResult:
    """One element of an axe « incomplete » result: axe needs a person to decide.

    `reason` is axe's message key; `selectors` are those passed to `examine` that the element
    matches.
    """

    rule: str
    reason: str
    target: tuple
    html: str
    selectors: tuple = ()

    def __str__(self) -> str:
        return f"{self.rule} ({self.reason}) {' '.join(self.target)}: {self.html}"


@dataclass
class Findings:
    """What axe finds in a page: a line per violation, and the « incomplete » results."""

    violations: list = field(default_factory=list)
    incomplete: list = field(default_factory=list)


def examine(
    tab: Page,
    within: list[str] | None = None,
    selectors: Iterable[str] = (),
    only: Iterable[str] = (),
) -> Findings:
    """Return the `Findings` of the page as it is now.

    `within`: CSS selectors of the elements to examine. `selectors`: those to match « incomplete »
    results against. `only`: the rules to run.
    """
    options = {**OPTIONS, "runOnly": {"type": "rule", "values": list(only)}} if only else OPTIONS
    context = {"include": within} if within else None
    # Move the mouse away, so that no element is in its :hover state.
    tab.mouse.move(0, 0)
    tab.evaluate(END_OF_TRANSITIONS)
    forced = tab.evaluate("media => matchMedia(media).matches", FORCED)
    tab.evaluate(SET_PAINTED_COLOURS, forced)
    if not tab.evaluate(INJECTED):
        tab.evaluate(AXE_SCRIPT)
        tab.evaluate(KEEP)
    response = tab.evaluate(RUN, [context, options])
    tab.evaluate(SET_PAINTED_COLOURS, False)
    return Findings(
        violations=[
            f"{rule['id']} ({rule['impact']}) {' '.join(map(str, node['target']))}: "
            f"{' '.join(node['failureSummary'].split())}\n    {node['html'][:200]}"
            for rule in response["violations"]
            for node in rule["nodes"]
        ],
        incomplete=[
            IncompleteResult(
                rule["id"],
                reason(node),
                tuple(map(str, node["target"])),
                node["html"][:200],
                tuple(tab.evaluate(MATCHING, [node["target"], list(selectors)])),
            )
            for rule in response["incomplete"]
            for node in rule["nodes"]
        ],
    )


def reason(node: dict[str, Any]) -> str:
    """Return the message keys of an « incomplete » result, or the names of its checks."""
    keys = {
        (check["data"].get("messageKey") if isinstance(check["data"], dict) else None)
        or check["id"]
        for check in node["any"] + node["all"] + node["none"]
    }
    return ", ".join(sorted(keys))
