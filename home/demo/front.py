"""Seed the home page, the introductions of the index pages, the free pages and the settings."""

import json
from typing import Any

from wagtail.models import Page, Site

from home.demo.files import CONTENT, load_yaml
from home.demo.pages import is_edited
from home.models import FeaturedPage, FreePage, HomePage
from hub.core.models import HubSettings
from inspiration.importing.parser.blocks import story_blocks
from inspiration.models import InitiativePage


def seed_front() -> dict[str, int]:
    """Fill the fields that are still empty; return the number of free pages."""
    data = load_yaml("front.yaml")
    home = HomePage.objects.get()
    _fill_home(home, data["accueil"])
    for slug, words in data["index"].items():
        page = Page.objects.child_of(home).get(slug=slug).specific
        if not page.introduction:
            page.introduction = f"<p>{words}</p>"
            page.save_revision(log_action=True).publish()
    for slug, summary in data["pages"].items():
        _fill_free_page(home, slug, summary)
    settings = HubSettings.for_site(Site.objects.get(is_default_site=True))
    if not settings.description:
        settings.description = data["description"]
        settings.save()
    return {"pages libres": len(data["pages"])}


def _fill_home(home: HomePage, entry: dict[str, Any]) -> None:
    if home.tagline or home.introduction or is_edited(home):
        return
    home.tagline, home.introduction = entry["accroche"], entry["introduction"]
    home.featured_pages = [
        FeaturedPage(initiative=InitiativePage.objects.get(slug=slug), sort_order=order)
        for order, slug in enumerate(entry["a_la_une"])
    ]
    home.save_revision(log_action=True).publish()


def _fill_free_page(home: HomePage, slug: str, summary: str) -> None:
    page = FreePage.objects.child_of(home).filter(slug=slug).first()
    if page is None or is_edited(page):
        return
    text = (CONTENT / "pages" / f"{slug}.md").read_text(encoding="utf-8")
    blocks = [{"type": kind, "value": value} for kind, value in story_blocks(text)]
    page.summary = summary
    page.body = json.dumps(blocks)
    page.save_revision(log_action=True).publish()
