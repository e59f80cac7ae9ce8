"""Form of an episode: a transcript corrected with the keyboard, facts of sounds."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import examine
from tests.browser.editing.forms import open_first, type_in
from tests.browser.editing.steps import open_new_form, open_tab_of_form, publish, save_draft
from tests.podcasts.audio_bytes import mp3_bytes

pytestmark = pytest.mark.browser

EDITOR = "#hub-transcript-editor"
HOST = {
    "audio_length": "1234",
    "audio_type": "audio/mpeg",
    "duration": "",
    "size": "1,2\u00a0Ko",
    "title": "",
    "artist": "",
    "year": "",
    "chapters": [],
}

# Sentences of the demo's conversation: drafts of other tests may have another text.
TRANSCRIPT = """WEBVTT

00:00:00.000 --> 00:00:04.330
<v Camille Exemple>Exemple : bonjour, et bienvenue dans un épisode inventé.

00:00:04.580 --> 00:00:08.585
<v Camille Exemple>Rien de ce que vous allez lire n’a été dit par quelqu’un.

00:00:08.835 --> 00:00:10.870
<v Alix Specimen>Nos voix non plus ne sont pas des voix."""


def open_editor(tab: Page) -> None:
    """Open the editor of the demo's conversation, from the keyboard."""
    open_first(tab, "/admin/episodes/?q=calcul")
    open_tab_of_form(tab, "Son et transcription")
    set_transcript(tab, TRANSCRIPT)
    tab.get_by_role("button", name="Corriger en écoutant").press("Enter")
    expect(field(tab, 1, "Texte")).to_be_focused()


def field(tab: Page, rank: int, label: str) -> Locator:
    return tab.locator(EDITOR).get_by_label(f"{label}, phrase {rank}", exact=True)


def transcript(tab: Page) -> str:
    return tab.locator("[name=transcript]").input_value()


def set_transcript(tab: Page, text: str) -> None:
    """Write the field: `fill` inserts line after line, which takes minutes for a long text."""
    tab.locator("[name=transcript]").evaluate("(field, text) => { field.value = text; }", text)


def chapters(tab: Page) -> list[tuple[str, str]]:
    """Return the (start, title) of the rows of chapters, in the order of the form."""
    rows = tab.locator("#id_chapters-FORMS > [data-inline-panel-child]")
    return [
        (
            row.locator("[name$=-start]").input_value(),
            row.locator("[name$=-title]").input_value(),
        )
        for row in rows.all()
    ]


def test_transcript_is_corrected_with_the_keyboard_and_published(
    editor: Page, reader: Page
) -> None:
    open_editor(editor)
    keys = editor.keyboard
    status = editor.locator(".hub-transcript__status")
    audio = editor.locator(f"{EDITOR} audio")

    # Listen, pause, and make the first sentence start now.
    keys.press("Control+Enter")
    editor.wait_for_function(
        "document.querySelector('#hub-transcript-editor audio').currentTime > 0.4"
    )
    keys.press("Escape")
    assert audio.evaluate("audio => audio.paused")
    keys.press("Alt+t")
    expect(status).to_contain_text("Début de la phrase 1")
    heard = audio.evaluate("audio => audio.currentTime")
    stamp = re.search(r"00:00:(\d\d\.\d{3}) -->", transcript(editor))
    assert stamp
    assert abs(float(stamp[1]) - heard) < 0.5

    # Correct a word, and write a time in the next row.
    field(editor, 1, "Texte").press("End")
    keys.type(" Relu & corrigé.")
    keys.press("Alt+ArrowDown")
    expect(field(editor, 2, "Texte")).to_be_focused()
    keys.press("Shift+Tab")
    keys.press("Shift+Tab")
    expect(field(editor, 2, "Début")).to_be_focused()
    keys.type("0:05,5")
    keys.press("Enter")
    expect(status).to_contain_text("Début de la phrase 2\u00a0: 0:05,5.")

    # Rename a voice everywhere.
    keys.press("Alt+r")
    expect(editor.get_by_label("Nouveau nom")).to_be_focused()
    keys.type("Camille Relue")
    keys.press("Enter")
    expect(status).to_contain_text("Voix renommée dans")
    assert "<v Camille Exemple>" not in transcript(editor)

    # Cut the second sentence after its first word, then add a chapter there.
    field(editor, 2, "Texte").press("Home")
    keys.press("Control+ArrowRight")
    keys.press("Alt+s")
    expect(field(editor, 3, "Texte")).to_be_focused()
    expect(field(editor, 2, "Texte")).to_have_value("Rien")
    keys.press("Alt+c")
    keys.type("Ce qui a été relu")
    keys.press("Enter")
    expect(status).to_contain_text("Chapitre «\u00a0Ce qui a été relu\u00a0» ajouté")
    rows = chapters(editor)
    assert [title for _, title in rows][:3] == [
        "Deux voix calculées",
        "Ce qui a été relu",
        "Le minibus de Villexemple",
    ]

    save_draft(editor)
    reader.goto(publish(editor))

    main = reader.locator("main")
    expect(main).to_contain_text("Relu & corrigé.")
    expect(main).to_contain_text("Camille Relue")
    expect(main).to_contain_text("Ce qui a été relu")
    expect(main.locator("#t-5")).to_have_count(1)


