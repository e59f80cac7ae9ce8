import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("podcasts", "0008_embedded_tags"),
    ]

    operations = [
        migrations.CreateModel(
            name="SoundCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "audio_url",
                    models.URLField(blank=True, max_length=500, verbose_name="adresse du son"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("found", "présent"),
                            ("changed", "changé"),
                            ("doubtful", "non vérifiable"),
                            ("lost", "perdu"),
                        ],
                        max_length=8,
                        verbose_name="état du son",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="constat")),
                ("checked_at", models.DateTimeField(verbose_name="vérifié le")),
                (
                    "audio",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="podcasts.podcastmedia",
                        verbose_name="fichier audio",
                    ),
                ),
                (
                    "episode",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sound_check",
                        to="podcasts.episodepage",
                        verbose_name="épisode",
                    ),
                ),
            ],
            options={
                "verbose_name": "vérification d’un son",
                "verbose_name_plural": "vérifications des sons",
            },
        ),
    ]
