"""Earlier versions of snippets: what is saved is live, and every state it replaces is kept."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.http import HttpResponse
from wagtail.models import RevisionMixin

CURRENT_STATE = "hub.current_state"


class SaveOnRequestMixin:
    """For the forms of snippets with revisions: no autosave.

    A snippet has no draft: an autosave would publish half-typed names and their addresses.
    """

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.autosave_enabled = False


class KeepHistoryMixin:
    """For the edit views of snippets: record the state that the form is about to replace.

    Imports, merges and migrations write no revision; without this, the first edit after them
    would lose what they wrote. The view that restores a version is built on the same class.
    """

    def form_valid(self, form) -> HttpResponse:
        with transaction.atomic():
            if self.revision_enabled:
                record_current_state(self.model._default_manager.get(pk=self.object.pk))
            return super().form_valid(form)


def record_current_state(instance: RevisionMixin) -> None:
    """Save `instance`, as the database has it, as a revision unless the latest one equals it."""
    latest = instance.latest_revision
    if latest and _comparable(latest.content) == _comparable(instance.serializable_data()):
        return
    instance.save_revision(clean=False, log_action=CURRENT_STATE)


def _comparable(content: dict) -> dict:
    """Return `content` as JSON stores it, without the link to the revision itself."""
    stored = json.loads(json.dumps(content, cls=DjangoJSONEncoder))
    stored.pop("latest_revision", None)
    return stored
