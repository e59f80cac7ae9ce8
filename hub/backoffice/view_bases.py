"""Bases of the mixins of Wagtail's views: the view for the type checker, `object` when running.

A mixin that inherited from the view itself would change the method resolution order of the views
that add it.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wagtail.admin.views.generic import CreateView as CreateViewBase
    from wagtail.admin.views.generic import DeleteView as DeleteViewBase
    from wagtail.admin.views.generic import EditView as EditViewBase
    from wagtail.admin.views.generic import IndexView as IndexViewBase
else:
    CreateViewBase = DeleteViewBase = EditViewBase = IndexViewBase = object

__all__ = ["CreateViewBase", "DeleteViewBase", "EditViewBase", "IndexViewBase"]
