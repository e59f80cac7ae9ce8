from typing import Any

from django.db import models

from hub.slugs import french_slug


class AliasKind(models.TextChoices):
    DELEGATED = "deleguee", "Commune déléguée"
    ASSOCIATED = "associee", "Commune associée"
    DISTRICT = "municipal", "Arrondissement municipal"
    FORMER = "ancienne", "Ancien nom ou ancien code"


class TerritoryAlias(models.Model):
    """Another name or code of a territory: a delegated or associated commune, a former name.

    The official geographic code gives them; `load_gazetteer` writes them. `code` may be empty, and
    may be that of the territory itself (a delegated commune often keeps the code of the commune).
    """

    wagtail_reference_index_ignore = True

    territory = models.ForeignKey(
        "territories.Territory",
        on_delete=models.CASCADE,
        related_name="aliases",
        verbose_name="territoire",
    )
    kind = models.CharField("nature", max_length=10, choices=AliasKind.choices)
    name = models.CharField("nom", max_length=255)
    slug = models.SlugField("adresse", max_length=255, editable=False)
    code = models.CharField("code", max_length=9, blank=True, db_index=True)

    class Meta:
        verbose_name = "autre nom"
        verbose_name_plural = "autres noms"
        ordering = ["name", "code"]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})" if self.code else self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = french_slug(self.name)[:255]
        super().save(*args, **kwargs)
