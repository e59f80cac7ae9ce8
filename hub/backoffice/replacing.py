"""Admin view that replaces an object everywhere, then deletes it."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, ProtectedError, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.log_actions import log

from hub.backoffice.deleting import refusal_of
from hub.backoffice.requests import AdminRequest
from hub.backoffice.usage import (
    Place,
    Usage,
    find_obstacles,
    find_places,
    label_of,
    replace_everywhere,
)
from hub.backoffice.usage.replacing import StillUsedError

STILL_USED = (
    "Rien n’a changé\u00a0: un de ces endroits ne peut pas être modifié d’ici. "
    "Ouvrez chaque endroit de la liste, remplacez à la main, puis supprimez."
)


class ReplaceForm(forms.Form):
    """Choice of the object that replaces the one to delete."""

    target = forms.ModelChoiceField(
        None,
        label="Remplacer par",
        error_messages={
            "required": "Choisissez ce qui prend sa place.",
            "invalid_choice": "Ce choix n’est pas possible\u00a0: choisissez autre chose.",
        },
    )

    def __init__(self, *args: Any, choices: QuerySet, widget: forms.Widget, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        target = cast("forms.ModelChoiceField", self.fields["target"])
        target.queryset = choices
        target.widget = widget


class ReplaceView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """List the uses of an object, ask for its replacement, then replace and delete it."""

    request: AdminRequest
    model: type[Model] = Model
    form_class = ReplaceForm
    permission_required = "delete"
    page_title = "Remplacer partout"
    header_icon = "resubmit"
    template_name = "backoffice/replace.html"
    # Returns the chooser of the model.
    widget_factory: Callable[[], forms.Widget]
    index_url_name = edit_url_name = replace_url_name = ""
    # A sentence of the success message: what to check afterwards.
    reminder = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.user_has_permission_for_instance("delete", self.object):
            raise PermissionDenied
        if refusal := refusal_of(self.object):
            messages.error(request, refusal)
            return redirect(self.edit_url)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def object(self) -> Model:
        return get_object_or_404(self.model, pk=self.kwargs["pk"])

    @cached_property
    def places(self) -> list[Place]:
        return find_places(self.object)

    def get_page_subtitle(self) -> str:
        return f"Remplacer «\u00a0{self.object}\u00a0» partout"

    def get_breadcrumbs_items(self) -> list[dict]:
        plural = capfirst(str(self.model._meta.verbose_name_plural))
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": plural},
            {"url": self.edit_url, "label": str(self.object)},
            {"url": "", "label": self.page_title},
        ]

    @property
    def edit_url(self) -> str:
        return reverse(self.edit_url_name, args=[quote(self.object.pk)])

    def get_choices(self) -> QuerySet:
        """Return the other objects that the user may choose, change or delete."""
        allowed = self.permission_policy.instances_user_has_any_permission_for(
            self.request.user, ["choose", "change", "delete"]
        )
        return allowed.exclude(pk=self.object.pk)

    def get_form_kwargs(self) -> dict:
        kwargs = super().get_form_kwargs()
        if "data" in kwargs and not kwargs["data"].get("target", "").isdecimal():
            # The chooser widget queries the database with any value, valid or not.
            kwargs["data"] = {"target": ""}
        return {**kwargs, "choices": self.get_choices(), "widget": type(self).widget_factory()}

    def form_valid(self, form: ReplaceForm) -> HttpResponse:
        if find_obstacles(self.places, self.request.user):
            # The template lists the obstacles and hides the button.
            return self.render_to_response(self.get_context_data(form=form))
        target, name = form.cleaned_data["target"], str(self.object)
        try:
            with transaction.atomic():
                count = replace_everywhere(self.object, target, self.request.user)
                log(instance=self.object, action="wagtail.delete", user=self.request.user)
                self.object.delete()
        except (StillUsedError, ProtectedError):
            messages.error(self.request, STILL_USED)
            return redirect(self.request.path)
        messages.success(self.request, self.get_success_message(name, target, count))
        return redirect(self.index_url_name)

    def get_success_message(self, name: str, target: Model, count: int) -> str:
        where = "à un endroit" if count == 1 else f"à {count} endroits"
        return (
            f"«\u00a0{target}\u00a0» remplace «\u00a0{name}\u00a0» {where}\u00a0; "
            f"«\u00a0{name}\u00a0» n’existe plus. {self.reminder}"
        ).strip()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", self.get_form())
        usage = Usage(self.places)
        obstacles = find_obstacles(self.places, self.request.user)
        return super().get_context_data(
            object=self.object,
            usage=usage,
            mentions=usage.mentions(self.request.user),
            unlisted=usage.unlisted,
            obstacles=[label_of(source) for source in obstacles],
            reminder=self.reminder,
            edit_url=self.edit_url,
            media=kwargs["form"].media,
            **kwargs,
        )
