"""Initiatives: Markdown files through the importer, then a cover and what Markdown cannot say."""

import json

from home.demo.blocks import resolved
from home.demo.covers import cover
from home.demo.files import CONTENT, load_yaml
from home.demo.pages import illustrate, is_edited
from inspiration.importing import build_initiatives, parse_items, read_path
from inspiration.models import InitiativePage

# The four of the letter first, then the projects of the pilot territories, then the examples:
# the last one written is the first one listed.
ORDER = [
    "exemple-minibus-partage",
    "exemple-recyclerie",
    "exemple-jardin-nourricier",
    "reugny-restitution-publique",
    "saint-jean-de-braye-restitution-elargie",
    "arras-ess-et-alimentation",
    "beauvais-commande-publique",
    "lisieux-filature-des-possibles",
    "saone-et-loire-vulgariser-les-lois",
    "besancon-residences-autonomie",
    "lil-o",
]


def seed_initiatives():
    """Import the initiatives, illustrate and publish them; return their number."""
    folder = CONTENT / "initiatives"
    items = [item for slug in ORDER for item in read_path(folder / f"{slug}.md")]
    build_initiatives(parse_items(items))
    for slug in ORDER:
        page = InitiativePage.objects.get(slug=slug)
        if is_edited(page):
            continue
        draft = page.get_latest_revision_as_object()
        theme = draft.main_theme
        illustrate(draft, cover(slug, theme.colour if theme else ""))
        draft.save_revision(log_action=True).publish()
    return {"initiatives": len(ORDER)}


def add_extra_blocks():
    """Complete the stories with blocks that point at pages made after them."""
    cover("printemps", "#3c6420", "leaves")
    cover("automne", "#9a4a00", "fields")
    for slug, blocks in load_yaml("initiative-extras.yaml").items():
        page = InitiativePage.objects.get(slug=slug)
        if is_edited(page):
            continue
        extras = resolved(blocks)
        kinds = {block["type"] for block in extras}
        told = [block for block in page.body.raw_data if block["type"] not in kinds]
        page.body = json.dumps([*told, *extras])
        page.save_revision(log_action=True).publish()
