"""axe-core, with every rule it has for WCAG 2.2 AA and its own best practices."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Size of targets (WCAG 2.2, 2.5.8) is the one AA rule that axe leaves off by default.
OPTIONS = {
    "resultTypes": ["violations", "incomplete"],
    "rules": {"target-size": {"enabled": True}},
}
# A colour on its way to another is nobody's choice: it is judged once it has arrived.
END_OF_TRANSITIONS = """() => Promise.allSettled(
  document.getAnimations().filter(a => a instanceof CSSTransition).map(a => a.finished))"""
# In forced colours Chromium paints the right colour but gives axe, which reads another property of
# the text, the one that the style sheet asked for: each text is told the colour it is painted with.
FORCED = "(forced-colors: active)"
TELL_PAINTED_COLOURS = """active => {
  const all = [...document.querySelectorAll("*")];
  const colours = all.map(element => active ? getComputedStyle(element).color : "");
  all.forEach((element, i) => element.style.webkitTextFillColor = colours[i]);
}"""
# A target that crosses frames or shadow roots is a list: nothing of ours is in there.
MATCHING = """([target, selectors]) => {
  const element = target.length === 1 ? document.querySelector(target[0]) : null;
  return element ? selectors.filter(selector => element.matches(selector)) : [];
}"""


@dataclass(frozen=True)
class Doubt:
    """What axe could not decide (« incomplete ») about one element.

    `reason` is axe's own key for what stopped it; `selectors` are those, of the ones given to
    `examine`, that the element matches.
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
    """What axe finds in a page: a line for each violation, and what it leaves to people."""

    violations: list = field(default_factory=list)
    doubts: list = field(default_factory=list)


def examine(
    tab: Page,
    within: list[str] | None = None,
    selectors: Iterable[str] = (),
    only: Iterable[str] = (),
) -> Findings:
    """Return the `Findings` of the page as it is now.

    `within` is a list of CSS selectors: only what they hold is looked at. `selectors` are those
    that doubts are compared with. `only` limits axe to these rules.
    """
    options = {**OPTIONS, "runOnly": {"type": "rule", "values": list(only)}} if only else OPTIONS
    context = {"include": within} if within else None
    # Nothing is under the mouse: what is seen is what a page shows by itself.
    tab.mouse.move(0, 0)
    tab.evaluate(END_OF_TRANSITIONS)
    forced = tab.evaluate("media => matchMedia(media).matches", FORCED)
    tab.evaluate(TELL_PAINTED_COLOURS, forced)
    response = Axe().run(tab, context=context, options=options).response
    tab.evaluate(TELL_PAINTED_COLOURS, False)
    return Findings(
        violations=[
            f"{rule['id']} ({rule['impact']}) {' '.join(map(str, node['target']))}: "
            f"{' '.join(node['failureSummary'].split())}\n    {node['html'][:200]}"
            for rule in response["violations"]
            for node in rule["nodes"]
        ],
        doubts=[
            Doubt(
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
    """Return what stopped axe: the key of its message, or the name of the check."""
    keys = {
        (check["data"].get("messageKey") if isinstance(check["data"], dict) else None)
        or check["id"]
        for check in node["any"] + node["all"] + node["none"]
    }
    return ", ".join(sorted(keys))
