"""axe-core, with every rule it has for WCAG 2.2 AA and its own best practices."""

from axe_playwright_python.sync_playwright import Axe

# Size of targets (WCAG 2.2, 2.5.8) is the one AA rule that axe leaves off by default.
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


# A colour on its way to another is nobody's choice: it is judged once it has arrived.
END_OF_TRANSITIONS = """() => Promise.allSettled(
  document.getAnimations().filter(a => a instanceof CSSTransition).map(a => a.finished))"""


def violations(tab, within=None):
    """Return a line for each element of the page that breaks a rule; none if all is well.

    `within` is a list of CSS selectors: only what they hold is looked at.
    """
    context = {"include": within} if within else None
    # Nothing is under the mouse: what is seen is what a page shows by itself.
    tab.mouse.move(0, 0)
    tab.evaluate(END_OF_TRANSITIONS)
    results = Axe().run(tab, context=context, options=OPTIONS)
    return [
        f"{rule['id']} ({rule['impact']}) {' '.join(map(str, node['target']))}: "
        f"{' '.join(node['failureSummary'].split())}\n    {node['html'][:200]}"
        for rule in results.response["violations"]
        for node in rule["nodes"]
    ]
