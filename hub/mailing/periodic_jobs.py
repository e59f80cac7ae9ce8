"""Periodic jobs of the subscriptions."""

from datetime import timedelta

from hub.mailing.people.erasing import forget_unsubscribed
from hub.mailing.people.subscribing import delete_old_requests
from hub.worker.periodic import PeriodicJob


def forget() -> None:
    """Delete the requests that were not confirmed, and the proofs that are too old."""
    delete_old_requests()
    forget_unsubscribed()


JOBS = [
    PeriodicJob(
        name="forget_subscriptions",
        every=timedelta(days=1),
        run=forget,
        label="Effacement des demandes d’abonnement sans suite et des désinscrits anciens",
    ),
]
