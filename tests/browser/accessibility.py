"""axe-core, with every rule it has for WCAG 2.2 AA and its own best practices."""

from axe_playwright_python.sync_playwright import Axe

# Size of targets (WCAG 2.2, 2.5.8) is the one AA rule that axe leaves off by default.
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


def violations(tab, within=None):
    """Return a line for each element of the page that breaks a rule; none if all is well.

    `within` is a list of CSS selectors: only what they hold is looked at.
    """
    context = {"include": within} if within else None
    results = Axe().run(tab, context=context, options=OPTIONS)
    return [
        f"{rule['id']} ({rule['impact']}) {' '.join(map(str, node['target']))}: "
        f"{' '.join(node['failureSummary'].split())}\n    {node['html'][:200]}"
        for rule in results.response["violations"]
        for node in rule["nodes"]
    ]
