"""Readers of three sorts, for journeys that each of them must be able to make.

A journey says what is reached; a reader says how: with a mouse or a finger, or with the keyboard
alone, whose focus must be seen at each stop.
"""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.browser.keyboard import DESCRIBE_STOP, MOST_STOPS


@dataclass
class Pointer:
    """A reader with a mouse or a finger."""

    tab: Page

    def follow(self, link: Locator) -> None:
        """Open what a link leads to, in the page or elsewhere."""
        link.click()

    def press(self, button: Locator) -> None:
        button.click()

    def unfold(self, summary: Locator) -> None:
        """Open what a summary hides, if it is not open yet."""
        if not is_open(summary):
            summary.click()

    def tick(self, box: Locator) -> None:
        # A box may be drawn by its label.
        box.check()

    def listen(self, sound: Locator) -> None:
        """Play a sound with the browser's own player: its first button."""
        sound.scroll_into_view_if_needed()
        sound.click(position={"x": 24, "y": sound.bounding_box()["height"] / 2})


@dataclass
class Keyboard(Pointer):
    """A reader who only presses Tab, Enter, Space."""

    def reach(self, element: Locator) -> None:
        """Press Tab until an element has the focus; fail if a stop is not seen."""
        expect(element).to_be_visible()
        for _ in range(MOST_STOPS):
            self.tab.keyboard.press("Tab")
            # Asked again each time: a script may have put a new one in its place.
            if element.evaluate("element => element === document.activeElement"):
                stop = self.tab.evaluate(DESCRIBE_STOP)
                assert stop["problems"] == [], stop
                return
        raise AssertionError(f"Tab never reaches {element} on {self.tab.url}")

    def follow(self, link: Locator) -> None:
        self.reach(link)
        self.tab.keyboard.press("Enter")

    press = follow

    def unfold(self, summary: Locator) -> None:
        if not is_open(summary):
            self.follow(summary)

    def tick(self, box: Locator) -> None:
        self.reach(box)
        self.tab.keyboard.press("Space")
        expect(box).to_be_checked()

    def listen(self, sound: Locator) -> None:
        self.reach(sound)
        self.tab.keyboard.press("Space")


def is_open(summary: Locator) -> bool:
    return summary.evaluate("summary => summary.parentElement.open")
