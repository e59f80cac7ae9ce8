from secrets import randbits
from typing import Self

from django.db import models

# Of a stamp: a positive number that both databases store.
STAMP_BITS = 62


class GazetteerState(models.Model):
    """The edition of the gazetteer in the database, in the only row of this table.

    `stamp` changes with each change of a territory: indexes of names kept in memory compare it. It
    is drawn at random: a counter would come back to a value already seen after a rollback.
    """

    edition = models.CharField("édition", max_length=40, blank=True)
    source = models.CharField("source", max_length=255, blank=True)
    licence = models.CharField("licence", max_length=100, blank=True)
    loaded_at = models.DateTimeField("chargé le", null=True, blank=True)
    stamp = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = "édition du répertoire"
        verbose_name_plural = "éditions du répertoire"

    def __str__(self) -> str:
        return self.edition

    @classmethod
    def current(cls) -> Self:
        """Return the only row, created when it is missing."""
        return cls.objects.get_or_create(pk=1)[0]

    @classmethod
    def mark_changed(cls) -> None:
        """Change the stamp: names or codes of territories have changed."""
        stamp = randbits(STAMP_BITS)
        if not cls.objects.filter(pk=1).update(stamp=stamp):
            cls.objects.update_or_create(pk=1, defaults={"stamp": stamp})
