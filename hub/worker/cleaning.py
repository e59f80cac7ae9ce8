"""Deletion of old rows: finished tasks, expired sessions, dead workers."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from hub.worker.heartbeat import forget_dead

SUCCESS_RETENTION = timedelta(days=7)
FAILURE_RETENTION = timedelta(days=90)


def clean() -> None:
    """Delete the tasks finished long ago, the expired sessions and the rows of dead workers."""
    now = timezone.now()
    tasks = DBTaskResult.objects
    tasks.failed().filter(finished_at__lt=now - FAILURE_RETENTION).delete()
    tasks.successful().filter(finished_at__lt=now - SUCCESS_RETENTION).delete()
    call_command("clearsessions")
    forget_dead()
