"""Who may see the screens of the search: whoever may see the counts, « Rédaction » at first."""

from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from hub.listing.models import SearchCount

policy = ModelPermissionPolicy(SearchCount)


class SearchScreenMixin(PermissionCheckedMixin):
    """For a view: refused to whoever may not see the counts."""

    permission_policy = policy
    permission_required = "view"


class ScreenMenuItem(MenuItem):
    """An item for whoever has one of the `permissions` (« app.codename »)."""

    def __init__(self, *args, permissions=("listing.view_searchcount",), **kwargs):
        super().__init__(*args, **kwargs)
        self.permissions = permissions

    def is_shown(self, request):
        return any(request.user.has_perm(permission) for permission in self.permissions)
