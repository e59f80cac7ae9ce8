"""What is still to be told to each engine, and how the telling goes."""

from typing import Self

from django.db import models
from django.db.models import Q


class SearchChangeQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Changes that an engine has not taken yet, later ones included."""
        return self.filter(done_at=None, is_dead=False)

    def dead(self) -> Self:
        """Changes that were refused too often: someone must look at `error`."""
        return self.filter(is_dead=True)


class SearchChange(models.Model):
    """« Something about `uid` has changed »: one row for each engine, never changed by writers.

    What it has become is read from the site when the engine is told, never kept here: a row that
    waited for an hour cannot tell old news. The row is written in the transaction of the change.
    """

    engine = models.CharField("moteur", max_length=20)
    uid = models.CharField("identifiant", max_length=200)
    created_at = models.DateTimeField("écrit le", auto_now_add=True)
    due_at = models.DateTimeField("à partir du")
    done_at = models.DateTimeField("transmis le", null=True)
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    error = models.TextField("erreur", blank=True)
    is_dead = models.BooleanField("abandonné", default=False)

    objects = SearchChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "changement à transmettre"
        verbose_name_plural = "changements à transmettre"
        indexes = [
            models.Index(
                fields=["engine", "due_at"],
                condition=Q(done_at=None, is_dead=False),
                name="search_change_waiting",
            ),
            models.Index(fields=["engine", "done_at"], name="search_change_done"),
        ]

    def __str__(self) -> str:
        return f"{self.engine}\u00a0: {self.uid}"


class SearchConsumer(models.Model):
    """How an engine follows: who is writing to it now, and when it may be tried again."""

    engine = models.CharField("moteur", max_length=40, unique=True)
    holder = models.CharField(max_length=40, blank=True)
    held_until = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField("échecs de suite", default=0)
    next_attempt_at = models.DateTimeField("prochain essai", null=True)
    error = models.TextField("dernière erreur", blank=True)
    written_at = models.DateTimeField("dernière écriture", null=True)
    rebuilt_at = models.DateTimeField("dernière reconstruction", null=True)

    class Meta:
        verbose_name = "suivi d’un moteur de recherche"
        verbose_name_plural = "suivi des moteurs de recherche"

    def __str__(self) -> str:
        return self.engine
