"""All that matters can be read and found without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

CARD_TITLES = ".listing__results article h3 a"


@pytest.fixture
def plain_tab(new_tab):
    """A tab that runs no script."""
    return new_tab(java_script_enabled=False)


def choose(tab, facet, label):
    """Open a filter and tick one of its choices."""
    group = tab.locator("details.facet").filter(
        has=tab.locator("summary").get_by_text(facet, exact=True)
    )
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    # A territory is followed by its département, against homonyms.
    group.get_by_label(re.compile(rf"^\s*{re.escape(label)}(\s*$| \()")).check()


def test_initiative_is_found_by_theme_and_territory(plain_tab, examples):
    tab = plain_tab
    tab.goto(examples["initiative"])
    title = tab.locator("h1").inner_text()
    theme = tab.locator(".page-head a[href^='/themes/']").first.inner_text()
    territory = tab.locator(".page-head a[href^='/territoires/']").first.inner_text()

    tab.goto(examples["inspiration"])
    everything = tab.locator(CARD_TITLES).count()
    choose(tab, "Thème", theme)
    choose(tab, "Territoire", territory)
    tab.get_by_role("button", name="Appliquer").click()
    tab.wait_for_url("**/inspiration/?*theme=*")

    assert 0 < tab.locator(CARD_TITLES).count() < everything
    tab.locator(CARD_TITLES).get_by_text(title, exact=True).click()
    expect(tab.locator("h1")).to_have_text(title)


def test_letter_is_read_to_its_end_and_leads_to_an_initiative(plain_tab, examples):
    tab = plain_tab
    tab.goto("/lettres/")
    tab.locator(f"main a[href='{examples['lettre']}']").first.click()
    expect(tab.locator("h1")).to_be_visible()

    # Nothing waits for a script: each rubrique of the summary is there, and seen.
    entries = tab.locator("nav.toc a")
    assert entries.count() > 3
    for entry in entries.all():
        entry.click()
        expect(tab.locator(entry.get_attribute("href"))).to_be_in_viewport()
    last = tab.locator(".story-main p").last
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport()

    cited = tab.locator(".story-main a[href^='/inspiration/']").first
    title = cited.inner_text()
    cited.click()
    expect(tab.locator("h1")).to_have_text(title)


def test_transcript_of_an_episode_is_read(plain_tab, examples):
    tab = plain_tab
    tab.goto("/podcasts/")
    tab.locator(f"main a[href='{examples['podcast']}']").first.click()
    tab.locator(f"main a[href='{examples['episode']}']").first.click()

    cues = tab.locator(".transcript .cue")
    assert cues.count() > 3
    cues.last.scroll_into_view_if_needed()
    expect(cues.last).to_be_in_viewport()
    # The moment of a sentence leads to the sound, at that moment.
    sound = tab.locator("audio").get_attribute("src")
    assert (
        tab.locator(".transcript a.timecode").last.get_attribute("href").startswith(f"{sound}#t=")
    )


def test_pages_of_a_list_are_turned(plain_tab):
    tab = plain_tab
    tab.goto("/recherche/")
    first = tab.locator(CARD_TITLES).all_inner_texts()

    tab.get_by_role("link", name="Suivante").click()
    tab.wait_for_url("**/recherche/?page=2")
    second = tab.locator(CARD_TITLES).all_inner_texts()
    assert second
    assert not set(first) & set(second)

    tab.get_by_role("link", name="Précédente").click()
    tab.wait_for_url("**/recherche/")
    assert tab.locator(CARD_TITLES).all_inner_texts() == first
