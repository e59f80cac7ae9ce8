"""Publication rule: doubtful names of territories in the texts of a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Model, SlugField, TextField, URLField
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import COMMENTS_RELATION_NAME, Page
from wagtail.rich_text import RichText

from hub.block_values import struct_values
from hub.core.publication.findings import Finding, Severity
from hub.core.publication.streams import block_name
from hub.core.values.plain_text import html_to_text
from hub.territories.checking import check_texts, without_kept

if TYPE_CHECKING:
    from hub.core.models import HubPage

MAX_WARNINGS = 30
ADVICE = "Corrigez-le ou gardez-le, sous le champ."
# Fields of Wagtail and of imports that editors do not write as text.
LEFT_OUT = frozenset(("draft_title", "url_path", "path", "content_type", "import_source"))


@dataclass(frozen=True, slots=True)
class PageText:
    """A text of a page, its place in French, the field of the form and the block that hold it."""

    text: str
    where: str
    field: str
    block_id: str = ""


def doubtful_names(page: "HubPage") -> Iterator[Finding]:
    """Yield a warning for each doubtful name of a territory, but those that an editor kept."""
    texts = [text for text in page_texts(page) if text.text.strip()]
    found = check_texts([text.text for text in texts], linked_territories(page))
    warnings = [
        Finding(Severity.WARNS, f"{doubt.message} {ADVICE}", text.where, text.block_id, text.field)
        for text, doubts in zip(texts, without_kept(found, page.pk), strict=True)
        for doubt in doubts
    ]
    yield from warnings[:MAX_WARNINGS]


def linked_territories(page: "HubPage") -> set[int]:
    """Return the keys of the territories of a page that tell homonyms apart.

    A territory that an import chose among homonyms does not: no editor has confirmed it.
    """
    linked = {link.territory_id for link in page.territory_links.all()}
    return linked - page.unconfirmed_territories()


def page_texts(page: Page) -> Iterator[PageText]:
    """Yield the texts of a page: fields, blocks and child rows."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            label = _label(field)
            for place, block_id, text in _stream_texts(getattr(page, field.name)):
                yield PageText(text, ", ".join(place) or label, field.name, block_id)
        elif text := _text_of(page, field):
            yield PageText(text, _label(field), field.name)
    for relation in get_all_child_relations(page):
        name = relation.get_accessor_name()
        if name == COMMENTS_RELATION_NAME:
            continue
        for number, row in enumerate(getattr(page, name).all(), 1):
            label = f"{str(row._meta.verbose_name).capitalize()} {number}"
            for field in row._meta.concrete_fields:
                if text := _text_of(row, field):
                    yield PageText(text, label, name)


def _text_of(instance: Model, field: Any) -> str:
    """Return the text of a field that editors write, "" for the other fields."""
    if not isinstance(field, CharField | TextField) or not field.editable or field.choices:
        return ""
    if isinstance(field, SlugField | URLField) or field.name in LEFT_OUT:
        return ""
    text = getattr(instance, field.name) or ""
    return html_to_text(text) if isinstance(field, RichTextField) else str(text)


Found = tuple[list[str], str, str]  # place in words, id of the innermost block, text


def _stream_texts(value: blocks.StreamValue) -> Iterator[Found]:
    for index, child in enumerate(value):
        for place, block_id, text in _block_texts(child.block, child.value):
            yield [block_name(child, index), *place], block_id or child.id or "", text


def _block_texts(block: blocks.Block, value: Any) -> Iterator[Found]:
    """Yield the texts of one block and, recursively, of its children."""
    if isinstance(block, blocks.BaseStreamBlock):
        yield from _stream_texts(value)
    elif isinstance(block, blocks.BaseStructBlock):
        yield from _struct_texts(block, value)
    elif isinstance(block, blocks.ListBlock):
        for child in value.bound_blocks if value else ():
            for place, block_id, text in _block_texts(child.block, child.value):
                yield place, block_id or child.id or "", text
    elif isinstance(value, RichText):
        yield [], "", html_to_text(value.source)
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock) and isinstance(value, str):
        yield [], "", value


def _struct_texts(block: blocks.BaseStructBlock, value: Any) -> Iterator[Found]:
    values = struct_values(value)
    for name, child in block.child_blocks.items():
        for place, block_id, text in _block_texts(child, values.get(name)):
            yield [str(child.label), *place], block_id, text


def _label(field: Any) -> str:
    label = str(field.verbose_name)
    return label[:1].upper() + label[1:]
