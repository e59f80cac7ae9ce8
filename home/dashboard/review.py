"""Panel of the pages that the user is asked to review."""

from collections import defaultdict
from typing import Any

from django.db.models import QuerySet
from django.template import Context
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.models import Page, Revision, Task, TaskState, WorkflowTask

from home.dashboard.rows import may_publish
from hub.backoffice.requests import AdminRequest

SHOWN = 20


class ReviewPanel(WorkflowObjectsToModeratePanel):
    """Wagtail's moderation panel and its actions, in a constant number of queries.

    Only pages have a workflow on this site, so the links are those of pages.
    """

    name = "hub_review"
    template_name = "home/admin/review_panel.html"
    order = 10

    def __init__(self, request: AdminRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Context | dict[str, Any]) -> dict[str, Any]:
        states = list(self.reviewable_states()[: SHOWN + 1])
        return {
            "request": self.request,
            "csrf_token": parent_context["csrf_token"],
            "states": self.rows(states[:SHOWN]),
            "more": len(states) > SHOWN,
            "may_review": bool(states) or may_publish(self.request.user),
        }

    def reviewable_states(self) -> QuerySet[TaskState]:
        """Return the task states that the user may review, the latest first."""
        return (
            TaskState.objects.reviewable_by(self.request.user)
            .select_related("revision__user", "workflow_state__workflow")
            .annotate(previous_revision_id=Revision.objects.previous_revision_id_subquery())
            .order_by("-started_at")
        )

    def rows(self, states: list[TaskState]) -> list[dict[str, Any]]:
        """Return the variables of Wagtail's template for each task state."""
        pages = (
            Page.objects.filter(pk__in=[state.revision.object_id for state in states])
            .select_related("latest_revision")
            .prefetch_workflow_states()
            .specific(defer=True)
        )
        pages = {str(page.pk): page for page in pages}
        tasks = Task.objects.filter(pk__in={state.task_id for state in states}).specific()
        tasks = {task.pk: task for task in tasks}
        actions, steps = {}, self.steps(states)
        found = []
        for state in states:
            page = pages.get(state.revision.object_id)
            if page is None:
                continue
            if state.task_id not in actions:
                task = tasks[state.task_id]
                actions[state.task_id] = task.get_actions(page, self.request.user)
            found.append(
                {
                    "obj": page,
                    "revision": state.revision,
                    "previous_revision_id": state.previous_revision_id,
                    "live_revision_id": page.live_revision_id,
                    "task_state": state,
                    "actions": actions[state.task_id],
                    "workflow_tasks": steps[state.workflow_state_id],
                    "workflow_action_url_name": "wagtailadmin_pages:workflow_action",
                    "workflow_preview_url_name": "wagtailadmin_pages:workflow_preview",
                    "revisions_compare_url_name": "wagtailadmin_pages:revisions_compare",
                }
            )
        return found

    def steps(self, states: list[TaskState]) -> dict[int, list[dict[str, str]]]:
        """Return {workflow state id: [{"name", "status", "status_display"}, …]}."""
        workflows = {state.workflow_state_id: state.workflow_state.workflow_id for state in states}
        named = defaultdict(list)
        rows = WorkflowTask.objects.filter(workflow__in=set(workflows.values()))
        for row in rows.select_related("task").order_by("sort_order"):
            named[row.workflow_id].append(row.task)
        reached = {}
        for state in TaskState.objects.filter(workflow_state__in=workflows).order_by("started_at"):
            reached[state.workflow_state_id, state.task_id] = state
        steps = {}
        for workflow_state, workflow in workflows.items():
            steps[workflow_state] = [
                describe_step(task, reached.get((workflow_state, task.pk)))
                for task in named[workflow]
            ]
        return steps


def describe_step(task: Task, state: TaskState | None) -> dict[str, str]:
    """Return the template variables of a workflow step; `state` is None before it starts."""
    return {
        "name": task.name,
        "status": state.status if state else "",
        "status_display": state.get_status_display() if state else "Pas encore commencée",
    }