def test_changes_are_undone_and_nothing_is_lost(editor: Page) -> None:
    open_editor(editor)
    keys = editor.keyboard
    before = transcript(editor)
    count = editor.locator(f"{EDITOR} .hub-cue").count()
    keys.press("Alt+g")
    expect(editor.locator(f"{EDITOR} .hub-cue")).to_have_count(count - 1)
    keys.press("Alt+x")
    keys.press("Alt+n")
    keys.type("Une phrase de plus.")
    expect(editor.locator("[name=transcript]")).to_have_value(re.compile("Une phrase de plus"))
    for _ in range(4):
        keys.press("Alt+u")
    expect(editor.locator("[name=transcript]")).to_have_value(before)
    # A wrong time is refused in words, and the former one stays.
    start = field(editor, 2, "Début")
    value = start.input_value()
    start.fill("bientôt")
    start.press("Enter")
    expect(editor.locator(".hub-transcript__status")).to_contain_text("Un temps s’écrit comme")
    expect(start).to_have_value(value)
    # Enter in a field, Escape in a dialog: the form is not sent, the dialog closes.
    keys.press("Alt+r")
    keys.press("Escape")
    expect(editor.get_by_label("Nouveau nom")).to_be_hidden()
    expect(editor.locator(EDITOR)).to_be_visible()


def test_editor_has_no_accessibility_violation(editor: Page) -> None:
    open_editor(editor)
    findings = examine(editor, [".hub-transcript"])
    assert findings.violations == []
    editor.keyboard.press("Alt+h")
    expect(editor.get_by_role("dialog", name="Les touches")).to_be_visible()
    assert examine(editor, [".hub-transcript__dialog[open]"]).violations == []


def test_a_thousand_cues_are_edited_without_delay(editor: Page) -> None:
    open_editor(editor)
    editor.get_by_role("button", name="Fermer la correction").click()
    expect(editor.locator(EDITOR)).to_be_hidden()
    expect(editor.locator("[name=transcript]")).to_be_editable()
    cues = "\n\n".join(
        f"00:{n // 60:02}:{n % 60:02}.000 --> 00:{n // 60:02}:{n % 60:02}.900\n<v Alix>Phrase {n}."
        for n in range(1000)
    )
    set_transcript(editor, f"WEBVTT\n\n{cues}")
    editor.get_by_role("button", name="Corriger en écoutant").click()
    expect(editor.locator(f"{EDITOR} .hub-cue")).to_have_count(1000)
    last = field(editor, 1000, "Texte")
    last.fill("La dernière phrase.")
    expect(editor.locator("[name=transcript]")).to_have_value(
        re.compile(r"00:16:39\.900\n<v Alix>La dernière phrase\.$")
    )


def new_episode_form(tab: Page) -> None:
    """Open the form of a new episode of the demo's show, at the tab of the sound."""
    open_new_form(tab, "/admin/episodes/")
    open_tab_of_form(tab, "Son et transcription")


def test_chapters_of_a_file_are_taken_by_one_button(editor: Page) -> None:
    new_episode_form(editor)
    editor.get_by_role("button", name="Choisir un fichier audio").click()
    window = editor.locator(".modal-content")
    window.get_by_role("tab", name="Transférer").click()
    tags = [("TIT2", "Le verger parle")]
    sound = mp3_bytes(8, [(0, "Début", ""), (4200, "Suite", "")], texts=tags) + uuid4().bytes
    window.locator("input[type=file]").set_input_files(
        {"name": "verger.mp3", "mimeType": "audio/mpeg", "buffer": sound}
    )
    window.get_by_role("button", name="Transférer").click()
    expect(window).to_have_count(0)
    status = editor.locator(".hub-sound [role=status]")
    expect(status).to_contain_text("Lu dans le fichier")
    assert [row for row in chapters(editor) if any(row)] == []
    editor.get_by_role("button", name="Reprendre les 2 chapitres du fichier").click()
    assert chapters(editor) == [("0:00", "Début"), ("0:04", "Suite")]
    expect(editor.get_by_role("button", name="Reprendre les")).to_be_hidden()
    editor.get_by_role("button", name="Reprendre le titre du fichier").click()
    expect(editor.locator("#id_title")).to_have_value("Le verger parle")


def test_host_fills_the_fields_or_a_sentence_says_why_not(editor: Page) -> None:
    new_episode_form(editor)
    answers = [
        {"status": 422, "json": {"error": "L’hébergeur refuse de donner ce son."}},
        {"json": HOST},
    ]
    editor.route("**/sons/hebergeur/", lambda route: route.fulfill(**answers.pop(0)))
    ask = editor.get_by_role("button", name="Demander à l’hébergeur")
    expect(ask).to_be_hidden()
    type_in(editor, "audio_url", "https://example.org/son.mp3")
    status = editor.locator(".hub-sound [role=status]")
    ask.click()
    expect(status).to_have_text("L’hébergeur refuse de donner ce son.")
    ask.click()
    expect(status).to_contain_text("Il ne dit pas la durée")
    expect(editor.locator("[name=audio_length]")).to_have_value("1234")
    expect(editor.locator("[name=audio_type]")).to_have_value("audio/mpeg")
