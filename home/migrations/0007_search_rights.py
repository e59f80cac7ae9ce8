"""« Rédaction » keeps the synonyms and promotions of the search, and sees what readers ask."""

from importlib import import_module

from django.db import migrations

groups = import_module("home.migrations.0004_editing_groups")

RIGHTS = [
    ("search", "searchsynonyms", ["view", "add", "change", "delete"]),
    ("search", "searchcount", ["view"]),
    ("wagtailsearchpromotions", "searchpromotion", ["add", "change", "delete"]),
]


def each_right(apps):
    for app, model, actions in RIGHTS:
        for action in actions:
            yield groups.permission(apps, app, model, f"{action}_{model}")


def give_rights(apps, schema_editor):
    editors = apps.get_model("auth", "Group").objects.filter(name=groups.EDITORS).first()
    if editors:
        editors.permissions.add(*each_right(apps))


def take_rights_back(apps, schema_editor):
    editors = apps.get_model("auth", "Group").objects.filter(name=groups.EDITORS).first()
    if editors:
        editors.permissions.remove(*each_right(apps))


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0006_declare_accessibility"),
        ("search", "0004_words_of_editors_and_daily_counts"),
        ("wagtailsearchpromotions", "0008_query_verbose_name"),
    ]
    operations = [migrations.RunPython(give_rights, take_rights_back)]
