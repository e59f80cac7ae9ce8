"""Adding or refreshing a page of the demo content, without touching anybody's work."""

from home.demo.directory import territory, theme
from hub.core.models import PageTerritory, PageTheme, TerritoryRole


def is_edited(page):
    """Tell whether somebody has saved `page` in the admin; the demo content has no author."""
    return page.revisions.exclude(user=None).exists()


def demo_page(model, parent, slug):
    """Return the page to fill: a new one, the demo's own, or None when it is somebody's work."""
    page = model.objects.child_of(parent).filter(slug=slug).first()
    if page is None:
        return model(slug=slug, live=False)
    return None if is_edited(page) else page


def put(page, parent):
    """Save `page` under `parent` and publish it; return it as it is in the database."""
    if page.pk is None:
        # A fresh parent: treebeard counts its children on the instance.
        parent.__class__.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision(log_action=True).publish()
    return page.__class__.objects.get(pk=page.pk)


def tag(page, entry, role=TerritoryRole.CONCERNED):
    """Give `page` the themes and territories of an entry of the content."""
    page.theme_items = [
        PageTheme(tag=theme(name), sort_order=order)
        for order, name in enumerate(entry.get("themes", []))
    ]
    page.territory_links = [
        PageTerritory(territory=territory(reference), role=role, sort_order=order)
        for order, reference in enumerate(entry.get("territoires", []))
    ]


def illustrate(page, image):
    """Give `page` an image that carries no information."""
    page.image = image
    page.image_is_decorative = True
    page.image_alt = ""
