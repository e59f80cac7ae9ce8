"""Seed the letters: text files through the importer, then dates, themes and extra blocks."""

import json
import uuid
from typing import Any

from wagtail.blocks import StreamValue

from home.demo.blocks import resolve_references
from home.demo.covers import get_or_draw_cover
from home.demo.directory import get_theme
from home.demo.files import CONTENT, load_yaml
from home.demo.pages import is_edited, set_decorative_image
from hub.core.models import PageTheme
from hub.newsletters.importing import read_path
from hub.newsletters.importing.builder import ImportOptions, import_letter
from hub.newsletters.models import Rubrique

DATE_NOTE = "Exemple\u00a0: date de parution choisie pour la démonstration."


def seed_letters() -> dict[str, int]:
    """Import the letters, date, illustrate and publish them; return their number.

    Raise NewsletterImportError when another letter has the same number.
    """
    entries = load_yaml("letters/letters.yaml")
    for entry in entries:
        document = read_path(CONTENT / "letters" / entry["fichier"])
        outcome = import_letter(document, ImportOptions(date=entry["date"]))
        if is_edited(outcome.page):
            continue
        page = outcome.page.get_latest_revision_as_object()
        page.summary = entry["chapo"]
        page.update_note = DATE_NOTE
        page.rubriques = _append_blocks(page.rubriques, entry.get("complements", {}))
        page.theme_items = [
            PageTheme(tag=get_theme(name), sort_order=order)
            for order, name in enumerate(entry["themes"])
        ]
        name = f"lettre-{page.number}"
        set_decorative_image(page, get_or_draw_cover(name, page.main_theme.colour, entry["motif"]))
        page.save_revision(log_action=True).publish()
    return {"lettres": len(entries)}


def _append_blocks(rubriques: StreamValue, complements: dict[str, list[dict[str, Any]]]) -> str:
    """Return the JSON of `rubriques` with `complements` ({slug: blocks}) appended to each."""
    blocks = {
        Rubrique.objects.get(slug=slug).pk: resolve_references(b) for slug, b in complements.items()
    }
    data = rubriques.stream_block.get_prep_value(rubriques)
    for rubrique in data:
        content = rubrique["value"]["content"]
        existing = [(block["type"], block["value"]) for block in content]
        extra_blocks = blocks.get(rubrique["value"]["rubrique"], [])
        # Wagtail adds ids to top-level blocks only; the anchors of nested blocks need them too.
        content += [
            {**block, "id": str(uuid.uuid4())}
            for block in extra_blocks
            if (block["type"], block["value"]) not in existing
        ]
    return json.dumps(data)
