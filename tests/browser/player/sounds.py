"""The sound of an episode in a tab: a server that answers byte ranges, its position."""

import re
import time

from playwright.sync_api import Locator, Page

from tests.browser.long_episode import silence

# Where the hub serves its sounds.
ADDRESSES = re.compile(r"/(?:sons|media)/[^?#]*\.wav")
AUDIO = "document.querySelector('#son')"


def serve_whole(tab: Page) -> None:
    """Answer the requests for sounds with the whole file, without byte ranges."""
    tab.route(
        ADDRESSES,
        lambda route: route.fulfill(
            body=silence(), content_type="audio/wav", headers={"Accept-Ranges": "none"}
        ),
    )


def bar(tab: Page) -> Locator:
    """Return the bar at the bottom of the window."""
    return tab.get_by_role("group", name="Lecteur")


def sentence(tab: Page, words: str) -> Locator:
    """Return the sentence of the transcript that has these words."""
    return tab.locator(".cue", has_text=words)


def position(tab: Page) -> float:
    """Return the position of the sound, in seconds."""
    return tab.evaluate(f"{AUDIO}.currentTime")


# Positions of the sound while it plays, recorded in the page: a slow machine misses none.
RECORD = """
  window.heard = [];
  for (const name of ["timeupdate", "playing"])
    document.addEventListener(name, ({target}) => {
      if (!target.paused && !target.seeking) heard.push(target.currentTime);
    }, true);
"""


def wait_for_position(tab: Page, second: float, *, playing: bool, within: float = 0.5) -> None:
    """Wait until the sound plays from a second, or is paused at it; fail after ten seconds.

    The tab needs `RECORD`. Positions recorded before are forgotten afterwards.
    """
    at = []
    for _ in range(100):
        at, is_paused, now = tab.evaluate(f"[heard, {AUDIO}.paused, {AUDIO}.currentTime]")
        if not playing:
            at = [now] if is_paused else []
        if any(abs(position - second) <= within for position in at):
            tab.evaluate("heard.length = 0")
            return
        time.sleep(0.1)
    raise AssertionError(f"Never at {second} (playing: {playing}): {at[:5]}, {now}")


def pause(tab: Page) -> None:
    tab.evaluate(f"{AUDIO}.pause()")
