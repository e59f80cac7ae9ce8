"""The daily counts, whose tables exist: `hub.search` made them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("search", "0005_counts_move_to_listing")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="SearchClick",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("day", models.DateField(verbose_name="jour")),
                        ("key", models.CharField(max_length=200, verbose_name="question analysée")),
                        ("rank", models.PositiveSmallIntegerField(verbose_name="rang")),
                        (
                            "clicks",
                            models.PositiveIntegerField(default=0, verbose_name="ouvertures"),
                        ),
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
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("day", models.DateField(verbose_name="jour")),
                        ("key", models.CharField(max_length=200, verbose_name="question analysée")),
                        ("text", models.CharField(max_length=200, verbose_name="question")),
                        (
                            "searches",
                            models.PositiveIntegerField(default=0, verbose_name="recherches"),
                        ),
                        (
                            "empty",
                            models.PositiveIntegerField(default=0, verbose_name="sans résultat"),
                        ),
                        (
                            "askers",
                            models.PositiveIntegerField(default=0, verbose_name="personnes"),
                        ),
                        (
                            "results",
                            models.PositiveIntegerField(default=0, verbose_name="résultats"),
                        ),
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
            ]
        )
    ]
