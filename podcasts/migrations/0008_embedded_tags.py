from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("podcasts", "0007_import_records"),
    ]

    operations = [
        migrations.AddField(
            model_name="podcastmedia",
            name="embedded",
            field=models.JSONField(editable=False, null=True, verbose_name="lu dans le fichier"),
        ),
    ]
