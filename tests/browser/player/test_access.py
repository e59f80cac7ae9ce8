"""Every control of the player of an episode works with the keyboard, and is accessible."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import LOOKS, Look
from tests.browser.keyboard import reach, start_from_the_top, tab_through
from tests.browser.player.sounds import AUDIO, bar, pause, position, sentence, wait_for_position
from tests.browser.triage import Answer, look_through

pytestmark = pytest.mark.browser


def test_space_and_arrows_play_and_move(episode: Page) -> None:
    episode.keyboard.press("Space")
    wait_for_position(episode, 0, playing=True, within=2)
    episode.keyboard.press("Space")
    assert episode.evaluate(f"{AUDIO}.paused")
    assert episode.evaluate("scrollY") == 0
    at = position(episode)
    episode.keyboard.press("ArrowRight")
    episode.keyboard.press("ArrowRight")
    wait_for_position(episode, at + 10, playing=False, within=0.2)
    episode.keyboard.press("ArrowLeft")
    wait_for_position(episode, at + 5, playing=False, within=0.2)


def test_keys_of_a_field_and_of_a_button_are_left_to_it(episode: Page) -> None:
    episode.locator("header input[name=q]").focus()
    episode.keyboard.type("un deux")
    episode.keyboard.press("ArrowLeft")
    assert position(episode) == 0
    assert episode.evaluate(f"{AUDIO}.paused")
    expect(episode.locator("header input[name=q]")).to_have_value("un deux")

    episode.evaluate("location.hash = '#t=300'")
    bar(episode).get_by_role("button", name="Avancer").focus()
    episode.keyboard.press("Space")
    wait_for_position(episode, 315, playing=False)


def test_transcript_is_one_stop_and_arrows_go_through_its_sentences(episode: Page) -> None:
    reach(episode, ".transcript a")
    expect(episode.locator(".transcript a").first).to_be_focused()
    for _ in range(5):
        episode.keyboard.press("ArrowDown")
    episode.keyboard.press("Enter")
    wait_for_position(episode, 134.5, playing=True)
    pause(episode)
    episode.keyboard.press("End")
    expect(episode.locator(".transcript a").last).to_be_focused()
    episode.keyboard.press("Tab")
    assert not episode.evaluate("document.activeElement.closest('.transcript')")
    # Back to the sentence that was left.
    episode.keyboard.press("Shift+Tab")
    expect(episode.locator(".transcript a").last).to_be_focused()


def test_position_moves_with_the_arrows(episode: Page) -> None:
    episode.evaluate("location.hash = '#t=300'")
    bar(episode).get_by_label("Position").focus()
    episode.keyboard.press("ArrowRight")
    wait_for_position(episode, 305, playing=False)
    episode.keyboard.press("ArrowDown")
    wait_for_position(episode, 300, playing=False)
    episode.keyboard.press("Home")
    wait_for_position(episode, 0, playing=False)
    # The focus is not lost with the bar.
    expect(bar(episode).get_by_label("Position")).to_be_focused()


def test_options_of_sharing_open_and_close_with_the_keyboard(episode: Page) -> None:
    episode.evaluate("location.hash = '#t-754'")
    share = bar(episode).get_by_role("button", name="Partager", exact=True)
    share.focus()
    episode.keyboard.press("Enter")
    inside = episode.get_by_role("button", name="Partager depuis 12:34")
    expect(inside).to_be_visible()
    episode.keyboard.press("Tab")
    expect(inside).to_be_focused()
    episode.keyboard.press("Escape")
    expect(inside).to_be_hidden()
    expect(share).to_be_focused()


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_focus_is_not_covered_by_the_bar(
    width: int, new_tab: Callable[..., Page], address: str
) -> None:
    tab = new_tab(look=Look(width))
    tab.goto(f"{address}#t-754")
    expect(bar(tab)).to_be_visible()
    start_from_the_top(tab)
    assert tab_through(tab) == []
    tab.evaluate("scrollTo(0, document.body.scrollHeight)")
    footer, controls = tab.locator("footer").bounding_box(), bar(tab).bounding_box()
    assert footer["y"] + footer["height"] <= controls["y"] + 1


def set_in_the_middle(tab: Page) -> None:
    tab.evaluate("location.hash = '#t-754'")


def play(tab: Page) -> None:
    sentence(tab, "Une perceuse dort").click()
    wait_for_position(tab, 134.5, playing=True)


def share(tab: Page) -> None:
    tab.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    set_in_the_middle(tab)
    bar(tab).get_by_role("button", name="Partager", exact=True).click()
    tab.get_by_role("button", name="Copier la phrase").click()


def keep(tab: Page) -> None:
    play(tab)
    pause(tab)
    tab.reload()
    tab.get_by_role("button", name="Reprendre").wait_for()
    tab.locator(".player-keys summary").click()


def fail(tab: Page) -> None:
    tab.route("**/*.wav", lambda route: route.fulfill(status=404))
    sentence(tab, "Une perceuse dort").click()
    expect(bar(tab)).to_contain_text("ne peut pas")


@pytest.mark.parametrize(
    "act", [set_in_the_middle, play, share, keep, fail], ids=lambda act: act.__name__
)
def test_axe_finds_nothing_in_any_state(
    act: Callable[[Page], None], episode: Page, answers: list[Answer]
) -> None:
    act(episode)
    problems, _ = look_through(episode, answers, LOOKS)
    assert not problems, "\n".join(problems)


def test_bar_fits_in_320_pixels_with_text_twice_as_big(
    new_tab: Callable[..., Page], address: str
) -> None:
    tab = new_tab(look=Look(320))
    tab.goto(f"{address}#t-754")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    for button in bar(tab).get_by_role("button").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 24
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320


def test_page_is_complete_without_scripts(new_tab: Callable[..., Page], address: str) -> None:
    tab = new_tab(java_script_enabled=False)
    tab.goto(address)
    source = tab.locator("#son").get_attribute("src")
    assert tab.locator("#son").get_attribute("controls") is not None
    for link, second in ((".chapters a", "492"), (".transcript a", "754")):
        expect(tab.locator(f"{link}[href='{source}#t={second}']")).to_be_visible()
    for hidden in (".player-bar", ".player-resume", ".player-keys"):
        expect(tab.locator(hidden)).to_be_hidden()
