"""The draft « Accessibilité » becomes the declaration, which writes itself: it can be published."""

from django.db import migrations
from django.utils import timezone


def declare(apps, schema_editor):
    pages = apps.get_model("wagtailcore", "Page").objects
    drafts = apps.get_model("home", "FreePage").objects.filter(live=False, summary="", body=[])
    # What has a child, a revision or a word is somebody's work.
    page = pages.filter(
        slug="accessibilite", depth=3, numchild=0, latest_revision=None, pk__in=drafts.values("pk")
    ).first()
    if page is not None:
        now = timezone.now()
        shown = {"live": True, "first_published_at": now, "last_published_at": now}
        change_type(apps, page, "FreePage", "AccessibilityPage", shown)


def take_back(apps, schema_editor):
    """What was written in a declaration cannot be read as a free page: a draft remains."""
    hidden = {
        "live": False,
        "first_published_at": None,
        "last_published_at": None,
        "latest_revision": None,
        "live_revision": None,
    }
    declarations = apps.get_model("home", "AccessibilityPage").objects.values("pk")
    for page in apps.get_model("wagtailcore", "Page").objects.filter(pk__in=declarations):
        change_type(apps, page, "AccessibilityPage", "FreePage", hidden)


def change_type(apps, page, before, after, values):
    """Give a page another type; its place in the tree, its address and its key stay."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="home", model=after.lower()
    )
    own_row = apps.get_model("home", before).objects.filter(pk=page.pk)
    own_row._raw_delete(own_row.db)  # the row of the type alone, not that of the page
    apps.get_model("wagtailcore", "Page").objects.filter(pk=page.pk).update(
        content_type=content_type, has_unpublished_changes=not values["live"], **values
    )
    apps.get_model("home", after)(page_ptr_id=page.pk).save_base(raw=True)


class Migration(migrations.Migration):
    dependencies = [("home", "0005_accessibility_page")]
    operations = [migrations.RunPython(declare, take_back)]
