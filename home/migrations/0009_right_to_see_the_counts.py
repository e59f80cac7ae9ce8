"""Whoever might see the daily counts of the search still may, now that `hub.listing` has them."""

from importlib import import_module

from django.db import migrations

groups = import_module("home.migrations.0004_editing_groups")
FORMER, PRESENT = "search", "listing"


def move_right(apps, from_app, to_app):
    permissions = apps.get_model("auth", "Permission").objects
    former = permissions.filter(
        content_type__app_label=from_app, codename="view_searchcount"
    ).first()
    if former is None:
        return
    present = groups.permission(apps, to_app, "searchcount", "view_searchcount")
    for group in former.group_set.all():
        group.permissions.add(present)
    for user in former.user_set.all():
        user.user_permissions.add(present)
    # Its permissions go with it.
    apps.get_model("contenttypes", "ContentType").objects.filter(
        app_label=from_app, model__in=["searchcount", "searchclick"]
    ).delete()


def move_forward(apps, schema_editor):
    move_right(apps, FORMER, PRESENT)


def move_back(apps, schema_editor):
    move_right(apps, PRESENT, FORMER)


class Migration(migrations.Migration):
    dependencies = [("home", "0008_name_rows"), ("listing", "0001_initial")]
    operations = [migrations.RunPython(move_forward, move_back)]
