"""Keyboard navigation: what the Tab key reaches, and whether the focus is visible."""

from playwright.sync_api import Page

# More than the links, fields and buttons of any page.
MOST_STOPS = 600

# Return the name of the focused element and its problem, if any.
# The browser draws the focus of its player. The outline of a card is that of its ::after.
DESCRIBE_STOP = """() => {
  const outlined = element => [undefined, "::after"].some(part => {
    const style = getComputedStyle(element, part);
    return style.outlineStyle === "auto"
      || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
  });
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect();
  const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
  const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
  const onTop = document.elementFromPoint(x, y);
  const problems = [];
  if (!element.matches("audio, video, iframe") && !outlined(element)) problems.push("no outline");
  if (box.width < 2 || box.height < 2) problems.push("too small to be seen");
  if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth)
    problems.push("out of the window");
  // The boxes of the shapes of a drawing may overlap, and the shapes do not.
  else if (onTop && !element.contains(onTop) && !onTop.contains(element)
    && !(element.ownerSVGElement && element.ownerSVGElement === onTop.ownerSVGElement))
    problems.push("hidden by " + onTop.outerHTML.slice(0, 80));
  element.dataset.reached = "";
  return {name: element.outerHTML.slice(0, 160), problems};
}"""
# Focusable elements, except inside a closed <details> and inside the player. Tab reaches one radio
# button of a group, and the arrow keys the others.
NOT_REACHED = """() =>
  [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.disabled
                 && e.tabIndex >= 0 && !("reached" in e.dataset))
    .filter(e => e.type !== "radio"
                 || !document.querySelector(`[type=radio][name="${e.name}"][data-reached]`))
    .map(e => e.outerHTML.slice(0, 160))"""

# After a focus loss the browser resumes at that point: insert one at the top of the page.
START_FROM_THE_TOP = """() => {
  const start = document.createElement("span");
  start.tabIndex = -1;
  document.body.prepend(start);
  start.focus({preventScroll: true});
  start.remove();
}"""


def start_from_the_top(tab: Page) -> None:
    """Make the next Tab reach the first focusable element, whatever has the focus."""
    tab.evaluate(START_FROM_THE_TOP)


def tab_through(tab: Page) -> list[str]:
    """Press Tab from the top of the page to its end; return what is wrong, a line for each."""
    problems = []
    stops = 0
    while stops < MOST_STOPS:
        tab.keyboard.press("Tab")
        stop = tab.evaluate(DESCRIBE_STOP)
        if stop is None:
            break
        stops += 1
        problems += [f"{problem}: {stop['name']}" for problem in stop["problems"]]
    if stops == MOST_STOPS:
        problems.append(f"still going after {MOST_STOPS} presses of Tab")
    problems += [f"not reached: {name}" for name in tab.evaluate(NOT_REACHED)]
    return problems


def reach(tab: Page, selector: str) -> None:
    """Press Tab until what has the focus matches a CSS selector; fail when nothing does."""
    for _ in range(MOST_STOPS):
        tab.keyboard.press("Tab")
        if tab.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never reaches {selector} on {tab.url}")
