from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("territories", "0005_containers_from_parents"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="territoryalias",
            name="kind",
            field=models.CharField(
                choices=[
                    ("deleguee", "Commune déléguée"),
                    ("associee", "Commune associée"),
                    ("municipal", "Arrondissement municipal"),
                    ("ancienne", "Ancien nom ou ancien code"),
                ],
                max_length=10,
                verbose_name="nature",
            ),
        ),
        migrations.AddIndex(
            model_name="territory",
            index=models.Index(
                condition=models.Q(("in_programme", True)),
                fields=["in_programme"],
                name="territory_in_programme",
            ),
        ),
    ]
