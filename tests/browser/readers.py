"""Three kinds of readers; each journey must work for all of them.

A journey names the elements; a reader defines how to reach them: with a mouse, a finger or the
keyboard alone, whose focus must be visible at each stop.
"""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.browser.keyboard import DESCRIBE_STOP, MOST_STOPS


@dataclass
class Pointer:
    """A reader with a mouse or a finger."""

    tab: Page

    def follow(self, link: Locator) -> None:
        """Follow a link, to an anchor of the page or to another page."""
        link.click()

    def press(self, button: Locator) -> None:
        button.click()

    def unfold(self, summary: Locator) -> None:
        """Open a <details> by its summary, if it is closed."""
        if not is_open(summary):
            summary.click()

    def tick(self, box: Locator) -> None:
        # The label may cover the box.
        box.check()

    def listen(self, sound: Locator) -> None:
        """Play a sound with the browser's own player: its first button."""
        sound.scroll_into_view_if_needed()
        sound.click(position={"x": 24, "y": sound.bounding_box()["height"] / 2})


@dataclass
class Keyboard(Pointer):
    """A reader who only presses Tab, Enter, Space."""

    def reach(self, element: Locator) -> None:
        """Press Tab until an element has the focus; fail if the focus is invisible on the way."""
        expect(element).to_be_visible()
        for _ in range(MOST_STOPS):
            self.tab.keyboard.press("Tab")
            # Located again each time: a script may have replaced the element.
            if element.evaluate("element => element === document.activeElement"):
                stop = self.tab.evaluate(DESCRIBE_STOP)
                assert stop["problems"] == [], stop
                return
        raise AssertionError(f"Tab never reaches {element} on {self.tab.url}")

    def follow(self, link: Locator) -> None:
        self.reach(link)
        self.tab.keyboard.press("Enter")

    def press(self, button: Locator) -> None:
        self.follow(button)

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
