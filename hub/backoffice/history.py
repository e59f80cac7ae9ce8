"""Revisions of snippets: saves go live at once, and every replaced state stays in history."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.views import View
from wagtail.models import RevisionMixin

from hub.backoffice.view_bases import EditViewBase

CURRENT_STATE = "hub.current_state"


class SaveOnRequestMixin(View):
    """For the forms of snippets with revisions: disable autosave.

    Snippets have no drafts, so an autosave would publish half-typed names and slugs.
    """

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.autosave_enabled = False


class KeepHistoryMixin(EditViewBase):
    """For the edit views of snippets: save the state being replaced as a revision.

    Imports, merges and migrations write no revision; without this, the first edit after them
    would lose their state. The revert view inherits from the same class.
    """

    def form_valid(self, form: BaseForm) -> HttpResponse:
        with transaction.atomic():
            if self.revision_enabled:
                record_current_state(self.model._default_manager.get(pk=self.object.pk))
            return super().form_valid(form)


def record_current_state(instance: RevisionMixin) -> None:
    """Save `instance`, as stored, as a revision, unless it equals the latest revision."""
    latest = instance.latest_revision
    if latest and _comparable(latest.content) == _comparable(instance.serializable_data()):
        return
    instance.save_revision(clean=False, log_action=CURRENT_STATE)


def _comparable(content: dict) -> dict:
    """Return `content` after a JSON round trip, without its `latest_revision` key."""
    stored = json.loads(json.dumps(content, cls=DjangoJSONEncoder))
    stored.pop("latest_revision", None)
    return stored
