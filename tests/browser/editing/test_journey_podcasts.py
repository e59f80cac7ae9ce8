"""A show is opened, an episode recorded and transcribed, and both are published."""

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editing.forms import type_in
from tests.browser.editing.steps import (
    expect_ready,
    open_new_form,
    open_tab_of_form,
    publish,
    save_draft,
    start_from_dashboard,
    unique,
    write,
)
from tests.factories.media import wav_bytes

pytestmark = pytest.mark.browser

TRANSCRIPT = """WEBVTT

00:00.000 --> 00:02.000
<v Zélie>On entend les pommiers pousser.
"""


def test_show_and_episode_with_its_sound_and_transcript_are_heard(
    editor: Page, reader: Page
) -> None:
    show, episode = unique("Paroles de vergers"), unique("Le temps des pommes")
    start_from_dashboard(editor, "Ouvrir un podcast")
    editor.locator("#id_title").press_sequentially(show)
    write(editor.locator("#panel-child-podcast-description-section"), "Des voix de jardiniers.")
    save_draft(editor)
    expect_ready(editor)
    reader.goto(publish(editor))
    expect(reader.locator("h1")).to_contain_text(show)

    open_new_form(editor, "/admin/episodes/", parent=show)
    editor.locator("#id_title").press_sequentially(episode)
    type_in(editor, "date", "3 décembre 2026")
    editor.locator("#id_summary").fill("Trois saisons dans un verger.")
    open_tab_of_form(editor, "Son et transcription")
    editor.get_by_role("button", name="Choisir un fichier audio").click()
    window = editor.locator(".modal-content")
    window.get_by_role("tab", name="Transférer").click()
    # Each file is unique; bytes after the sound are ignored.
    sound = wav_bytes(2) + uuid4().bytes
    window.locator("input[type=file]").set_input_files(
        {"name": "verger.wav", "mimeType": "audio/wav", "buffer": sound}
    )
    window.get_by_role("button", name="Transférer").click()
    expect(window).to_have_count(0)
    expect(editor.get_by_role("textbox", name="Durée")).to_have_value("0:02")
    editor.locator("input[name=transcript_file]").set_input_files(
        {"name": "verger.vtt", "mimeType": "text/vtt", "buffer": TRANSCRIPT.encode()}
    )
    save_draft(editor)
    expect_ready(editor)

    reader.goto(publish(editor))

    expect(reader.locator("h1")).to_contain_text(episode)
    player = reader.locator("main audio").first
    expect(player).to_be_visible()
    heard = reader.request.get(player.evaluate("player => player.currentSrc || player.src"))
    assert heard.body() == sound
    expect(reader.locator("main")).to_contain_text("On entend les pommiers pousser.")
