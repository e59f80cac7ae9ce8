"""The loading step of every form of a page: web, e-mail, text, feed, search index.

It loads the related rows that the form shows, then the StreamFields and rich texts, limited to
visible references. Wagtail makes one query per chooser block and one per rich text with a link,
and it returns unpublished pages too. Here references are first collected from the raw data, then
each model is queried once for all blocks and texts. A page hidden from the reader is replaced with
None, as if nothing had been chosen, so that templates cannot show it.
"""

import copy
import json
import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import (
    Exists,
    Model,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    prefetch_related_objects,
)
from django.http import HttpRequest
from django.utils.html import format_html
from wagtail import blocks
from wagtail.blocks.list_block import ListValue
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.rich_text import RichText, extract_references_from_rich_text
from wagtail.rich_text.rewriters import LinkRewriter

from hub.core.models import HubPage, PageTerritory
from hub.core.models.relations import load_relations
from hub.core.site.documents import visible_documents
from hub.core.site.visibility import visible_q
from hub.territories.models import Territory

if TYPE_CHECKING:
    from hub.core.models import HubImage


Referenced = TypeVar("Referenced", bound=Model)


class LoadedRichText(RichText):
    """Rich text whose internal links are already loaded."""

    def __init__(self, source: str, links: "References") -> None:
        super().__init__(source)
        self.links = links

    def __html__(self) -> str:
        return f"{self.links.rewrite(self.source)}"


class References:
    """Objects referenced by blocks and texts: ids are collected, then loaded per model."""

    def __init__(self, request: HttpRequest | None) -> None:
        self.request = request
        self.pending_ids: dict[type[Model], set[int]] = defaultdict(set)
        self.loaded: dict[type[Model], dict[int, Any]] = {}

    def get(self, model: type[Referenced], pk: int | str | None) -> Referenced | None:
        """Return the loaded object, None if hidden or missing; before `load`, collect its id."""
        if pk is None or pk == "":
            return None
        if model not in self.loaded:
            self.pending_ids[model].add(int(pk))
            return None
        return self.loaded[model].get(int(pk))

    def collect_links(self, html: str) -> None:
        """Collect the ids of the pages and documents that rich text links to."""
        for model, pk, *_ in extract_references_from_rich_text(html):
            self.get(model, pk)

    def load(self, page_images: "Sequence[HubImage]" = ()) -> None:
        """Load the collected ids, with one query per model.

        The renditions of `page_images` are loaded with those of the collected images.
        """
        images = list(page_images)
        for model, pks in self.pending_ids.items():
            self.loaded[model] = {
                found.pk: found for found in self._queryset(model).filter(pk__in=pks)
            }
            if hasattr(model, "renditions"):
                images.extend(self.loaded[model].values())
        prefetch_related_objects(images, "renditions")

    def rewrite(self, html: str) -> str:
        """Expand the internal links of rich text; a link to a hidden page loses its `href`."""
        return self._rewriter(html)

    @property
    def _rewriter(self) -> LinkRewriter:
        return LinkRewriter(
            rules={
                "page": lambda attrs: self._opening_tag(Page, attrs),
                "document": lambda attrs: self._opening_tag(get_document_model(), attrs),
            }
        )

    def _opening_tag(self, model: type[Page | AbstractDocument], attrs: dict[str, str]) -> str:
        target = self.get(model, attrs.get("id"))
        if target is None:
            return "<a>"
        is_page = isinstance(target, Page)
        return format_html('<a href="{}">', target.get_url(self.request) if is_page else target.url)

    def _queryset(self, model: type[Model]) -> QuerySet[Model]:
        if issubclass(model, Page):
            pages = model._default_manager.filter(self._visible)
            return pages.prefetch_related(*getattr(model, "reference_relations", ()))
        if issubclass(model, Territory):
            return self._territories()
        if model is get_document_model():
            return visible_documents(self.request)
        return model._default_manager.all()

    @cached_property
    def _visible(self) -> Q:
        """The pages visible to the reader: the view restrictions are queried once."""
        return visible_q(self.request)

    def _territories(self) -> QuerySet[Territory]:
        """Return territories annotated with `is_public`: whether they have a public page."""
        shown = PageTerritory.objects.filter(
            territory=OuterRef("pk"),
            page__in=HubPage.objects.filter(self._visible).values("pk"),
        )
        return Territory.objects.annotate(is_public=Q(in_programme=True) | Exists(shown))


