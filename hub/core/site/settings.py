from django.db import models
from wagtail.admin.panels import MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="cog")
class HubSettings(BaseSiteSetting):
    """Site-wide settings, edited by administrators."""

    site_name = models.CharField("nom du site", max_length=80, default="Territoires pilotes")
    baseline = models.CharField(
        "signature",
        max_length=160,
        default="Le carnet de route des territoires qui changent leur façon de vivre",
    )
    description = models.TextField(
        "description",
        blank=True,
        max_length=300,
        help_text="Pour les moteurs de recherche et les partages.",
    )
    publisher = models.CharField("éditeur du site", max_length=160, blank=True)
    contact_email = models.EmailField("adresse de contact", blank=True)
    share_image = models.ForeignKey(
        "core.HubImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="image de partage",
        help_text="Pour les pages qui n’ont pas d’image.",
    )

    panels = [
        MultiFieldPanel(["site_name", "baseline", "description"], heading="Identité"),
        MultiFieldPanel(["publisher", "contact_email"], heading="Éditeur"),
        "share_image",
    ]

    class Meta:
        verbose_name = "réglages du hub"
