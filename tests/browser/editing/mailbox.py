"""Messages of the site, as a newcomer reads them in the admin."""

import re

from playwright.sync_api import Page, expect


def open_mailbox(tab: Page) -> None:
    """Open « Courriels du site » from the menu."""
    tab.goto("/admin/")
    tab.get_by_role("button", name="Rapports").click()
    tab.get_by_role("link", name="Courriels du site").click()
    expect(tab.get_by_role("heading", name="Courriels du site")).to_be_visible()


def open_message(tab: Page, subject: re.Pattern[str], address: str) -> None:
    """Open the last message with this subject to this address."""
    open_mailbox(tab)
    row = tab.get_by_role("row").filter(has_text=subject).filter(has_text=address)
    row.first.get_by_role("link").click()
    expect(tab.get_by_role("heading", name="Message en texte")).to_be_visible()


def link_of_message(tab: Page, subject: re.Pattern[str], address: str, path: str) -> str:
    """Return the link of the text of a message whose address contains `path`."""
    open_message(tab, subject, address)
    link = tab.locator(f"pre.hub-source a[href*='{path}']").first
    return link.get_attribute("href") or ""