def load_story(page: Page, request: HttpRequest | None) -> dict[str, Any]:
    """Return {field name: value} for each StreamField and rich text of `page`.

    The related rows that the page shows are loaded too, and kept on it. A `request` of None is an
    anonymous reader, for instance of an e-mail.
    """
    return load_stories([page], request)[0]


def load_stories(
    pages: Collection[Page],
    request: HttpRequest | None,
    relations: Sequence[str | Prefetch] | None = None,
) -> list[dict[str, Any]]:
    """Return the result of `load_story` for each page, with the query count of a single one.

    `relations` are the prefetch lookups of the related rows to load, by default those that the
    pages show (which are then all of one type); `()` loads the texts alone.
    """
    references = References(request)
    # Two passes: the first collects references, the second converts with the loaded objects.
    for page in pages:
        _convert_fields(page, references)
    hub_pages = [page for page in pages if isinstance(page, HubPage)] if relations != () else []
    prefetch_related_objects(hub_pages, "image")
    references.load([page.image for page in hub_pages if page.image])
    load_relations(hub_pages, relations)
    return [_convert_fields(page, references) for page in pages]


def _convert_fields(page: Page, references: References) -> dict[str, Any]:
    fields = [f for f in page._meta.get_fields() if isinstance(f, StreamField | RichTextField)]
    return {field.name: _convert_field(field, page, references) for field in fields}


def _convert_field(field: StreamField | RichTextField, page: Page, references: References) -> Any:
    value = getattr(page, field.name)
    if isinstance(field, RichTextField):
        return _convert_rich_text(value, references)
    return _convert(field.stream_block, list(value.raw_data), references)


def _convert_rich_text(source: str, references: References) -> LoadedRichText:
    references.collect_links(source or "")
    return LoadedRichText(source, references)


def _convert(block: blocks.Block, raw: Any, references: References) -> Any:
    """Return the native value of a block from its raw data, without a query."""
    if isinstance(block, blocks.StreamBlock):
        return _convert_stream(block, raw, references)
    if isinstance(block, blocks.ListBlock):
        return _convert_list(block, raw, references)
    if isinstance(block, blocks.StructBlock):
        return _convert_struct(block, raw, references)
    if isinstance(block, blocks.ChooserBlock):
        # Copied: the same image can be used twice with different alternative texts.
        return copy.copy(references.get(block.model_class, raw))
    if isinstance(block, blocks.RichTextBlock):
        return _convert_rich_text(raw, references)
    return block.normalize(block.to_python(raw))


def _convert_stream(
    block: blocks.StreamBlock, raw: list[dict[str, Any]] | None, references: References
) -> blocks.StreamValue:
    children = block.child_blocks
    return blocks.StreamValue(
        block,
        [
            (
                item["type"],
                _convert(children[item["type"]], item["value"], references),
                item.get("id"),
            )
            for item in raw or []
            if item["type"] in children
        ],
    )


def _convert_list(
    block: blocks.ListBlock, raw: list[Any] | None, references: References
) -> ListValue:
    children = []
    for rank, item in enumerate(raw or []):
        stored = isinstance(item, dict) and item.get("type") == "item" and "value" in item
        value = _convert(block.child_block, item["value"] if stored else item, references)
        block_id = item.get("id") if stored else None
        # Wagtail would generate a random id at each load; anchors must be stable, even if the
        # database changes the order of keys, as PostgreSQL does.
        if not block_id:
            content = json.dumps(item, sort_keys=True, default=str)
            block_id = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{rank} {content}"))
        children.append(ListValue.ListChild(block.child_block, value, id=block_id))
    return ListValue(block, bound_blocks=children)


def _convert_struct(
    block: blocks.StructBlock, raw: dict[str, Any] | None, references: References
) -> blocks.StructValue:
    raw = raw or {}
    return block.normalize(
        {
            name: _convert(child, raw[name], references) if name in raw else child.get_default()
            for name, child in block.child_blocks.items()
        }
    )
