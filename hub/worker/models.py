"""Rows that workers share: their heartbeats, and the state of the periodic jobs."""

from django.db import models


class Heartbeat(models.Model):
    """A worker and the time of its last beat; `stopped_at` is set by a worker that ends by itself.

    A task or a job belongs to the worker that has claimed it as long as this worker beats: the
    heartbeat is the lease of all that the worker holds (`hub.worker.heartbeat`).
    """

    worker = models.CharField("ouvrier", max_length=64, primary_key=True)
    started_at = models.DateTimeField("démarré le")
    beat_at = models.DateTimeField("dernier signe de vie", db_index=True)
    stopped_at = models.DateTimeField("arrêté le", null=True)

    class Meta:
        verbose_name = "signe de vie"
        verbose_name_plural = "signes de vie"

    def __str__(self) -> str:
        return self.worker


class JobState(models.Model):
    """Last run of a periodic job, and the worker that runs it now.

    - `holder`: id of this worker, empty between two runs;
    - `tried_at`: start of the last run, None if the job is due at once;
    - `succeeded_at`: start of the last run that succeeded;
    - `failures`: consecutive failures, `error` the last of them.
    """

    name = models.CharField("nom", max_length=100, primary_key=True)
    holder = models.CharField("ouvrier", max_length=64, blank=True)
    tried_at = models.DateTimeField("dernier essai", null=True)
    succeeded_at = models.DateTimeField("dernière réussite", null=True)
    failures = models.PositiveIntegerField("échecs de suite", default=0)
    error = models.TextField("dernière erreur", blank=True)

    class Meta:
        # The permissions on the screen « Tâches de fond »: see it, retry what it lists.
        default_permissions = ("view", "change")
        verbose_name = "tâche de fond"
        verbose_name_plural = "tâches de fond"

    def __str__(self) -> str:
        return self.name
