from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsletters", "0004_keep_revisions"),
    ]

    operations = [
        migrations.AddField(
            model_name="newsletterpage",
            name="public_addresses",
            field=models.TextField(
                blank=True,
                help_text="Celles du texte importé qui ne sont ni d’une personne de l’annuaire, ni du site\xa0: une par ligne, avec l’accord de leur titulaire.",
                verbose_name="adresses électroniques à publier",
            ),
        ),
    ]
