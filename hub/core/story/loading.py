"""The words of a page, with all that they point at loaded once and limited to what is visible.

Wagtail asks the database once per chooser of each kind of block, and once per rich text that
holds a link, and it gives unpublished pages too. Here the raw data is read first, each model is
asked once for all the blocks and texts of the page, and a page that the reader may not see is
as if nobody had chosen it: templates cannot show what they do not have.
"""

import copy
import uuid
from collections import defaultdict

from django.db.models import Exists, OuterRef, Q
from django.utils.html import format_html
from wagtail import blocks
from wagtail.blocks.list_block import ListValue
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.rich_text import RichText, extract_references_from_rich_text
from wagtail.rich_text.rewriters import LinkRewriter

from hub.core.models import HubPage, PageTerritory
from hub.core.site.visibility import visible_q
from hub.territories.models import Territory


class LoadedRichText(RichText):
    """Rich text whose internal links are already known."""

    def __init__(self, source, links):
        super().__init__(source)
        self.links = links

    def __html__(self):
        return f"{self.links.rewrite(self.source)}"


class References:
    """What blocks and texts point at: first noted, then loaded, one query per model."""

    def __init__(self, request):
        self.request = request
        self.wanted = defaultdict(set)
        self.found = {}

    def get(self, model, pk):
        """Return the object if the reader may see it, otherwise None; note it until loaded."""
        if pk in (None, ""):
            return None
        if model not in self.found:
            self.wanted[model].add(int(pk))
            return None
        return self.found[model].get(int(pk))

    def note_links(self, html):
        for model, pk, *_ in extract_references_from_rich_text(html):
            self.get(model, pk)

    def load(self):
        for model, pks in self.wanted.items():
            self.found[model] = {
                found.pk: found for found in self._queryset(model).filter(pk__in=pks)
            }

    def rewrite(self, html):
        """Return rich text with real addresses; a link to a hidden page loses its address."""
        return self._rewriter(html)

    @property
    def _rewriter(self):
        return LinkRewriter(
            rules={
                "page": lambda attrs: self._opening_tag(Page, attrs),
                "document": lambda attrs: self._opening_tag(get_document_model(), attrs),
            }
        )

    def _opening_tag(self, model, attrs):
        target = self.get(model, attrs.get("id"))
        if target is None:
            return "<a>"
        is_page = isinstance(target, Page)
        return format_html('<a href="{}">', target.get_url(self.request) if is_page else target.url)

    def _queryset(self, model):
        if issubclass(model, Page):
            pages = model.objects.filter(visible_q(self.request))
            return pages.prefetch_related(*getattr(model, "reference_relations", ()))
        if issubclass(model, Territory):
            return self._territories()
        if hasattr(model, "renditions"):
            return model.objects.prefetch_related("renditions")
        return model._default_manager.all()

    def _territories(self):
        """Territories, each with `is_public`: it has a page of its own."""
        shown = PageTerritory.objects.filter(
            territory=OuterRef("pk"),
            page__in=HubPage.objects.visible_to(self.request).values("pk"),
        )
        return Territory.objects.annotate(is_public=Q(in_programme=True) | Exists(shown))


def load_story(page, request):
    """Return {field name: value} for each StreamField and rich text of `page`.

    `request` None stands for an anonymous reader, for instance of an e-mail.
    """
    return load_stories([page], request)[0]


def load_stories(pages, request):
    """Return what `load_story` returns for each of `pages`, with the queries of one."""
    references = References(request)
    # Read twice: once to note what is pointed at, once with what was found.
    for page in pages:
        _convert_fields(page, references)
    references.load()
    return [_convert_fields(page, references) for page in pages]


def _convert_fields(page, references):
    fields = [f for f in page._meta.get_fields() if isinstance(f, StreamField | RichTextField)]
    return {field.name: _convert_field(field, page, references) for field in fields}


def _convert_field(field, page, references):
    value = getattr(page, field.name)
    if isinstance(field, RichTextField):
        return _convert_rich_text(value, references)
    return _convert(field.stream_block, list(value.raw_data), references)


def _convert_rich_text(source, references):
    references.note_links(source or "")
    return LoadedRichText(source, references)


def _convert(block, raw, references):
    """Return the native value of a block from its raw data, without asking the database."""
    if isinstance(block, blocks.StreamBlock):
        return _convert_stream(block, raw, references)
    if isinstance(block, blocks.ListBlock):
        return _convert_list(block, raw, references)
    if isinstance(block, blocks.StructBlock):
        return _convert_struct(block, raw, references)
    if isinstance(block, blocks.ChooserBlock):
        # A copy: the same image can be used twice, with another alternative each time.
        return copy.copy(references.get(block.model_class, raw))
    if isinstance(block, blocks.RichTextBlock):
        return _convert_rich_text(raw, references)
    return block.normalize(block.to_python(raw))


def _convert_stream(block, raw, references):
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


def _convert_list(block, raw, references):
    children = []
    for rank, item in enumerate(raw or []):
        stored = isinstance(item, dict) and item.get("type") == "item" and "value" in item
        value = _convert(block.child_block, item["value"] if stored else item, references)
        block_id = item.get("id") if stored else None
        # Wagtail would draw one at each reading: an address would lead there only once.
        block_id = block_id or str(uuid.uuid5(uuid.NAMESPACE_OID, f"{rank} {item}"))
        children.append(ListValue.ListChild(block.child_block, value, id=block_id))
    return ListValue(block, bound_blocks=children)


def _convert_struct(block, raw, references):
    raw = raw or {}
    return block.normalize(
        {
            name: _convert(child, raw[name], references) if name in raw else child.get_default()
            for name, child in block.child_blocks.items()
        }
    )
