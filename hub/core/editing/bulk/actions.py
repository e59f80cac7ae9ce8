"""Bulk actions of page lists: their form, and the confirmation of the affected pages."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Page

from hub.core.editing.bulk import forms
from hub.core.editing.bulk.applying import Result, apply_change
from hub.core.editing.bulk.changes import (
    AddTerritory,
    AddTheme,
    Change,
    MarkVerified,
    RemoveTerritory,
    RemoveTheme,
    SetLicence,
)
from hub.core.editing.bulk.listings import ListedPagesMixin
from hub.core.editing.bulk.refusals import skip_reason
from hub.core.editing.bulk.report import Report
from hub.core.publication.findings import join_reasons

ID_DIGITS = 19  # of the greatest 64-bit id
REPORT_COUNTERS = {
    Result.PUBLISHED: "published",
    Result.DRAFTED: "drafted",
    Result.UNCHANGED: "unchanged",
}


class HubBulkAction(ListedPagesMixin, PageBulkAction):
    """Base of the actions; `change_class` decides which page types can be changed."""

    template_name = "core/admin/bulk_change.html"
    header_icon = "edit"
    change_class: type[Change]

    @classmethod
    def get_queryset(cls, model: type[Page], object_ids: list) -> QuerySet[Page]:
        # The ids come from the query string: ignore those that no database could hold.
        numbers = [n for n in map(str, object_ids) if n.isdecimal() and len(n) < ID_DIGITS]
        pages = model.objects.filter(pk__in=numbers).order_by("path").specific()
        return pages.prefetch_workflow_states().annotate_approved_schedule()

    def get_actionable_objects(self) -> tuple[list[Page], dict]:
        """Return the pages to change, and those to skip with their reasons; cached."""
        if not hasattr(self, "_sorted"):
            pages, refused = [], []
            for page in self.get_queryset(self.model, self._chosen_ids()):
                reason = skip_reason(page, self.change_class, self.request.user)
                if reason is None:
                    pages.append(page)
                else:
                    refused.append((page, reason))
            self._sorted = pages, {"items_with_no_access": refused}
        return self._sorted

    def _chosen_ids(self) -> list:
        chosen = self.request.GET.getlist("id")
        if "all" in chosen:
            return list(self.get_all_objects_in_listing_query(self.request.GET.get("childOf")))
        return chosen

    def object_context(self, obj: Page) -> dict:
        return {"item": obj}

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "pages": self.get_actionable_objects()[0]}

    def get_context_data(self, **kwargs: Any) -> dict:
        # Skips PageBulkAction's method, which expects refused pages without reasons.
        context = super(PageBulkAction, self).get_context_data(**kwargs)
        form = context["form"]
        context["nothing_to_choose"] = (
            "" if forms.has_choices(form) else getattr(form, "nothing_to_choose", "")
        )
        context["display_name"] = self.display_name
        context["header_icon"] = self.header_icon
        return context

    def make_change(self, answers: dict) -> Change:
        """Return the change described by the cleaned data of the form."""
        return self.change_class(**answers)

    def execute_action(self, objects: list[Page], **kwargs: Any) -> tuple[int, int]:
        user = self.request.user
        change = self.make_change(self.cleaned_form.cleaned_data)
        report = Report()
        for page, reason in self.get_actionable_objects()[1]["items_with_no_access"]:
            report.refused.append((page.get_admin_display_title(), reason))
        for page in objects:
            title = page.get_admin_display_title()
            try:
                counter = REPORT_COUNTERS[apply_change(page, change, user)]
            except ValidationError as error:
                report.refused.append((title, join_reasons(error.messages)))
            else:
                setattr(report, counter, getattr(report, counter) + 1)
        self.add_messages(self.request, report)
        return report.published + report.drafted, 0

    @staticmethod
    def add_messages(request: HttpRequest, report: Report) -> None:
        if report.done_message:
            messages.success(request, report.done_message)
        if report.unchanged_message:
            messages.info(request, report.unchanged_message)
        if report.refused_message:
            messages.warning(request, report.refused_message)

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> None:
        """Return no message: `add_messages` has added them."""


class AddThemeAction(HubBulkAction):
    display_name = "Ajouter un thème"
    aria_label = "Ajouter un thème aux pages choisies"
    action_type = "add_theme"
    action_priority = 110
    header_icon = "tag"
    form_class = forms.AddThemeForm
    change_class = AddTheme


class RemoveThemeAction(HubBulkAction):
    display_name = "Retirer un thème"
    aria_label = "Retirer un thème des pages choisies"
    action_type = "remove_theme"
    action_priority = 111
    header_icon = "tag"
    form_class = forms.RemoveThemeForm
    change_class = RemoveTheme


class AddTerritoryAction(HubBulkAction):
    display_name = "Ajouter un territoire"
    aria_label = "Ajouter un territoire aux pages choisies"
    action_type = "add_territory"
    action_priority = 112
    header_icon = "globe"
    form_class = forms.AddTerritoryForm
    change_class = AddTerritory


class RemoveTerritoryAction(HubBulkAction):
    display_name = "Retirer un territoire"
    aria_label = "Retirer un territoire des pages choisies"
    action_type = "remove_territory"
    action_priority = 113
    header_icon = "globe"
    form_class = forms.RemoveTerritoryForm
    change_class = RemoveTerritory


class MarkVerifiedAction(HubBulkAction):
    display_name = "Marquer comme vérifié"
    aria_label = "Marquer les pages choisies comme vérifiées"
    action_type = "mark_verified"
    action_priority = 114
    header_icon = "circle-check"
    form_class = forms.VerifiedForm
    change_class = MarkVerified

    def make_change(self, answers: dict) -> Change:
        return MarkVerified(answers["day"], self.request.user)


class SetLicenceAction(HubBulkAction):
    display_name = "Changer la licence"
    aria_label = "Changer la licence des pages choisies"
    action_type = "set_licence"
    action_priority = 115
    header_icon = "lock-open"
    form_class = forms.LicenceForm
    change_class = SetLicence


BULK_ACTIONS = (
    AddThemeAction,
    RemoveThemeAction,
    AddTerritoryAction,
    RemoveTerritoryAction,
    MarkVerifiedAction,
    SetLicenceAction,
)
