"""« Rédaction » manages the cohorts of the programme, « Contributions » sees them."""

from importlib import import_module

from django.db import migrations

groups = import_module("home.migrations.0004_editing_groups")
APP, MODEL = "territories", "cohort"
ACTIONS = ("add", "change", "delete", "view")


def give_rights(apps, schema_editor):
    for name, actions in ((groups.EDITORS, ACTIONS), (groups.CONTRIBUTORS, ("view",))):
        group = apps.get_model("auth", "Group").objects.filter(name=name).first()
        if group is None:
            continue  # the site renamed or removed the group
        for action in actions:
            group.permissions.add(groups.permission(apps, APP, MODEL, f"{action}_{MODEL}"))


def remove_rights(apps, schema_editor):
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label=APP, content_type__model=MODEL
    )
    for group in apps.get_model("auth", "Group").objects.filter(
        name__in=[groups.EDITORS, groups.CONTRIBUTORS]
    ):
        group.permissions.remove(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0009_right_to_see_the_counts"),
        ("territories", "0004_gazetteer_and_programme"),
    ]
    operations = [migrations.RunPython(give_rights, remove_rights)]
