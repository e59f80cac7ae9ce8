"""Admin screen « Tâches de fond », and its warning on the home page of the admin."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.generic import TemplateView
from django_tasks_db.models import DBTaskResult
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.permission_policies import ModelPermissionPolicy

from hub.worker import heartbeat, queue
from hub.worker.models import JobState
from hub.worker.periodic import all_jobs

SHOWN = 50
TITLE = "Tâches de fond"
URL_NAME = "background_tasks"
RETRY = "worker.change_jobstate"
# What known tasks do; the others are shown by the name of their function.
LABELS = {
    "wagtail.tasks.delete_file_from_storage_task": "Effacement d’un fichier devenu inutile",
    "hub.core.images.renditions.making.make_renditions_task": "Tailles d’une image",
}

policy = ModelPermissionPolicy(JobState)


@dataclass(frozen=True)
class TaskRow:
    """A task that failed: `retried_at` is the time of its next attempt, None if it is failed."""

    pk: object
    label: str
    reason: str
    traceback: str
    attempts: int
    failed_at: datetime | None
    retried_at: datetime | None


@dataclass(frozen=True)
class JobRow:
    """A periodic job and its state; `is_well` unless its last run failed."""

    label: str
    state: JobState

    @property
    def is_well(self) -> bool:
        return not self.state.failures


class BackgroundTasksView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """State of the worker, periodic jobs, failed tasks with their reasons; retries them."""

    permission_policy = policy
    permission_required = "view"
    page_title = TITLE
    header_icon = "tasks"
    template_name = "worker/admin/background_tasks.html"
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": "", "label": TITLE},
    ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        failed = DBTaskResult.objects.failed().order_by("-finished_at")
        retried = DBTaskResult.objects.filter(status="READY").exclude(exception_class_path="")
        return super().get_context_data(
            stopped=stopped_sentence(),
            waiting=DBTaskResult.objects.ready().count(),
            jobs=list(job_rows()),
            failed=[task_row(row) for row in failed[:SHOWN]],
            failed_total=failed.count(),
            retried=[task_row(row) for row in retried.order_by("run_after")[:SHOWN]],
            may_retry=self.request.user.has_perm(RETRY),
            **kwargs,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Queue again the failed task of the field `task`, or all of them without it."""
        if not request.user.has_perm(RETRY):
            raise PermissionDenied
        failed = DBTaskResult.objects.failed()
        if "task" in request.POST:
            failed = failed.filter(pk__in=_uuids(request.POST["task"]))
        count = queue.retry(failed)
        if count:
            noun = "Une tâche est remise" if count == 1 else f"{count} tâches sont remises"
            messages.success(request, f"{noun} dans la file.")
        else:
            messages.warning(request, "Cette tâche n’est plus en échec.")
        return redirect(URL_NAME)


def _uuids(text: str) -> list[UUID]:
    """Return the UUID that `text` is, alone in a list; an empty list if it is none."""
    try:
        return [UUID(text)]
    except ValueError:
        return []


def stopped_sentence() -> str:
    """Return, without a full stop, that no worker runs and since when; empty while one runs."""
    if heartbeat.is_alive():
        return ""
    beat = heartbeat.last_beat()
    if beat is None:
        return "Les tâches de fond ne tournent pas"
    when = date_format(timezone.localtime(beat), "j F Y à H:i")
    return f"Les tâches de fond ne tournent plus depuis le {when}"


def task_row(row: DBTaskResult) -> TaskRow:
    """Return what the screen shows of a task; the reason is the last line of its traceback."""
    lines = row.traceback.strip().splitlines()
    return TaskRow(
        pk=row.pk,
        label=LABELS.get(row.task_path, row.task_path.rpartition(".")[2]),
        reason=lines[-1] if lines else "",
        traceback=row.traceback,
        attempts=len(row.worker_ids),
        failed_at=row.finished_at,
        retried_at=None if row.status == "FAILED" else row.run_after,
    )


def job_rows() -> Iterable[JobRow]:
    """Return the periodic jobs of the site, those that fail first."""
    states = JobState.objects.in_bulk()
    rows = [
        JobRow(job.title, states.get(job.name) or JobState(name=job.name)) for job in all_jobs()
    ]
    return sorted(rows, key=lambda row: row.is_well)


class BackgroundTasksMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return policy.user_has_permission(request.user, "view")


def menu_item() -> BackgroundTasksMenuItem:
    """Return the menu item of the screen, in « Rapports »."""
    return BackgroundTasksMenuItem(
        TITLE, reverse(URL_NAME), name="taches-de-fond", icon_name="tasks", order=900
    )


def urls() -> list[URLPattern]:
    return [path("reports/taches-de-fond/", BackgroundTasksView.as_view(), name=URL_NAME)]


class StoppedPanel(Component):
    """Warning on the home page of the admin while no worker runs."""

    name = "hub_worker_stopped"
    template_name = "worker/admin/stopped_panel.html"
    order = 8  # after the first steps of an editor, before the panels of tasks

    def __init__(self, user: AbstractBaseUser | AnonymousUser, sentence: str) -> None:
        self.user, self.sentence = user, sentence

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        url = reverse(URL_NAME) if policy.user_has_permission(self.user, "view") else ""
        return {"sentence": self.sentence, "url": url}


def stopped_panel(user: AbstractBaseUser | AnonymousUser) -> StoppedPanel | None:
    """Return the warning; None while a worker runs."""
    sentence = stopped_sentence()
    return StoppedPanel(user, sentence) if sentence else None
