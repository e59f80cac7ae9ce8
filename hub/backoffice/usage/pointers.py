"""Rewriting of references in memory: foreign keys, inline rows, blocks and rich text."""

import re
from collections.abc import Callable
from typing import Any

from django.db.models import ForeignKey, Model
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

# Rich text references by kind: the tag, and the attribute that identifies the kind.
RICH_TEXT_TAGS = {
    "image": ("embed", 'embedtype="image"'),
    "document": ("a", 'linktype="document"'),
    "page": ("a", 'linktype="page"'),
}

CONTAINERS = (blocks.BaseStreamBlock, blocks.ListBlock, blocks.BaseStructBlock, TypedTableBlock)


class ReferenceReplacer:
    """Replaces references to `old` by `new`, of the same model; the caller saves the objects."""

    def __init__(self, old: Model, new: Model) -> None:
        self.old, self.new = old, new
        self.model = ReferenceIndex._get_base_content_type(old).model_class()
        self.rewrite_html = self._html_rewriter()

    def replace_in(self, source: Model) -> bool:
        """Update `source` and its inline rows in memory; return whether anything changed."""
        changed = False
        for field in source._meta.get_fields():
            if isinstance(field, StreamField):
                changed |= self._replace_in_stream(source, field)
            elif isinstance(field, RichTextField):
                changed |= self._replace_value(source, field.attname, self.rewrite_html)
            elif isinstance(field, ForeignKey) and self._refers_to_model(field):
                changed |= self._replace_value(source, field.attname, self._replaced_key)
        if isinstance(source, ClusterableModel):
            for relation in get_all_child_relations(source):
                changed |= self._replace_in_rows(source, relation.get_accessor_name())
        return changed

    def _refers_to_model(self, field: ForeignKey) -> bool:
        if getattr(field, "wagtail_reference_index_ignore", False):
            return False
        related = field.related_model
        return isinstance(related, type) and issubclass(related, self.model)

    def _replace_in_rows(self, source: Model, accessor: str) -> bool:
        rows = list(getattr(source, accessor).all())
        changes = [self.replace_in(row) for row in rows]
        if any(changes):
            # Drop rows that are now duplicates: most are unique for their page.
            setattr(source, accessor, _without_duplicates(rows))
        return any(changes)

    def _replace_value(self, source: Model, name: str, change: Callable) -> bool:
        value = getattr(source, name)
        changed = change(value)
        if changed == value:
            return False
        setattr(source, name, changed)
        return True

    def _replaced_key(self, value: Any) -> Any:
        return self.new.pk if value is not None and str(value) == str(self.old.pk) else value

    def _replace_in_stream(self, source: Model, field: StreamField) -> bool:
        stream = getattr(source, field.name)
        if not stream:
            return False
        prepared = field.stream_block.get_prep_value(stream)
        changed = self._replaced_block(field.stream_block, prepared)
        if changed == prepared:
            return False
        setattr(source, field.name, field.stream_block.to_python(changed))
        return True

    def _replaced_block(self, block: blocks.Block, value: Any) -> Any:
        """Return the prepared value of a block, with its references replaced."""
        if value is None:
            return None
        if isinstance(block, CONTAINERS):
            return self._replaced_container(block, value)
        if isinstance(block, blocks.RichTextBlock):
            return self.rewrite_html(value)
        if isinstance(block, blocks.ChooserBlock) and issubclass(block.model_class, self.model):
            return self._replaced_key(value)
        return value

    def _replaced_container(self, block: blocks.Block, value: Any) -> list[dict] | dict:
        if isinstance(block, blocks.BaseStreamBlock):
            return [
                self._replaced_item(block.child_blocks.get(item["type"]), item) for item in value
            ]
        if isinstance(block, blocks.ListBlock):
            return [self._replaced_item(block.child_block, item) for item in value]
        if isinstance(block, TypedTableBlock):
            return self._replaced_table(block, value)
        children = block.child_blocks
        return {
            name: self._replaced_block(children[name], part) if name in children else part
            for name, part in value.items()
        }

    def _replaced_item(self, block: blocks.Block | None, item: dict) -> dict:
        if block is None:
            return item
        return {**item, "value": self._replaced_block(block, item["value"])}

    def _replaced_table(self, block: TypedTableBlock, value: dict) -> dict:
        kinds = [block.child_blocks.get(column["type"]) for column in value["columns"]]
        rows = []
        for row in value["rows"]:
            cells = zip(kinds, row["values"], strict=True)
            values = [
                cell if kind is None else self._replaced_block(kind, cell) for kind, cell in cells
            ]
            rows.append({**row, "values": values})
        return {**value, "rows": rows}

    def _html_rewriter(self) -> Callable[[str | None], str | None]:
        kinds = {get_image_model(): "image", get_document_model(): "document", Page: "page"}
        kind = kinds.get(self.model)
        if kind is None:
            return lambda html: html
        tag, attribute = RICH_TEXT_TAGS[kind]
        tags = re.compile(rf"<{tag}\b[^>]*\b{attribute}[^>]*>")
        number = re.compile(rf'(?<=\bid="){re.escape(str(self.old.pk))}(?=")')
        new = str(self.new.pk)

        def rewrite(html: str | None) -> str | None:
            return tags.sub(lambda tag: number.sub(new, tag[0]), html) if html else html

        return rewrite


def _without_duplicates(rows: list[Model]) -> list[Model]:
    """Return `rows` without those equal to an earlier one, apart from pk and `sort_order`."""
    kept, seen = [], set()
    for row in rows:
        values = tuple(
            str(getattr(row, field.attname))
            for field in row._meta.concrete_fields
            if field.name != "sort_order" and not field.primary_key
        )
        if values not in seen:
            seen.add(values)
            kept.append(row)
    return kept
