"""Point an object, in memory, at another thing: foreign keys, rows, blocks and rich text."""

import re
from collections.abc import Callable

from django.db.models import Model
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

# How rich text writes what it points at: the attribute and value of its tag.
RICH_TEXT_TAGS = {
    "image": ("embed", 'embedtype="image"'),
    "document": ("a", 'linktype="document"'),
    "page": ("a", 'linktype="page"'),
}

CONTAINERS = (blocks.BaseStreamBlock, blocks.ListBlock, blocks.BaseStructBlock, TypedTableBlock)


class Pointer:
    """Replace `old` by `new`, of the same model, in objects that are then to be saved."""

    def __init__(self, old: Model, new: Model):
        self.old, self.new = old, new
        self.model = ReferenceIndex._get_base_content_type(old).model_class()
        self.rewrite_html = self._html_rewriter()

    def move(self, source: Model) -> bool:
        """Change `source` in memory, with its rows; tell whether something changed."""
        changed = False
        for field in source._meta.get_fields():
            if isinstance(field, StreamField):
                changed |= self._move_stream(source, field)
            elif isinstance(field, RichTextField):
                changed |= self._set(source, field.attname, self.rewrite_html)
            elif field.many_to_one and field.concrete and self._points_at_model(field):
                changed |= self._set(source, field.attname, self._new_key)
        if isinstance(source, ClusterableModel):
            for relation in get_all_child_relations(source):
                changed |= self._move_rows(source, relation.get_accessor_name())
        return changed

    def _points_at_model(self, field) -> bool:
        if getattr(field, "wagtail_reference_index_ignore", False):
            return False
        related = field.related_model
        return isinstance(related, type) and issubclass(related, self.model)

    def _move_rows(self, source: Model, accessor: str) -> bool:
        rows = list(getattr(source, accessor).all())
        moved = [self.move(row) for row in rows]
        if any(moved):
            # What two rows now say alike is said once: most rows are unique for their page.
            setattr(source, accessor, _without_twins(rows))
        return any(moved)

    def _set(self, source: Model, name: str, change: Callable) -> bool:
        value = getattr(source, name)
        changed = change(value)
        if changed == value:
            return False
        setattr(source, name, changed)
        return True

    def _new_key(self, value):
        return self.new.pk if value is not None and str(value) == str(self.old.pk) else value

    def _move_stream(self, source: Model, field: StreamField) -> bool:
        stream = getattr(source, field.name)
        if not stream:
            return False
        prepared = field.stream_block.get_prep_value(stream)
        changed = self._block(field.stream_block, prepared)
        if changed == prepared:
            return False
        setattr(source, field.name, field.stream_block.to_python(changed))
        return True

    def _block(self, block: blocks.Block, value):
        """Return the stored form of a block's value, pointed at the new thing."""
        if value is None:
            return None
        if isinstance(block, CONTAINERS):
            return self._container(block, value)
        if isinstance(block, blocks.RichTextBlock):
            return self.rewrite_html(value)
        if isinstance(block, blocks.ChooserBlock) and issubclass(block.model_class, self.model):
            return self._new_key(value)
        return value

    def _container(self, block: blocks.Block, value):
        if isinstance(block, blocks.BaseStreamBlock):
            return [self._item(block.child_blocks.get(item["type"]), item) for item in value]
        if isinstance(block, blocks.ListBlock):
            return [self._item(block.child_block, item) for item in value]
        if isinstance(block, TypedTableBlock):
            return self._table(block, value)
        children = block.child_blocks
        return {
            name: self._block(children[name], part) if name in children else part
            for name, part in value.items()
        }

    def _item(self, block: blocks.Block | None, item: dict) -> dict:
        return item if block is None else {**item, "value": self._block(block, item["value"])}

    def _table(self, block: TypedTableBlock, value: dict) -> dict:
        kinds = [block.child_blocks.get(column["type"]) for column in value["columns"]]
        rows = []
        for row in value["rows"]:
            cells = zip(kinds, row["values"], strict=True)
            values = [cell if kind is None else self._block(kind, cell) for kind, cell in cells]
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


def _without_twins(rows: list[Model]) -> list[Model]:
    """Return `rows` without those that say what an earlier one says."""
    kept, seen = [], set()
    for row in rows:
        said = tuple(
            str(getattr(row, field.attname))
            for field in row._meta.concrete_fields
            if field.name != "sort_order" and not field.primary_key
        )
        if said not in seen:
            seen.add(said)
            kept.append(row)
    return kept
