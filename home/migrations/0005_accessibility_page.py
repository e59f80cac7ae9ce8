import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

import hub.core.site.routing


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0004_editing_groups"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccessibilityPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("introduction", wagtail.fields.RichTextField(blank=True)),
                (
                    "entity",
                    models.CharField(
                        blank=True,
                        help_text="Vide\xa0: l’éditeur des réglages du hub.",
                        max_length=200,
                        verbose_name="organisme qui publie le site",
                    ),
                ),
                (
                    "declared_on",
                    models.DateField(
                        blank=True,
                        help_text="Vide\xa0: le jour où les critères ont été examinés.",
                        null=True,
                        verbose_name="date de la déclaration",
                    ),
                ),
                (
                    "contact_email",
                    models.EmailField(
                        blank=True,
                        help_text="Vide\xa0: l’adresse de contact des réglages du hub.",
                        max_length=254,
                        verbose_name="adresse pour signaler un défaut",
                    ),
                ),
                (
                    "contact_details",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="Adresse postale, téléphone, délai de réponse.",
                        verbose_name="autres moyens de vous joindre",
                    ),
                ),
                (
                    "known_faults",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="Par exemple un film sans sous-titres, un PDF qui n’est pas balisé.",
                        verbose_name="défauts connus des contenus",
                    ),
                ),
                (
                    "burden",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="Contenus dont la mise en accessibilité coûterait trop, et pourquoi.",
                        verbose_name="dérogations pour charge disproportionnée",
                    ),
                ),
                (
                    "exempted",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="Par exemple des archives, ou des contenus de tiers que vous ne contrôlez pas.",
                        verbose_name="contenus non soumis à l’obligation",
                    ),
                ),
            ],
            options={
                "verbose_name": "déclaration d’accessibilité",
                "verbose_name_plural": "déclarations d’accessibilité",
            },
            bases=(hub.core.site.routing.FewQueriesRouteMixin, "wagtailcore.page"),
        ),
    ]
