"""Bulk publication of complete pages; the others are listed with their findings."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpResponse
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.models import Page

from hub.core.editing.bulk.listings import ListedPagesMixin
from hub.core.publication.gate import PublicationGateMixin, PublicationRefusedError
from hub.core.publication.rules import blocking_findings

NAMED_REFUSALS = 10
MORE_REFUSALS = "Et {} autres, qui restent en brouillon\u00a0: ouvrez-les pour voir ce qui manque."


class HubPublishBulkAction(ListedPagesMixin, PublishBulkAction):
    """Wagtail's action, where an incomplete page stays a draft and the others are published."""

    template_name = "core/admin/publication/confirm_bulk_publish.html"

    def object_context(self, obj: Page) -> dict:
        context = super().object_context(obj)
        latest = obj.specific.get_latest_revision_as_object()
        is_gated = isinstance(latest, PublicationGateMixin)
        context["findings"] = blocking_findings(latest) if is_gated else []
        return context

    def get_execution_context(self) -> dict:
        self.refusals: list[PublicationRefusedError] = []
        return {**super().get_execution_context(), "refusals": self.refusals}

    @classmethod
    def execute_action(
        cls,
        objects: Iterable[Page],
        refusals: list[PublicationRefusedError],
        include_descendants: bool = False,
        user: AbstractBaseUser | None = None,
        **kwargs: Any,
    ) -> tuple[int, int]:
        parents = children = 0
        for page in objects:
            parents += publish_latest(page.specific, user, refusals)
            if include_descendants:
                children += sum(
                    publish_latest(draft, user, refusals)
                    for draft in _publishable_drafts(page, user)
                )
        return parents, children

    def form_valid(self, form: forms.Form) -> HttpResponse:
        response = super().form_valid(form)
        for refusal in self.refusals[:NAMED_REFUSALS]:
            messages.warning(self.request, refusal.sentence)
        if (others := len(self.refusals) - NAMED_REFUSALS) > 0:
            messages.warning(self.request, MORE_REFUSALS.format(others))
        return response

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        if not num_parent_objects + num_child_objects:
            return None
        return super().get_success_message(num_parent_objects, num_child_objects)


def publish_latest(
    page: Page, user: AbstractBaseUser | None, refusals: list[PublicationRefusedError]
) -> bool:
    """Publish the latest revision of `page`; return False and add to `refusals` if refused."""
    revision = page.get_latest_revision() or page.save_revision(user=user)
    try:
        revision.publish(user=user)
    except PublicationRefusedError as refusal:
        refusals.append(refusal)
        return False
    return True


def _publishable_drafts(page: Page, user: AbstractBaseUser | None) -> Iterator[Page]:
    for draft in page.get_descendants().not_live().specific():
        if user is None or draft.permissions_for_user(user).can_publish():
            yield draft
