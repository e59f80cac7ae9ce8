"""axe finds nothing on any kind of page, narrow or wide, light or dark."""

import pytest

from tests.browser.accessibility import violations
from tests.browser.chromium import LOOKS
from tests.browser.pages import HTML_KINDS
from tests.browser.visits import show

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("kind", HTML_KINDS, ids=str)
def test_axe_finds_no_violation(kind, tab, examples):
    show(kind, tab, examples)

    found = {}
    for look in LOOKS:
        look.apply(tab)
        found[str(look)] = violations(tab)

    problems = [f"[{look}] {line}" for look, lines in found.items() for line in lines]
    assert not problems, f"{examples[kind.name]}\n" + "\n".join(problems)


def test_axe_finds_what_is_wrong_in_a_page_made_wrong(tab, examples):
    tab.goto(examples["accueil"])
    tab.evaluate("document.querySelector('main').innerHTML = '<img src=x><p><a href=/></a></p>'")

    found = "\n".join(violations(tab))

    assert "image-alt" in found
    assert "link-name" in found
