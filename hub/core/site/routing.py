"""Page routing with fewer queries than Wagtail's; the password form."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest
from django.template.response import TemplateResponse
from wagtail.models import Page, PageViewRestriction
from wagtail.url_routing import RouteResult

from hub.core.site.visibility import page_restrictions

if TYPE_CHECKING:
    from wagtail.models import Page as _Base  # the class that the mixin is added to
else:
    _Base = object


class FewQueriesRouteMixin(_Base):
    """A page whose routing and view restrictions take fewer queries than Wagtail's.

    When only one child type is allowed, a child is fetched once, as its specific class (Wagtail
    fetches the base page, then the specific one). View restrictions come from the request's cache
    (Wagtail fetches the ancestors, then their restrictions).
    """

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        self.read_restrictions(request)
        child = self.find_routed_child(request, path_components) if path_components else None
        if child is None:
            return super().route(request, path_components)
        child._cached_parent_obj = self  # as Wagtail does: `get_parent` then makes no query
        return child.route(request, path_components[1:])

    def find_routed_child(self, request: HttpRequest, path_components: list[str]) -> Page | None:
        """Return the specific child whose slug is the first of `path_components`, or None.

        With None, also returned when children may be of several types, Wagtail's routing is used.
        """
        models = self.allowed_subpage_models()
        if len(models) != 1:
            return None
        model = models[0]
        children = model.objects.child_of(self).filter(slug=path_components[0])
        return children.select_related(*getattr(model, "routed_relations", ())).first()

    def read_restrictions(self, request: HttpRequest) -> None:
        """Store the view restrictions: `get_view_restrictions` is called without the request."""
        self._restrictions = [
            restriction
            for restriction in page_restrictions(request)
            if self.path.startswith(restriction.page.path)
        ]

    def get_view_restrictions(self) -> list[PageViewRestriction] | QuerySet[PageViewRestriction]:
        """Return the view restrictions of this page and of its ancestors."""
        if hasattr(self, "_restrictions"):
            return self._restrictions
        return super().get_view_restrictions()

    def serve_password_required_response(
        self, request: HttpRequest, form: Form, action_url: str
    ) -> TemplateResponse:
        """Return the password form, without the page in the context.

        The base template would show its title and summary in the head.
        """
        context = {"form": form, "action_url": action_url}
        return TemplateResponse(request, settings.WAGTAIL_PASSWORD_REQUIRED_TEMPLATE, context)
