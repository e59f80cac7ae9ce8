"""Deletion in the admin: what is in use stays, and the screen says where and what to do instead."""

from collections.abc import Iterable

from django.contrib.admin.utils import quote
from django.db.models import Model, ProtectedError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.views.bulk_action.mixins import ReferenceIndexMixin
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction

from hub.backoffice.usage import Usage, find_places, find_places_in_bulk, key_of

IN_USE = (
    "Rien n’a été supprimé\u00a0: ce que vous avez choisi sert encore, "
    "dans une page en ligne ou dans un brouillon."
)


class RefuseInUseMixin:
    """For a delete view of Wagtail: refuse, list the uses, link to `instead_url_name`."""

    # The screen that frees the object: « Remplacer », « Fusionner ».
    instead_url_name: str | None = None
    instead_label = "Remplacer partout, puis supprimer"
    in_use_template_name = "backoffice/in_use.html"
    # What else the editor may do, in a sentence.
    in_use_advice = ""

    def get_usage(self) -> Usage:
        return Usage(find_places(self.object))

    def get_template_names(self) -> list[str]:
        return [self.in_use_template_name] if self.is_refused else super().get_template_names()

    @property
    def is_refused(self) -> bool:
        return self.usage.is_protected

    def form_valid(self, form) -> HttpResponse:
        if self.is_refused:
            return self.refuse()
        try:
            return super().form_valid(form)
        except ProtectedError:
            # Something began to use it since the uses were read.
            self.usage = self.get_usage()
            return self.refuse()

    def refuse(self) -> HttpResponse:
        """Show the list of uses, with an error message."""
        messages.error(self.request, IN_USE)
        return self.render_to_response(self.get_context_data(form=self.get_form()))

    def get_context_data(self, **kwargs) -> dict:
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
    """For a bulk deletion of Wagtail: one thing in use refuses the whole, and is named."""

    def annotate_items(self, items: Iterable[Model]) -> list[Model]:
        items = list(items)
        places = find_places_in_bulk(items)
        for item in items:
            item._usage_references = Usage(places[key_of(item)])
        self.is_protected = any(item._usage_references.is_protected for item in items)
        return items

    def prepare_action(self, objects, objects_without_access) -> HttpResponse | None:
        if not self.is_protected:
            return None
        messages.error(self.request, IN_USE)
        return redirect(self.request.get_full_path())

    def form_valid(self, form) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ProtectedError:
            messages.error(self.request, IN_USE)
            return redirect(self.request.get_full_path())


class SnippetBulkDelete(RefuseInUseBulkMixin, DeleteBulkAction):
    """The check boxes of the lists of snippets."""

    def get_usage_url(self, snippet: Model) -> str:
        # The screen that lists the uses, drafts included.
        return reverse(snippet.snippet_viewset.get_url_name("delete"), args=[quote(snippet.pk)])
