"""The transcript follows the sound; an address and a quotation are copied from it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import Look
from tests.browser.player.sounds import (
    AUDIO,
    RECORD,
    bar,
    sentence,
    wait_for_position,
)

pytestmark = pytest.mark.browser


def test_both_voices_of_a_cue_are_marked(episode: Page) -> None:
    sentence(episode, "Je commence").click()
    wait_for_position(episode, 8.25, playing=True)
    expect(episode.locator(".cue.is-said")).to_have_text(["Tu commences ?", "Je commence."])
    expect(episode.locator(".transcript [aria-current]")).to_have_count(1)


def test_nothing_is_marked_in_a_long_silence(episode: Page) -> None:
    episode.evaluate("location.hash = '#t=600'")
    wait_for_position(episode, 600, playing=False)
    expect(episode.locator(".cue.is-said")).to_have_count(0)


def test_address_and_quotation_are_copied(new_tab: Callable[..., Page], address: str) -> None:
    tab = new_tab(permissions=["clipboard-read", "clipboard-write"])
    tab.goto(f"{address}#t-754")
    bar(tab).get_by_role("button", name="Partager", exact=True).click()
    tab.get_by_role("button", name="Partager depuis 12:34").click()
    expect(bar(tab)).to_contain_text("Adresse copiée")
    origin = tab.evaluate("location.origin")
    read = "navigator.clipboard.readText()"
    assert tab.evaluate(read) == f"{origin}{address}#t=754"

    tab.get_by_role("button", name="Copier la phrase avec son minutage").click()
    expect(bar(tab)).to_contain_text("Citation copiée")
    assert tab.evaluate(read) == (
        "«\u00a0Un menuisier à la retraite répare la perceuse.\u00a0» — Alix Specimen, "
        f"Exemple\u00a0: la bibliothèque d’outils, 12:34, {origin}{address}#t=754"
    )


def test_text_is_shown_to_copy_when_the_clipboard_is_refused(tab: Page, address: str) -> None:
    tab.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    tab.goto(f"{address}#t-754")
    bar(tab).get_by_role("button", name="Partager", exact=True).click()
    tab.get_by_role("button", name="Partager depuis 12:34").click()
    expect(tab.get_by_label("À copier")).to_have_value(
        f"{tab.evaluate('location.origin')}{address}#t=754"
    )


def test_transcript_is_beside_the_player_from_768_pixels(
    new_tab: Callable[..., Page], address: str
) -> None:
    for width in (768, 1280):
        tab = new_tab(look=Look(width))
        tab.goto(address)
        player = tab.locator("#son").bounding_box()
        first = sentence(tab, "bonjour à toutes").bounding_box()
        assert first["x"] >= player["x"] + player["width"]
        assert abs(first["y"] - player["y"]) < 300


def test_sentence_is_followed_while_the_reader_reads_it(
    new_tab: Callable[..., Page], address: str
) -> None:
    tab = new_tab(look=Look(320))
    tab.add_init_script(RECORD)
    tab.goto(address)
    sentence(tab, "Les tondeuses aussi").click()
    wait_for_position(tab, 300, playing=True)
    # The sentence being said is the last in view: the next one is brought into view.
    sentence(tab, "Les tondeuses aussi").evaluate(
        "(cue) => scrollBy(0, cue.getBoundingClientRect().bottom - innerHeight + 200)"
    )
    tab.evaluate(f"{AUDIO}.currentTime = 754.1")
    expect(sentence(tab, "Un menuisier")).to_be_in_viewport(ratio=1)

    # The reader goes away: the page stays where it is, until asked.
    tab.evaluate("scrollTo(0, 0)")
    tab.evaluate(f"{AUDIO}.currentTime = 870.1")
    follow = bar(tab).get_by_role("button", name="Suivre")
    expect(follow).to_have_attribute("aria-pressed", "false")
    assert tab.evaluate("scrollY") == 0
    follow.click()
    expect(follow).to_have_attribute("aria-pressed", "true")
    expect(sentence(tab, "à la prochaine fois")).to_be_in_viewport(ratio=1)
    follow.click()
    expect(follow).to_have_attribute("aria-pressed", "false")


def test_sentence_being_said_has_a_real_contrast(episode: Page) -> None:
    for scheme in ("light", "dark"):
        Look(1280, scheme).apply(episode)
        episode.evaluate("location.hash = ''; location.hash = '#t=492'")
        said = sentence(episode, "Qui répare")
        expect(said).to_have_class("cue is-said")
        ratio = episode.evaluate(CONTRASTS)
        assert ratio["text"] >= 4.5
        assert ratio["background"] >= 4.5


CONTRASTS = """() => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => {
      const value = part / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const said = getComputedStyle(document.querySelector(".cue.is-said"));
  const around = getComputedStyle(document.body).backgroundColor;
  return {text: ratio(said.color, said.backgroundColor),
          background: ratio(said.backgroundColor, around)};
}"""
