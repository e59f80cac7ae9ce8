"""Letters: text files through the importer, then what their files do not say."""

from home.demo.covers import cover
from home.demo.directory import theme
from home.demo.files import CONTENT, load_yaml
from home.demo.pages import illustrate, is_edited
from hub.core.models import PageTheme
from hub.newsletters.importing import read_path
from hub.newsletters.importing.builder import ImportOptions, import_letter

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
        page.theme_items = [
            PageTheme(tag=theme(name), sort_order=order)
            for order, name in enumerate(entry["themes"])
        ]
        name = f"lettre-{page.number}"
        illustrate(page, cover(name, page.main_theme.colour, entry["motif"]))
        page.save_revision(log_action=True).publish()
    return {"lettres": len(entries)}
