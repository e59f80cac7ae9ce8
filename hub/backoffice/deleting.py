"""Delete views that refuse objects in use, list the uses and link to a replacement screen."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin.utils import quote
from django.db.models import Model, ProtectedError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.views.bulk_action.mixins import ReferenceIndexMixin
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction

from hub.backoffice.registered import viewset_of
from hub.backoffice.usage import Usage, find_places, find_places_in_bulk, key_of
from hub.backoffice.view_bases import DeleteViewBase

IN_USE = (
    "Rien n’a été supprimé\u00a0: ce que vous avez choisi sert encore, "
    "dans une page en ligne ou dans un brouillon."
)


def refusal_of(instance: Model) -> str:
    """Return why an object cannot be deleted: its `deletion_refusal`; empty if it can."""
    return getattr(instance, "deletion_refusal", "")


class RefuseInUseMixin(DeleteViewBase):
    """For a delete view of Wagtail: refuse if in use, list the uses, link to another screen.

    An object with a `deletion_refusal` is refused with this sentence.
    """

    # URL name of the screen that removes the uses: « Remplacer », « Fusionner ».
    instead_url_name: str | None = None
    instead_label = "Remplacer partout, puis supprimer"
    in_use_template_name = "backoffice/in_use.html"
    # A sentence that says what else the editor may do.
    in_use_advice = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if refusal := refusal_of(self.get_object()):
            messages.error(request, refusal)
            return redirect(self.index_url_name)
        return super().dispatch(request, *args, **kwargs)

    def get_usage(self) -> Usage:
        return Usage(find_places(self.object))

    def get_template_names(self) -> list[str]:
        return [self.in_use_template_name] if self.is_refused else super().get_template_names()

    @property
    def is_refused(self) -> bool:
        return self.usage.is_protected

    def form_valid(self, form: BaseForm) -> HttpResponse:
        if self.is_refused:
            return self.refuse()
        try:
            return super().form_valid(form)
        except ProtectedError:
            # A use was added after the uses were read.
            self.usage = self.get_usage()
            return self.refuse()

    def refuse(self) -> HttpResponse:
        """Show the list of uses, with an error message."""
        messages.error(self.request, IN_USE)
        return self.render_to_response(self.get_context_data(form=self.get_form()))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.is_refused:
            context.update(
                mentions=self.usage.mentions(self.request.user),
                unlisted=self.usage.unlisted,
                advice=self.in_use_advice,
                instead_label=self.instead_label,
                instead_url=self.instead_url_name
                and reverse(self.instead_url_name, args=[quote(self.object.pk)]),
            )
        return context


class RefuseInUseBulkMixin(ReferenceIndexMixin):
    """For a bulk deletion of Wagtail: refuse the whole selection if one object is in use."""

    def annotate_items(self, items: Iterable[Any]) -> list[Any]:
        items = list(items)
        places = find_places_in_bulk(items)
        for item in items:
            item._usage_references = Usage(places[key_of(item)])
        self.refusal = next(filter(None, map(refusal_of, items)), "")
        self.is_protected = bool(self.refusal) or any(
            item._usage_references.is_protected for item in items
        )
        return items

    def prepare_action(self, objects: Any, objects_without_access: Any) -> HttpResponse | None:
        if not self.is_protected:
            return None
        messages.error(self.request, self.refusal or IN_USE)
        return redirect(self.request.get_full_path())

    def form_valid(self, form: BaseForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ProtectedError:
            messages.error(self.request, IN_USE)
            return redirect(self.request.get_full_path())


class SnippetBulkDelete(RefuseInUseBulkMixin, DeleteBulkAction):
    """Bulk deletion in the lists of snippets."""

    def get_usage_url(self, snippet: Model) -> str:
        # The delete view lists the uses, drafts included.
        return reverse(viewset_of(snippet).get_url_name("delete"), args=[quote(snippet.pk)])
