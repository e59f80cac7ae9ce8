"""Seed the initiatives: Markdown files through the importer, then covers and extra blocks."""

import json

from home.demo.blocks import resolve_references
from home.demo.covers import get_or_draw_cover
from home.demo.files import CONTENT, load_yaml
from home.demo.pages import is_edited, set_decorative_image
from inspiration.importing import build_initiatives, parse_items, read_path
from inspiration.models import InitiativePage

# Order of creation. Lists show the last created page first: the four initiatives of the letter,
# then the projects of the pilot territories, then the examples.
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


def seed_initiatives() -> dict[str, int]:
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
        set_decorative_image(draft, get_or_draw_cover(slug, theme.colour if theme else ""))
        draft.save_revision(log_action=True).publish()
    return {"initiatives": len(ORDER)}


def add_extra_blocks() -> None:
    """Append the blocks that refer to pages created after the initiatives."""
    get_or_draw_cover("printemps", "#3c6420", "leaves")
    get_or_draw_cover("automne", "#9a4a00", "fields")
    for slug, blocks in load_yaml("initiative-extras.yaml").items():
        page = InitiativePage.objects.get(slug=slug)
        if is_edited(page):
            continue
        extras = resolve_references(blocks)
        kinds = {block["type"] for block in extras}
        kept = [block for block in page.body.raw_data if block["type"] not in kinds]
        page.body = json.dumps([*kept, *extras])
        page.save_revision(log_action=True).publish()
