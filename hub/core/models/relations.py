"""Loading of the rows that belong to pages."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import Prefetch, prefetch_related_objects
from modelcluster.models import get_all_child_relations

if TYPE_CHECKING:
    from hub.core.models.pages import HubPage


def load_relations(
    pages: Sequence["HubPage"], relations: Sequence[str | Prefetch] | None = None
) -> None:
    """Load related rows of pages of one type, by default those that they show, one query each.

    Rows already loaded are not queried again. Those of a preview or of a draft are in memory, not
    in the database: they are left as they are.
    """
    stored = [page for page in pages if not _has_rows_in_memory(page)]
    if stored:
        lookups = stored[0].shown_relations() if relations is None else relations
        prefetch_related_objects(stored, *lookups)


def _has_rows_in_memory(page: "HubPage") -> bool:
    children = get_all_child_relations(type(page))
    return page.pk is None or any(
        getattr(page, child.get_accessor_name()).is_deferring for child in children
    )
