"""« Rédaction » imports a podcast from the file of its feed, up to the drafts of its episodes."""

from pathlib import Path
from random import randrange

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import examine
from tests.browser.chromium import Look

pytestmark = pytest.mark.browser

# The second item has no sound.
FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>
<title>Exemple : la radio des haies {0}</title><link>https://example.org/haies-{0}</link>
<description>Exemple : des récits inventés.</description><language>fr</language>
<item><title>Exemple : planter à plusieurs</title><guid isPermaLink="false">haies-{0}-1</guid>
<pubDate>Tue, 01 Mar 2022 10:00:00 +0100</pubDate><itunes:duration>12:34</itunes:duration>
<description>Exemple : une haie.</description>
<enclosure url="https://example.org/haies-1.mp3" length="123456" type="audio/mpeg"/></item>
<item><title>Exemple : tailler en hiver</title><guid isPermaLink="false">haies-{0}-2</guid>
<pubDate>Tue, 08 Mar 2022 10:00:00 +0100</pubDate><description>Exemple : la taille.</description>
</item></channel></rss>"""


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    """The file of a feed that no other test imports."""
    path = tmp_path / "flux.xml"
    path.write_text(FEED.format(1000 + randrange(9000)), encoding="utf-8")
    return path


def test_editor_imports_a_feed_then_again_without_a_change(editor: Page, feed: Path) -> None:
    give(editor, feed)
    expect(editor.locator("main")).to_contain_text("2 épisodes\u00a0: 2 nouveaux")
    check(editor)
    editor.get_by_role("button", name="Importer", exact=True).click()

    editor.get_by_role("heading", name="Ce que l’import a fait").wait_for()
    check(editor)
    editor.get_by_role("link", name="Exemple : planter à plusieurs").click()
    expect(editor.locator("#id_title")).to_have_value("Exemple : planter à plusieurs")

    give(editor, feed)
    expect(editor.locator("main")).to_contain_text("Cette émission est déjà ici")
    expect(editor.locator("main")).to_contain_text("2 inchangés")


def test_file_that_is_no_feed_is_refused_beside_the_form(editor: Page, tmp_path: Path) -> None:
    page = tmp_path / "page.xml"
    page.write_text("<html><body>Bonjour</body></html>", encoding="utf-8")

    give(editor, page)

    expect(editor.locator("main")).to_contain_text("flux")
    expect(editor.get_by_label("Ou son fichier")).to_be_visible()
    check(editor)


def give(tab: Page, feed: Path) -> None:
    """Send the file of a feed, from the menu."""
    tab.goto("/admin/podcasts/importer/")
    tab.get_by_label("Ou son fichier").set_input_files(feed)
    tab.get_by_role("button", name="Voir ce que contient le flux").click()
    tab.wait_for_load_state("networkidle")


def check(tab: Page) -> None:
    """The screen is without violation, and fits in a phone."""
    for look in (Look(1280), Look(1280, "dark"), Look(390)):
        look.apply(tab)
        assert examine(tab, within=["#main"]).violations == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    Look(1280).apply(tab)
