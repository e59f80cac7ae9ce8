"""Old rows that the worker deletes."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from hub.worker.cleaning import FAILURE_RETENTION, SUCCESS_RETENTION, clean
from tests.worker import tasks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queue_settings")]


def test_finished_tasks_are_deleted_after_their_retention() -> None:
    now = timezone.now()
    for status in ("READY", "RUNNING", "SUCCESSFUL", "FAILED"):
        row = tasks.fail.enqueue(status).db_result
        finished = now if status in {"SUCCESSFUL", "FAILED"} else None
        DBTaskResult.objects.filter(pk=row.pk).update(status=status, finished_at=finished)
    with time_machine.travel(now, tick=False) as clock:
        clean()
        assert DBTaskResult.objects.count() == 4
        clock.shift(SUCCESS_RETENTION + timedelta(seconds=1))
        clean()
        assert DBTaskResult.objects.count() == 3
        clock.move_to(now + FAILURE_RETENTION + timedelta(seconds=1))
        clean()
        statuses = DBTaskResult.objects.values_list("status", flat=True)
        assert set(statuses) == {"READY", "RUNNING"}


def test_expired_sessions_are_deleted() -> None:
    for age in (10, 1000):
        session = SessionStore()
        session.set_expiry(age)
        session.create()
    with time_machine.travel(timezone.now() + timedelta(seconds=100)):
        clean()
    assert Session.objects.count() == 1
