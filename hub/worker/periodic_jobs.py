"""Periodic jobs that belong to no application in particular."""

from datetime import timedelta

from hub.worker import cleaning, publishing
from hub.worker.periodic import PeriodicJob

JOBS = [
    PeriodicJob(
        name="publish_scheduled",
        every=timedelta(seconds=10),
        run=publishing.publish_due,
        is_needed=publishing.is_due,
        label="Publications et dépublications programmées",
    ),
    PeriodicJob(
        name="clean",
        every=timedelta(days=1),
        run=cleaning.clean,
        label="Effacement de ce qui a expiré",
    ),
]
