from django.conf import settings
from django.db import models


class KeptName(models.Model):
    """A doubtful territory name that an editor chose to keep as written.

    `page` is the page in which it was kept; None for a name kept while importing.
    """

    written = models.CharField("tel qu’écrit", max_length=300)
    problem = models.CharField("doute", max_length=20)
    page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name="page",
    )
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="gardé par",
    )
    kept_at = models.DateTimeField("gardé le", auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "nom gardé"
        verbose_name_plural = "noms gardés"
        constraints = [
            models.UniqueConstraint(
                fields=["written", "problem", "page"], name="kept_name_unique_in_page"
            ),
            models.UniqueConstraint(
                fields=["written", "problem"],
                condition=models.Q(page=None),
                name="kept_name_unique_without_page",
            ),
        ]

    def __str__(self) -> str:
        return self.written
