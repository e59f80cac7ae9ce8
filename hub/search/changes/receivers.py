"""Signal receivers: record the pages to index again after each change.

Each receiver records uids in the transaction of the change (`record`); the pages are read after
the commit. Connected by `SearchConfig.ready`.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction
from wagtail.signals import post_page_move
from wagtail.snippets.models import get_snippet_models

from hub.core.models import HubPage
from hub.search.attachments.signals import document_read
from hub.search.changes import affected
from hub.search.outbox.recording import record
from hub.territories.models import Territory
from hub.territories.signals import territories_changed
from hub.themes.models import Theme

# Fields saved with a draft: none of them is searched.
DRAFT_FIELDS = {
    "draft_title",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
    "locked",
    "locked_at",
    "locked_by",
}


def connect() -> None:
    """Connect the receivers; called once per process."""
    post_save.connect(on_save, dispatch_uid="search")
    pre_delete.connect(on_delete, dispatch_uid="search")
    post_delete.connect(after_delete, dispatch_uid="search")
    post_page_move.connect(on_move, dispatch_uid="search")
    document_read.connect(on_document_read, dispatch_uid="search")
    territories_changed.connect(on_territories_changed, dispatch_uid="search")


@cache
def kind_of(model: type[Model]) -> str | None:
    """Return how changes of a model are handled: page, row, restriction, collection or cited.

    Return None if the search ignores the model. A « row » is an inline of a page; a « cited » model
    can be referenced by pages (snippet, image, document).
    """
    if issubclass(model, Page):
        return "page"
    if model in affected.inline_parent_keys():
        return "row"
    if model is PageViewRestriction:
        return "restriction"
    if model is CollectionViewRestriction:
        return "collection"
    cited = [*get_snippet_models(), get_image_model(), get_document_model()]
    return "cited" if model in cited else None


def on_save(
    sender: type[Model],
    instance: Any,
    created: bool = False,
    raw: bool = False,
    update_fields: Iterable[str] | None = None,
    **kwargs: Any,
) -> None:
    kind = None if raw else kind_of(sender)
    if kind == "page":
        if not update_fields or not DRAFT_FIELDS.issuperset(update_fields):
            _page_changed(instance, created)
    elif kind == "row":
        _row_changed(sender, instance)
    elif kind == "restriction":
        _privacy_changed(instance)
    elif kind == "collection":
        _collection_changed(instance)
    elif kind == "cited" and not created and set(update_fields or ()) != {"latest_revision"}:
        _cited_changed(instance)


def on_delete(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    """Record the pages before the deletion, while references can still be queried."""
    if sender is HubPage:
        record([instance.uid])
        record(affected.pages_referencing(instance))
    elif kind_of(sender) == "cited":
        _cited_changed(instance)


def after_delete(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    kind = kind_of(sender)
    if kind == "row":
        _row_changed(sender, instance)
    elif kind == "restriction":
        _privacy_changed(instance)
    elif kind == "collection":
        _collection_changed(instance)


def on_move(
    sender: type[Model],
    instance: Page,
    parent_page_before: Page,
    parent_page_after: Page,
    **kwargs: Any,
) -> None:
    """Record the moved pages, and those whose tree path was shifted by the move."""
    if parent_page_before.pk == parent_page_after.pk:
        record(affected.branch(parent_page_after.path))
    else:
        record(affected.branch(instance.path))
        record(affected.pages_after(instance))


def on_document_read(sender: type[Model], document: AbstractDocument, **kwargs: Any) -> None:
    """Record the pages that attach a document: its text is part of theirs."""
    record(affected.pages_referencing(document))


def on_territories_changed(sender: type[Model], pks: frozenset[int], **kwargs: Any) -> None:
    """Record the pages of the territories that an edition of the gazetteer changed."""
    record(affected.pages_of_territories(pks))


def _page_changed(page: Page, created: bool) -> None:
    record(affected.page_itself(page.pk))
    if created:
        record(affected.pages_after(page))
        return
    # Pages that show its title or summary, then pages whose URL starts with its own.
    citing = affected.pages_referencing(page)
    record(citing)
    if page.numchild:
        record(affected.branch_with_former_address(page))
    if page.expire_at and page.expire_at > timezone.now():
        record(affected.page_itself(page.pk), due_at=page.expire_at)
        record(citing, due_at=page.expire_at)


def _row_changed(sender: type[Model], row: Model) -> None:
    record(affected.page_itself(getattr(row, f"{affected.inline_parent_keys()[sender]}_id")))


def _privacy_changed(restriction: PageViewRestriction) -> None:
    page = Page.objects.filter(pk=restriction.page_id).first()
    if page:
        record(affected.branch(page.path))
        # Pages that link to this branch show its titles according to its restrictions.
        branch = Page.objects.filter(path__startswith=page.path)
        record(affected.pages_referencing_any(Page, branch.values_list("pk", flat=True)))


def _collection_changed(restriction: CollectionViewRestriction) -> None:
    collection = Collection.objects.filter(pk=restriction.collection_id).first()
    if collection:
        record(affected.pages_with_documents_of(collection))


def _cited_changed(instance: Any) -> None:
    record(affected.pages_referencing(instance))
    if isinstance(instance, Theme):
        record(affected.pages_with_theme(instance))
    elif isinstance(instance, Territory):
        record(affected.pages_in_territory(instance))
