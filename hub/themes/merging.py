"""Admin view that merges a theme into another."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.log_actions import log

from hub.backoffice.choices import set_choices
from hub.backoffice.history import record_current_state
from hub.themes.models import Theme


class MergeForm(forms.Form):
    target = forms.ModelChoiceField(
        Theme.objects.none(), label="Fusionner avec", empty_label="Choisissez un thème"
    )

    def __init__(self, *args: Any, theme: Theme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "target", Theme.objects.active().exclude(pk=theme.pk))


class MergeView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Ask for the target, show the consequences, then merge on the second submission."""

    model = Theme
    form_class = MergeForm
    permission_required = "delete"
    page_title = "Fusionner un thème"
    header_icon = "tag"
    template_name = "themes/admin/merge.html"
    index_url_name = edit_url_name = ""

    @cached_property
    def theme(self) -> Theme:
        theme = get_object_or_404(Theme, pk=self.kwargs["pk"])
        if theme.merged_into_id:
            raise PermissionDenied
        return theme

    def get_page_subtitle(self) -> str:
        return self.theme.name

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": "Thèmes"},
            {"url": reverse(self.edit_url_name, args=[self.theme.pk]), "label": self.theme.name},
            {"url": "", "label": self.page_title},
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "theme": self.theme}

    def form_valid(self, form: MergeForm) -> HttpResponse:
        target = form.cleaned_data["target"]
        if "confirm" not in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form, target=target))
        log(instance=self.theme, action="hub.merge", user=self.request.user, title=self.theme.name)
        with transaction.atomic():
            record_current_state(target)
            self.theme.merge_into(target)
            target.save_revision(user=self.request.user, clean=False, log_action="hub.merged_here")
        messages.success(
            self.request,
            f"«\u00a0{self.theme.name}\u00a0» est fusionné avec «\u00a0{target.name}\u00a0».",
        )
        return redirect(self.edit_url_name, target.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            theme=self.theme,
            page_count=self.theme.page_items.values("content_object").distinct().count(),
            edit_url=reverse(self.edit_url_name, args=[self.theme.pk]),
            **kwargs,
        )
