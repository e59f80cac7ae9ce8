"""Letters: text files through the importer, then what their files do not say."""

import json
import uuid

from home.demo.blocks import resolved
from home.demo.covers import cover
from home.demo.directory import theme
from home.demo.files import CONTENT, load_yaml
from home.demo.pages import illustrate, is_edited
from hub.core.models import PageTheme
from hub.newsletters.importing import read_path
from hub.newsletters.importing.builder import ImportOptions, import_letter
from hub.newsletters.models import Rubrique

DATE_NOTE = "Exemple\u00a0: date de parution choisie pour la démonstration."


def seed_letters():
    """Import the letters, date, illustrate and publish them; return their number.

    A letter of somebody else that bears the same number stops the seeding
    (NewsletterImportError).
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
        page.rubriques = _completed(page.rubriques, entry.get("complements", {}))
        page.theme_items = [
            PageTheme(tag=theme(name), sort_order=order)
            for order, name in enumerate(entry["themes"])
        ]
        name = f"lettre-{page.number}"
        illustrate(page, cover(name, page.main_theme.colour, entry["motif"]))
        page.save_revision(log_action=True).publish()
    return {"lettres": len(entries)}


def _completed(rubriques, complements):
    """Return the JSON of `rubriques` with the blocks of {rubrique's slug: blocks} at their ends."""
    blocks = {Rubrique.objects.get(slug=slug).pk: resolved(b) for slug, b in complements.items()}
    data = rubriques.stream_block.get_prep_value(rubriques)
    for rubrique in data:
        content = rubrique["value"]["content"]
        told = [(block["type"], block["value"]) for block in content]
        wanted = blocks.get(rubrique["value"]["rubrique"], [])
        # Wagtail numbers the blocks of a page, not those within them: their anchors need it.
        content += [
            {**block, "id": str(uuid.uuid4())}
            for block in wanted
            if (block["type"], block["value"]) not in told
        ]
    return json.dumps(data)
