"""Redisplay of backed-up data in the form where they were typed, without saving.

The server binds the form to the posted data, as after a validation error. This handles blocks,
inline rows and choosers in any number, which a script could not fill.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views import View
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views import generic
from wagtail.admin.views.pages.create import CreateView as PageCreateView
from wagtail.admin.views.pages.edit import EditView as PageEditView
from wagtail.admin.viewsets.pages import page_viewset_registry

from hub.backoffice.keeping.protocol import REFILL_PARAMETER, RESTORE_FIELD
from hub.backoffice.view_bases import EditViewBase

MESSAGE = "Votre texte est revenu dans le formulaire. Relisez-le, puis enregistrez."
FORM_VIEWS = (PageCreateView, PageEditView, generic.CreateView, generic.EditView)


class RedisplayMixin(EditViewBase):
    """For a form view: redisplay the posted data, valid or not, without saving."""

    def form_valid(self, form: Any) -> HttpResponse:
        return self.form_invalid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        if hasattr(form, "restore_required_fields"):
            form.restore_required_fields()
        self.form = form
        self.has_unsaved_changes = True
        self.errors_debug = None
        messages.info(self.request, MESSAGE)
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the form the revision that the text was typed on.

        With the latest one, an autosave would overwrite what somebody saved since.
        """
        if isinstance(self, (PageCreateView, PageEditView)):
            kwargs.pop("form", None)
        context = super().get_context_data(**kwargs)
        if context.get("loaded_revision_created_at") and not self._typed_on_latest():
            context["loaded_revision_created_at"] = self.request.POST.get(
                "loaded_revision_created_at", ""
            )
        return context

    def _typed_on_latest(self) -> bool:
        latest = self.latest_revision
        return (
            self.request.POST.get("loaded_revision_id") == str(latest.pk)
            and self.request.POST.get("loaded_revision_created_at") == latest.created_at.isoformat()
        )


def redisplay_form(
    request: HttpRequest, view: Callable, args: list, kwargs: dict[str, Any]
) -> HttpResponse | None:
    """Respond to a restore request; None when the view handles it itself (`shows_again`).

    A view of an unknown class would save: redirect instead, and let the browser fill the form.
    """
    view_class, options = _find_view_class(request, view, kwargs)
    if getattr(view_class, "shows_again", False):
        return None
    if view_class is None or not issubclass(view_class, FORM_VIEWS):
        kept = request.POST[RESTORE_FIELD]
        return HttpResponseRedirect(f"{request.path}?{REFILL_PARAMETER}={kept[:64]}")
    restoring: type[View] = type(
        f"Restoring{view_class.__name__}", (RedisplayMixin, view_class), {}
    )
    return require_admin_access(restoring.as_view(**options))(request, *args, **kwargs)


def _find_view_class(
    request: HttpRequest, view: Callable, kwargs: dict[str, Any]
) -> tuple[type[View] | None, dict[str, Any]]:
    """Return the class of a view and its initkwargs; page views are behind Wagtail's router."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    try:
        if name == "wagtailadmin_pages:edit":
            view = page_viewset_registry.get_by_page_id(kwargs["page_id"]).get_view_by_name("edit")
        elif name == "wagtailadmin_pages:add":
            view = page_viewset_registry.get_by_content_type_natural_key(
                kwargs["content_type_app_name"], kwargs["content_type_model_name"]
            ).get_view_by_name("add")
    except (LookupError, Http404, ObjectDoesNotExist):
        return None, {}
    return getattr(view, "view_class", None), getattr(view, "view_initkwargs", {})
