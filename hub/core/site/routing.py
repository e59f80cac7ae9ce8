"""From an address to a page, in few queries."""

from hub.core.site.visibility import page_restrictions


class FewQueriesRouteMixin:
    """A page that is found and checked with less than what Wagtail asks for.

    Where all children are of one type, a child is asked for once, as that type (Wagtail asks for
    the plain page, then for the page of its type). The restrictions are those that the request
    already knows (Wagtail asks for the ancestors, then for their restrictions).
    """

    def route(self, request, path_components):
        # Known here for the whole request: `get_view_restrictions` is not given it.
        self._restrictions = [
            restriction
            for restriction in page_restrictions(request)
            if self.path.startswith(restriction.page.path)
        ]
        child = self.child_on_the_way(request, path_components) if path_components else None
        if child is None:
            return super().route(request, path_components)
        child._cached_parent_obj = self  # as Wagtail does: treebeard then knows the parent
        return child.route(request, path_components[1:])

    def child_on_the_way(self, request, path_components):
        """Return the child that `path_components` begin with, as its own type, or None.

        None leaves it to Wagtail, also when the children are of several types.
        """
        models = self.allowed_subpage_models()
        if len(models) != 1:
            return None
        model = models[0]
        children = model.objects.child_of(self).filter(slug=path_components[0])
        return children.select_related(*getattr(model, "routed_relations", ())).first()

    def get_view_restrictions(self):
        """Return the restrictions of this page and of those above it."""
        if hasattr(self, "_restrictions"):
            return self._restrictions
        return super().get_view_restrictions()
