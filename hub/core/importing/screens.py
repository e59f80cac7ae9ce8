"""Base of the import screens of the admin: permission, menu item, title and breadcrumbs."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.views import View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from hub.backoffice.requests import AdminRequest
from hub.core.site.request_cache import request_cache


def may_import(user: AbstractBaseUser | AnonymousUser, index_model: type[Page]) -> bool:
    """Return whether `user` may import: the permission to add a page under the index is enough."""
    index = index_model.objects.first()
    return bool(index and index.permissions_for_user(user).can_add_subpage())


def may_publish(user: AbstractBaseUser | AnonymousUser, index_model: type[Page]) -> bool:
    """Return whether `user` may publish what is imported under the index page."""
    index = index_model.objects.first()
    return bool(index and index.permissions_for_user(user).can_publish_subpage())


class ImportMenuItem(MenuItem):
    """Menu item of an import screen, for users who may import under `index_model`."""

    def __init__(self, *args: Any, index_model: type[Page], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.index_model = index_model

    def is_shown(self, request: HttpRequest) -> bool:
        # Called twice on every page of the admin.
        name = f"_may_import_{self.index_model._meta.label_lower}"
        return request_cache(request, name, lambda: may_import(request.user, self.index_model))


class ImportScreen(WagtailAdminTemplateMixin, View):
    """Base view of an import, refused to users who may not add a page under `index_model`."""

    request: AdminRequest
    index_model: type[Page]
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_import(request.user, self.index_model):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def render(self, template: str, **context: Any) -> TemplateResponse:
        """Return a page of the admin, with the title and breadcrumbs of the screen."""
        return TemplateResponse(self.request, template, self.get_context_data(**context))
