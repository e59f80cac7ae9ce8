"""What editors write for the search, and the daily counts that tell them what is asked."""

import secrets

from django.db import migrations, models


def add_first_version(apps, schema_editor):
    version = apps.get_model("search", "SynonymsVersion")
    version.objects.get_or_create(pk=1, defaults={"token": secrets.token_hex(16)})


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0003_outbox_and_document_texts"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchSynonyms",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "words",
                    models.TextField(
                        help_text="Un mot ou une expression par ligne. Accents, majuscules, pluriels et petits mots ne comptent pas.",
                        verbose_name="mots cherchés",
                    ),
                ),
                (
                    "also",
                    models.TextField(
                        blank=True,
                        help_text="Laissez vide si tous les mots ci-dessus veulent dire la même chose. Sinon, chercher l’un d’eux cherchera aussi ceux-ci, sans que l’inverse soit vrai.",
                        verbose_name="comprendre aussi",
                    ),
                ),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="modifié le")),
            ],
            options={
                "verbose_name": "synonymes",
                "verbose_name_plural": "synonymes",
                "ordering": ["words"],
            },
        ),
        migrations.CreateModel(
            name="SynonymsVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.CharField(max_length=32)),
            ],
            options={
                "verbose_name": "version des synonymes",
                "verbose_name_plural": "versions des synonymes",
            },
        ),
        migrations.CreateModel(
            name="SearchClick",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="jour")),
                ("key", models.CharField(max_length=200, verbose_name="question analysée")),
                ("rank", models.PositiveSmallIntegerField(verbose_name="rang")),
                ("clicks", models.PositiveIntegerField(default=0, verbose_name="ouvertures")),
            ],
            options={
                "verbose_name": "décompte d’ouvertures",
                "verbose_name_plural": "décomptes d’ouvertures",
                "default_permissions": [],
                "indexes": [models.Index(fields=["key"], name="search_click_key")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("day", "key", "rank"), name="search_click_of_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rank__gte", 1)), name="search_click_rank"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="jour")),
                ("key", models.CharField(max_length=200, verbose_name="question analysée")),
                ("text", models.CharField(max_length=200, verbose_name="question")),
                ("searches", models.PositiveIntegerField(default=0, verbose_name="recherches")),
                ("empty", models.PositiveIntegerField(default=0, verbose_name="sans résultat")),
                ("askers", models.PositiveIntegerField(default=0, verbose_name="personnes")),
                ("results", models.PositiveIntegerField(default=0, verbose_name="résultats")),
            ],
            options={
                "verbose_name": "décompte de recherches",
                "verbose_name_plural": "décomptes de recherches",
                "default_permissions": ["view"],
                "indexes": [models.Index(fields=["key"], name="search_count_key")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("day", "key", "text"), name="search_count_of_a_day"
                    )
                ],
            },
        ),
        migrations.RunPython(add_first_version, migrations.RunPython.noop),
    ]
