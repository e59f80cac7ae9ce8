from django.db import models
from django.utils import timezone


class Suppression(models.Model):
    """What is left of an erased person: a keyed digest, so that no import adds them again."""

    digest = models.CharField(max_length=64, unique=True)
    erased_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "adresse effacée"
        verbose_name_plural = "adresses effacées"
        default_permissions = ()

    def __str__(self) -> str:
        return self.digest[:8]
