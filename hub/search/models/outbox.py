"""Tables of the outbox: changes to send to each engine, and the state of each engine."""

from typing import Self

from django.db import models
from django.db.models import Q


class SearchChangeQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Return the changes not yet sent, those due later included."""
        return self.filter(done_at=None, is_dead=False)

    def dead(self) -> Self:
        """Return the changes refused too many times: a person must look at `error`."""
        return self.filter(is_dead=True)


class SearchChange(models.Model):
    """Outbox row: the page `uid` has changed and must be sent to `engine`.

    The row is written in the transaction of the change and holds no content: the page is read from
    the database when the change is sent, so that a delayed row never sends outdated content.
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
    """State of an engine as a consumer of the outbox: lease, failures and next attempt."""

    engine = models.CharField("moteur", max_length=40, unique=True)
    holder = models.CharField(max_length=40, blank=True)
    held_until = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField("échecs de suite", default=0)
    next_attempt_at = models.DateTimeField("prochain essai", null=True)
    failing_since = models.DateTimeField("en échec depuis", null=True)
    error = models.TextField("dernière erreur", blank=True)
    written_at = models.DateTimeField("dernière écriture", null=True)
    rebuilt_at = models.DateTimeField("dernière reconstruction", null=True)

    class Meta:
        verbose_name = "suivi d’un moteur de recherche"
        verbose_name_plural = "suivi des moteurs de recherche"

    def __str__(self) -> str:
        return self.engine
