"""The player of an episode plays from the right second, whatever asks for it."""

import pytest
from playwright.sync_api import Page, expect

from hub.core.values.durations import format_timecode
from tests.browser.player.sounds import (
    AUDIO,
    bar,
    pause,
    position,
    sentence,
    serve_whole,
    wait_for_position,
)
from tests.browser.visits import listen

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("sound_server", ["bundled", "nginx"], indirect=True),
]


def test_chapter_plays_from_its_second(episode: Page) -> None:
    episode.get_by_role("link", name="Réparer ensemble").click()

    wait_for_position(episode, 492, playing=True)
    expect(episode.locator(".chapters [aria-current]")).to_have_text("8:12 Réparer ensemble")


def test_sentence_plays_from_its_second_by_its_text_or_its_time(episode: Page) -> None:
    sentence(episode, "Une perceuse dort").click()
    wait_for_position(episode, 134.5, playing=True)

    episode.locator(".transcript").get_by_role("link", name="12:34").click()
    wait_for_position(episode, 754, playing=True)


def test_selected_words_do_not_start_the_sound(episode: Page) -> None:
    words = sentence(episode, "Une perceuse dort")
    words.select_text()
    words.click(modifiers=["Shift"])
    assert episode.evaluate(f"{AUDIO}.paused")


@pytest.mark.parametrize(
    ("fragment", "second"),
    [
        ("#t=754", 754),
        ("#t=12:34", 754),
        ("#t=0h12m34s", 754),
        ("#t=754,760", 754),
        ("#t=134.5", 134.5),
        ("#t-8", 8),
        ("#t-754", 754),
        ("#chapitre-492", 492),
        ("#t=99999", 900),
    ],
)
def test_address_sets_the_sound_without_playing_it(
    fragment: str, second: float, tab: Page, address: str
) -> None:
    tab.goto(f"{address}{fragment}")

    wait_for_position(tab, second, playing=False)
    expect(bar(tab)).to_be_visible()
    if second < 900:
        bar(tab).get_by_role("button", name="Lire").click()
        wait_for_position(tab, second, playing=True)


def test_address_that_changes_moves_the_sound(episode: Page) -> None:
    episode.evaluate("location.hash = '#t=492'")
    wait_for_position(episode, 492, playing=False)
    expect(sentence(episode, "Qui répare")).to_have_class("cue is-said")


@pytest.mark.parametrize("fragment", ["", "#t=", "#t=abc", "#t-", "#notes", "#t=%E9", "#t=-5"])
def test_address_without_a_second_leaves_the_sound_at_its_start(
    fragment: str, tab: Page, address: str
) -> None:
    visit = listen(tab)
    tab.goto(f"{address}{fragment}")

    assert position(tab) == 0
    expect(bar(tab)).to_be_hidden()
    assert visit.complaints == []


def test_search_result_opens_at_the_cue_that_holds_the_words(tab: Page, address: str) -> None:
    tab.goto("/recherche/?q=perceuse")
    results = tab.locator(f".card__found a[href^='{address}#t-']")
    assert [link.get_attribute("href").partition("#")[2] for link in results.all()] == [
        "t-134",
        "t-492",
        "t-754",
    ]
    results.last.click()

    wait_for_position(tab, 754, playing=False)
    expect(sentence(tab, "Un menuisier")).to_be_in_viewport()
    expect(sentence(tab, "Un menuisier")).to_have_class("cue is-said")
    tab.keyboard.press("Space")
    wait_for_position(tab, 754, playing=True)


def test_position_is_kept_on_the_device_and_resumed(episode: Page, address: str) -> None:
    sentence(episode, "Qui répare").click()
    wait_for_position(episode, 492, playing=True)
    pause(episode)
    at = position(episode)
    episode.goto(address)

    resume = episode.get_by_role("button", name=f"Reprendre à {format_timecode(at)}")
    resume.click()
    wait_for_position(episode, int(at), playing=True)
    expect(resume).to_be_hidden()
    expect(episode.locator("#son")).to_be_focused()


def test_position_is_forgotten_at_the_end_and_on_request(episode: Page, address: str) -> None:
    kept = "localStorage.getItem('positions-ecoute')"
    sentence(episode, "Qui répare").click()
    wait_for_position(episode, 492, playing=True)
    pause(episode)
    episode.wait_for_function(kept)
    episode.evaluate(f"{AUDIO}.currentTime = 899.6; {AUDIO}.play()")
    episode.wait_for_function(f"{AUDIO}.ended")
    assert episode.evaluate(kept) is None

    sentence(episode, "Qui répare").click()
    wait_for_position(episode, 492, playing=True)
    episode.goto(address)
    episode.get_by_role("button", name="Oublier").click()
    assert episode.evaluate(kept) is None
    episode.reload()
    expect(episode.get_by_role("button", name="Oublier")).to_be_hidden()


def test_player_works_when_the_browser_refuses_its_storage(tab: Page, address: str) -> None:
    visit = listen(tab)
    tab.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused') }})"
    )
    tab.goto(address)
    sentence(tab, "Qui répare").click()
    wait_for_position(tab, 492, playing=True)
    pause(tab)
    assert visit.complaints == []


def test_server_without_ranges_is_said_instead_of_playing_from_the_start(
    tab: Page, address: str
) -> None:
    tab.goto(address)
    serve_whole(tab)
    sentence(tab, "Un menuisier").click()
    expect(bar(tab)).to_contain_text("ne permet pas d’aller à un moment précis")
    expect(tab.locator("#lecture")).to_contain_text("ne permet pas d’aller à un moment précis")
    assert tab.evaluate(f"[{AUDIO}.paused, heard.length]") == [True, 0]
    # A reader who insists hears it from its start.
    bar(tab).get_by_role("button", name="Lire").click()
    wait_for_position(tab, 0, playing=True, within=2)


def test_sound_that_is_missing_is_said(tab: Page, address: str) -> None:
    tab.goto(address)
    tab.route("**/*.wav", lambda route: route.fulfill(status=404))
    sentence(tab, "Un menuisier").click()
    expect(bar(tab)).to_contain_text("Ce son ne peut pas être lu ici")
    expect(tab.locator("#lecture")).to_contain_text("Ce son ne peut pas être lu ici")


def test_buttons_of_the_bar(episode: Page) -> None:
    sentence(episode, "Qui répare").click()
    wait_for_position(episode, 492, playing=True)
    controls = bar(episode)
    controls.get_by_role("button", name="Mettre en pause").click()
    wait_for_position(episode, 492, playing=False, within=10)
    at = position(episode)
    controls.get_by_role("button", name="Avancer de 15 secondes").click()
    wait_for_position(episode, at + 15, playing=False, within=0.1)
    controls.get_by_role("button", name="Reculer de 15 secondes").click()
    controls.get_by_role("button", name="Reculer de 15 secondes").click()
    wait_for_position(episode, at - 15, playing=False, within=0.1)
    controls.get_by_label("Vitesse").select_option("1.5")
    assert episode.evaluate(f"{AUDIO}.playbackRate") == 1.5
    controls.get_by_label("Position").fill("300")
    wait_for_position(episode, 300, playing=False)
    expect(controls).to_contain_text("5:00 / 15:00")
    expect(controls.get_by_label("Position")).to_have_attribute("aria-valuetext", "5:00 sur 15:00")
    expect(sentence(episode, "Les tondeuses aussi")).to_have_class("cue is-said")
