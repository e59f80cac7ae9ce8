"""Helpers that create or update pages of the demo content, except edited ones."""

from typing import Any, TypeVar

from wagtail.models import Page

from home.demo.directory import get_territory, get_theme
from hub.core.models import HubImage, HubPage, PageTerritory, PageTheme, TerritoryRole

PageType = TypeVar("PageType", bound=Page)


def is_edited(page: Page) -> bool:
    """Return whether `page` has been saved in the admin: seeded revisions have no user."""
    return page.revisions.exclude(user=None).exists()


def demo_page(model: type[PageType], parent: Page, slug: str) -> PageType | None:
    """Return the page to fill, new or seeded before; None when it was edited in the admin."""
    page = model.objects.child_of(parent).filter(slug=slug).first()
    if page is None:
        return model(slug=slug, live=False)
    return None if is_edited(page) else page


def publish_page(page: PageType, parent: Page) -> PageType:
    """Save `page` under `parent` and publish it; return it reloaded from the database."""
    if page.pk is None:
        # Reload the parent: treebeard caches the number of children on the instance.
        parent.__class__.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision(log_action=True).publish()
    return page.__class__.objects.get(pk=page.pk)


def set_themes_and_territories(
    page: HubPage, entry: dict[str, Any], role: str = TerritoryRole.CONCERNED
) -> None:
    """Set the themes and territories of `page` from an entry of the demo content."""
    page.theme_items = [
        PageTheme(tag=get_theme(name), sort_order=order)
        for order, name in enumerate(entry.get("themes", []))
    ]
    page.territory_links = [
        PageTerritory(territory=get_territory(reference), role=role, sort_order=order)
        for order, reference in enumerate(entry.get("territoires", []))
    ]


def set_decorative_image(page: HubPage, image: HubImage) -> None:
    """Set a decorative image on `page`."""
    page.image = image
    page.image_is_decorative = True
    page.image_alt = ""
