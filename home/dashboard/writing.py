"""Panels of the drafts of the user, and of their pages under review."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Prefetch, Q
from django.utils import timezone
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name
from wagtail.models import Page, Revision, TaskState, WorkflowState, get_default_page_content_type

from home.dashboard.rows import (
    SHOWN,
    Row,
    TodoPanel,
    edit_url,
    editable_ids,
    format_day,
    kind_of,
    may_publish,
)

# How long the result of a review is shown after its end.
RESULT_SHOWN_FOR = timedelta(days=14)


class SubmittedPanel(TodoPanel):
    """The user's pages under review, and the results of the recent reviews."""

    name = "hub_submitted"
    order = 20
    heading = "Vos pages en relecture"
    icon = "resubmit"

    @property
    def empty(self) -> str:
        if may_publish(self.request.user):
            return ""
        return (
            "Aucune page en relecture. Quand un brouillon est prêt, ouvrez-le et choisissez "
            "«\u00a0Soumettre à Relecture\u00a0»."
        )

    def rows(self) -> Iterator[Row]:
        states = self.states()
        ids = [int(state.object_id) for state in states]
        pages = Page.objects.select_related("latest_revision").in_bulk(ids)
        may_edit = editable_ids(self.request.user).filter(pk__in=ids)
        editable = set(may_edit.values_list("pk", flat=True))
        for state in states:
            page = pages.get(int(state.object_id))
            if page is not None:
                url = edit_url(page.pk) if page.pk in editable else ""
                yield Row(latest_title(page), url, kind_of(page), *answer_words(state))

    def states(self) -> list[WorkflowState]:
        """Return the last workflow state of each page, those that need changes first."""
        user = self.request.user
        own = Page.objects.filter(owner=user).values_list("pk", flat=True)
        finished = Q(task_states__finished_at__gte=timezone.now() - RESULT_SHOWN_FOR)
        active = Q(
            status__in=(WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
        )
        answers = TaskState.objects.select_related("finished_by").order_by("-started_at", "-pk")
        states = (
            WorkflowState.objects.filter(base_content_type=get_default_page_content_type())
            .filter(Q(requested_by=user) | Q(object_id__in=[str(pk) for pk in own]))
            .filter(active | finished)
            .exclude(status=WorkflowState.STATUS_CANCELLED)
            .prefetch_related(Prefetch("task_states", answers, to_attr="answers"))
            .order_by("-created_at", "-pk")
            .distinct()
        )
        latest = {}
        for state in states:
            latest.setdefault(state.object_id, state)
        order = [
            WorkflowState.STATUS_NEEDS_CHANGES,
            WorkflowState.STATUS_IN_PROGRESS,
            WorkflowState.STATUS_APPROVED,
        ]
        return sorted(latest.values(), key=lambda state: order.index(state.status))[: SHOWN + 1]


class DraftsPanel(TodoPanel):
    """Pages with unpublished changes, created or last edited by the user.

    Pages under review and scheduled pages are in the other panels.
    """

    name = "hub_drafts"
    order = 30
    heading = "Vos brouillons"
    icon = "draft"
    empty = "Aucun brouillon en cours. Ce que vous commencez se retrouve ici."

    def rows(self) -> Iterator[Row]:
        user = self.request.user
        under_review = (
            WorkflowState.objects.active()
            .filter(base_content_type=get_default_page_content_type())
            .values_list("object_id", flat=True)
        )
        scheduled = Revision.page_revisions.exclude(approved_go_live_at=None).values_list(
            "object_id", flat=True
        )
        pages = (
            Page.objects.filter(pk__in=editable_ids(user))
            .filter(Q(owner=user) | Q(latest_revision__user=user))
            .filter(Q(live=False) | Q(has_unpublished_changes=True))
            .exclude(pk__in=[int(pk) for pk in (*under_review, *scheduled)])
            .select_related("latest_revision")
            .order_by("-latest_revision_created_at", "-pk")
        )
        for page in pages[: SHOWN + 1]:
            note = "En ligne, avec un brouillon plus récent" if page.live else "Brouillon"
            written = page.latest_revision_created_at
            when = f"modifié le {format_day(written)}" if written else ""
            yield Row(latest_title(page), edit_url(page.pk), kind_of(page), note, when)


def latest_title(page: Page) -> str:
    """Return the title of the latest revision of a page."""
    return page.latest_revision.object_str if page.latest_revision else page.title


def answer_words(state: WorkflowState) -> tuple[str, str]:
    """Return the result of a review and its date, in French.

    `state.answers` holds the task states, the last one first.
    """
    if state.status == WorkflowState.STATUS_IN_PROGRESS:
        return "En attente de la rédaction", f"envoyée le {format_day(state.created_at)}"
    last = next((step for step in state.answers if step.finished_at), None)
    if last is None:
        return state.get_status_display(), ""
    done = (
        "Modifications demandées"
        if state.status == WorkflowState.STATUS_NEEDS_CHANGES
        else "Approuvée"
    )
    words = f"{done} par {user_display_name(last.finished_by)}" if last.finished_by else done
    if last.comment:
        words += f"\u00a0: «\u00a0{last.comment.strip()}\u00a0»"
    return words, f"le {format_day(last.finished_at)}"
