"""Permission for the search screens: viewing search counts (group « Rédaction » by default)."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from hub.listing.models import SearchCount

policy = ModelPermissionPolicy(SearchCount)


class SearchScreenMixin(PermissionCheckedMixin):
    """View mixin that requires the permission to view search counts."""

    permission_policy = policy
    permission_required = "view"


class ScreenMenuItem(MenuItem):
    """A menu item shown to users who have one of `permissions` (« app.codename »)."""

    def __init__(
        self, *args: Any, permissions: Sequence[str] = ("listing.view_searchcount",), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.permissions = permissions

    def is_shown(self, request: HttpRequest) -> bool:
        return any(request.user.has_perm(permission) for permission in self.permissions)
