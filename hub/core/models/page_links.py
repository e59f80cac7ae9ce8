"""The themes and the territories of a page."""

from typing import Any

from django.db import models
from django.db.models import Prefetch
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from hub.themes.models import Theme


class TerritoryRole(models.TextChoices):
    LEAD = "porteur", "Porteur"
    PARTNER = "partenaire", "Partenaire"
    PLACE = "lieu", "Lieu"
    CONCERNED = "concerne", "Concerné"


class PageTheme(Orderable, ItemBase):
    """A theme of a page, with its rank."""

    tag = models.ForeignKey(
        Theme, on_delete=models.CASCADE, related_name="page_items", verbose_name="thème"
    )
    content_object = ParentalKey(
        "core.HubPage", on_delete=models.CASCADE, related_name="theme_items"
    )

    panels = [FieldPanel("tag")]

    class Meta(Orderable.Meta):
        verbose_name = "thème de la page"
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "tag"],
                name="page_theme_unique",
                violation_error_message="Ce thème est déjà choisi.",
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Replace a merged theme by its target: an older draft still references the former one."""
        while self.tag.merged_into_id:
            self.tag = self.tag.merged_into
        duplicates = PageTheme.objects.filter(content_object=self.content_object, tag=self.tag)
        if duplicates.exclude(pk=self.pk).exists():
            return  # the draft has both the merged theme and its target
        super().save(*args, **kwargs)


class PageTerritory(Orderable, models.Model):  # noqa: DJ008  it is shown by its territory
    """A territory linked to a page, with its role."""

    page = ParentalKey("core.HubPage", on_delete=models.CASCADE, related_name="territory_links")
    territory = models.ForeignKey(
        "territories.Territory",
        on_delete=models.CASCADE,
        related_name="page_links",
        verbose_name="territoire",
    )
    role = models.CharField(
        "rôle", max_length=10, choices=TerritoryRole.choices, default=TerritoryRole.LEAD
    )

    panels = [FieldRowPanel(["territory", "role"])]

    class Meta(Orderable.Meta):
        verbose_name = "territoire de la page"
        constraints = [
            models.UniqueConstraint(
                fields=["page", "territory", "role"],
                name="page_territory_role_unique",
                violation_error_message="Ce territoire a déjà ce rôle.",
            )
        ]


def card_relations() -> list[str | Prefetch]:
    """Return the prefetch lookups of the related rows that a card shows, one query each."""
    return [
        "image__renditions",
        Prefetch("theme_items", PageTheme.objects.select_related("tag")),
        Prefetch("territory_links", PageTerritory.objects.select_related("territory")),
    ]
