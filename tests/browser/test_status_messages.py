"""What changes without a new page is announced, and the focus stays where it was (WCAG 4.1.3)."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import states

pytestmark = pytest.mark.browser


def test_number_of_results_is_announced_when_a_filter_changes(
    tab: Page, examples: dict[str, str]
) -> None:
    tab.goto(examples["inspiration"])
    status = tab.locator(".facets + [role=status]")
    expect(status).to_have_text("")

    tab.locator(".facet input").first.check()

    expect(status).not_to_have_text("")
    expect(status).to_have_text(tab.locator("#resultats").inner_text())
    assert tab.evaluate("() => document.activeElement.matches('.facet input:checked')")


def test_form_that_is_sent_says_so(tab: Page, examples: dict[str, str]) -> None:
    tab.goto(examples["contact"])
    states.send_form(tab)

    expect(tab.get_by_role("status")).to_contain_text("Votre message est parti")


def test_form_with_errors_says_so_and_names_each_of_them(
    tab: Page, examples: dict[str, str]
) -> None:
    tab.goto(examples["contact"])
    states.send_empty_form(tab)

    alert = tab.get_by_role("alert")
    expect(alert).to_contain_text("Votre message n’est pas parti")
    for field in tab.locator("form.form [aria-invalid=true]").all():
        for described_by in field.get_attribute("aria-describedby").split():
            expect(tab.locator(f"#{described_by}")).to_be_visible()
        expect(alert.locator(f"a[href='#{field.get_attribute('id')}']")).to_be_visible()
    assert tab.locator("form.form [aria-invalid=true]").count() == 3
