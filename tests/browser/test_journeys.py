"""Main journeys of readers: keyboard only, without JavaScript, and on a small phone."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import Look
from tests.browser.readers import Keyboard, Pointer
from tests.browser.states import menu_opener

pytestmark = pytest.mark.browser

READERS = {
    "keyboard": (Keyboard, {}),
    "keyboard without JavaScript": (Keyboard, {"java_script_enabled": False}),
    "without JavaScript": (Pointer, {"java_script_enabled": False}),
    "320 px": (Pointer, {"look": Look(width=320)}),
    "320 px, keyboard": (Keyboard, {"look": Look(width=320)}),
    "320 px without JavaScript": (
        Pointer,
        {"look": Look(width=320), "java_script_enabled": False},
    ),
}


@pytest.fixture(params=READERS)
def reader(request: pytest.FixtureRequest, new_tab: Callable[..., Page]) -> Pointer:
    sort, options = READERS[request.param]
    return sort(new_tab(**options))


def open_section(reader: Pointer, name: str) -> None:
    """Go from the home page to a section by the main menu, which a phone folds."""
    reader.tab.goto("/")
    opener = menu_opener(reader.tab)
    if opener.count():
        reader.press(opener)
    menu = reader.tab.get_by_role("navigation", name="Navigation principale")
    reader.follow(menu.get_by_role("link", name=name, exact=True))
    reader.tab.wait_for_url(f"**/{name.lower()}/")


def heading(tab: Page) -> Locator:
    return tab.get_by_role("heading", level=1)


def cards(tab: Page) -> Locator:
    """The links of the results of a list."""
    return tab.get_by_role("main").get_by_role("article").get_by_role("heading").get_by_role("link")


def tags(tab: Page, section: str) -> Locator:
    """The tags of an article that link to a section."""
    return tab.get_by_role("main").locator(f"a[href^='/{section}/']")


def wait_for_sound(sound: Locator) -> None:
    """Wait until a sound is heard: Playwright's own waits need scripts in the page."""
    for _ in range(50):
        if sound.evaluate("sound => sound.currentTime") > 0:
            return
        time.sleep(0.1)
    raise AssertionError("The episode does not play.")


def choose(reader: Pointer, facet: str, label: str) -> None:
    """Tick a choice of a filter, in the short list or in the page of all choices."""
    form = reader.tab.get_by_role("search", name="Chercher et filtrer")
    # On a phone the filters are folded.
    for summary in form.locator("summary").filter(visible=True).all():
        reader.unfold(summary)
    group = form.get_by_role("group", name=facet, exact=True)
    # A territory name is followed by its département, to tell homonyms apart, and the count.
    box = group.get_by_role("checkbox", name=re.compile(rf"^\s*{re.escape(label)} ?[(]"))
    if box.count():
        reader.tick(box)
        reader.press(form.get_by_role("button", name="Appliquer"))
    else:
        reader.follow(group.get_by_role("link"))
        every = reader.tab.get_by_role("main").locator(".choices")
        reader.tick(every.get_by_role("checkbox", name=re.compile(rf"^\s*{re.escape(label)} ?[(]")))
        reader.press(every.get_by_role("button", name="Voir les résultats").first)


def test_initiative_is_found_by_theme_and_territory(
    reader: Pointer, examples: dict[str, str]
) -> None:
    tab = reader.tab
    tab.goto(examples["initiative"])
    title = heading(tab).inner_text()
    theme = tags(tab, "themes").first.inner_text()
    territory = tags(tab, "territoires").first.inner_text()

    open_section(reader, "Inspiration")
    everything = cards(tab).count()
    choose(reader, "Thème", theme)
    tab.wait_for_url("**/inspiration/?*theme=*")
    choose(reader, "Territoire", territory)
    tab.wait_for_url("**/inspiration/?*territoire=*")

    expect(cards(tab).first).to_be_visible()
    assert 0 < cards(tab).count() < everything
    reader.follow(cards(tab).get_by_text(title, exact=True))
    expect(heading(tab)).to_have_text(title)


def test_letter_is_read_to_its_end_and_leads_to_an_initiative(
    reader: Pointer, examples: dict[str, str]
) -> None:
    tab = reader.tab
    open_section(reader, "Lettres")
    reader.follow(tab.get_by_role("main").locator(f"a[href='{examples['lettre']}']").first)
    tab.wait_for_url(f"**{examples['lettre']}")
    expect(heading(tab)).to_be_visible()

    # The summary leads to each rubrique, down to the last words.
    rubriques = tab.get_by_role("navigation", name="Au sommaire").get_by_role("link")
    assert rubriques.count() > 3
    for rubrique in rubriques.all():
        anchor = rubrique.get_attribute("href")
        reader.follow(rubrique)
        expect(tab.locator(anchor)).to_be_in_viewport()
    words = tab.locator(anchor).locator("p, li").last
    words.scroll_into_view_if_needed()
    expect(words).to_be_in_viewport()

    tab.goto(examples["lettre"])
    cited = tab.get_by_role("main").locator("a[href^='/inspiration/']").first
    title = cited.inner_text()
    reader.follow(cited)
    tab.wait_for_url("**/inspiration/*/")
    expect(heading(tab)).to_have_text(title)


def test_episode_is_listened_to_and_its_transcript_opened(
    reader: Pointer, examples: dict[str, str]
) -> None:
    tab = reader.tab
    open_section(reader, "Podcasts")
    reader.follow(tab.get_by_role("main").locator(f"a[href='{examples['podcast']}']").first)
    tab.wait_for_url(f"**{examples['podcast']}")
    reader.follow(tab.get_by_role("main").locator(f"a[href='{examples['episode']}']").first)
    tab.wait_for_url(f"**{examples['episode']}")

    sound = tab.locator("audio")
    reader.listen(sound)
    wait_for_sound(sound)
    transcript = tab.get_by_role("region", name="Transcription")
    for summary in transcript.locator("summary").all():
        reader.unfold(summary)
    # Each sentence leads to the sound, at its moment.
    moments = transcript.locator(f"a[href^='{sound.get_attribute('src')}#t=']")
    assert moments.count() > 3
    moments.last.scroll_into_view_if_needed()
    expect(moments.last).to_be_in_viewport()


def test_pages_of_a_list_are_turned(reader: Pointer) -> None:
    tab = reader.tab
    tab.goto("/recherche/")
    pages = tab.get_by_role("navigation", name="Pages de résultats")
    first = cards(tab).all_inner_texts()

    reader.follow(pages.get_by_role("link", name="Suivante"))
    tab.wait_for_url("**/recherche/?page=2")
    second = cards(tab).all_inner_texts()
    assert second
    assert not set(first) & set(second)
    expect(pages.locator("[aria-current=page]")).to_contain_text("2")

    reader.follow(pages.get_by_role("link", name="Précédente"))
    tab.wait_for_url("**/recherche/")
    assert cards(tab).all_inner_texts() == first
