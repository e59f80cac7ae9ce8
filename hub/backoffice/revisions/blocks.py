"""Comparison of two StreamField values: only the changed blocks, each with its location.

Wagtail's own comparison shows every block of the field, changed or not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from wagtail import blocks
from wagtail.admin.compare import (
    StreamFieldComparison,
    get_comparison_class_for_block,
    register_comparison_class,
)
from wagtail.blocks import BoundBlock
from wagtail.blocks.list_block import ListValue
from wagtail.fields import StreamField

from hub.backoffice.revisions.values import format_value, replacement_html
from hub.block_values import struct_values

NAME_LENGTH = 60


@dataclass(frozen=True)
class Change:
    """A change: its `place`, « Rubrique « Édito », bloc 2 (Paragraphe) », and its diff as HTML."""

    place: str
    html: SafeString


class ChangedBlocksComparison(StreamFieldComparison):
    """Compares blocks by their identifiers; falls back to Wagtail's comparison without them."""

    def htmldiff(self) -> SafeString:
        if not (self.has_block_ids(self.val_a) and self.has_block_ids(self.val_b)):
            return super().htmldiff()
        changes = list(stream_changes(self.val_a, self.val_b, ""))
        return format_html_join(
            "\n",
            '<div class="comparison__child-object"><p class="hub-place">{}</p>{}</div>',
            ((change.place, change.html) for change in changes),
        )


def register_changed_blocks() -> None:
    register_comparison_class(StreamField, comparison_class=ChangedBlocksComparison)


def changes_of(block: blocks.Block, before: Any, after: Any, place: str) -> Iterator[Change]:
    """Yield the changes between two values of one block."""
    if isinstance(block, blocks.StructBlock):
        old, new = struct_values(before), struct_values(after)
        for name, child in block.child_blocks.items():
            inner = join_place(place, child.label)
            yield from changes_of(child, old.get(name), new.get(name), inner)
    elif before == after:
        return
    elif isinstance(block, blocks.StreamBlock):
        yield from stream_changes(before, after, place)
    elif isinstance(block, blocks.ListBlock):
        yield from list_changes(before, after, place)
    elif isinstance(block, (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock)):
        comparison = get_comparison_class_for_block(block)(block, True, True, before, after)
        yield Change(place, comparison.htmldiff())
    else:
        yield Change(
            place, replacement_html(value_as_text(block, before), value_as_text(block, after))
        )


def stream_changes(
    before: blocks.StreamValue, after: blocks.StreamValue, place: str
) -> Iterator[Change]:
    yield from sequence_changes(list(before), list(after), place, "bloc")


def list_changes(before: ListValue, after: ListValue, place: str) -> Iterator[Change]:
    yield from sequence_changes(
        list(before.bound_blocks), list(after.bound_blocks), place, "élément"
    )


def sequence_changes(before: list, after: list, place: str, noun: str) -> Iterator[Change]:
    """Yield the blocks added, removed, moved or changed, matched by their identifiers."""
    known = {child.id: child for child in before}
    kept = {child.id for child in after} & known.keys()
    moved = find_moved_ids(
        [c.id for c in before if c.id in kept], [c.id for c in after if c.id in kept]
    )
    for rank, child in enumerate(after, 1):
        here = join_place(place, block_label(child, noun, rank))
        former = known.get(child.id)
        if former is None:
            yield Change(here, whole_block_html("addition", "Ajouté", child))
            continue
        if child.id in moved:
            rank_before = before.index(former) + 1
            yield Change(here, format_html("<p>Déplacé : il était au rang {}.</p>", rank_before))
        yield from changes_of(child.block, former.value, child.value, here)
    for rank, child in enumerate(before, 1):
        if child.id not in kept:
            here = join_place(place, block_label(child, noun, rank))
            yield Change(here, whole_block_html("deletion", "Supprimé", child))


def find_moved_ids(before: list, after: list) -> set:
    """Return the smallest set of identifiers to move to go from one order to the other.

    These are the ones outside of a longest increasing subsequence.
    """
    place = {identifier: rank for rank, identifier in enumerate(before)}
    longest: list[tuple] = []  # longest increasing subsequence that ends at each identifier
    for identifier in after:
        shorter = [chain for chain in longest if place[chain[-1]] < place[identifier]]
        longest.append((*max(shorter, key=len, default=()), identifier))
    kept: tuple = max(longest, key=len, default=())
    return set(after) - set(kept)


def block_label(child: BoundBlock, noun: str, rank: int) -> str:
    """Return « Rubrique « Édito » » for a block with `label_format`, else « bloc 2 (Texte) »."""
    label = child.block.label or ""
    if isinstance(child.block, blocks.StructBlock) and child.block.meta.label_format:
        values = {name: label_value(value) for name, value in child.value.items()}
        name = child.block.meta.label_format.format(**values).strip()
        if name:
            return f"{label} «\u00a0{Truncator(name).chars(NAME_LENGTH)}\u00a0»"
    return f"{noun} {rank} ({label})" if label else f"{noun} {rank}"


def label_value(value: Any) -> str:
    return "" if value is None or hasattr(value, "stream_block") else str(value)


def join_place(place: str, part: str) -> str:
    return f"{place}, {part}" if place else part[:1].upper() + part[1:]


def whole_block_html(kind: str, word: str, child: BoundBlock) -> SafeString:
    """Return the HTML of a whole block, marked as added or removed."""
    block = child.block
    comparison = get_comparison_class_for_block(block)(block, True, True, child.value, child.value)
    return format_html(
        '<p>{}\u00a0:</p><div class="{}">{}</div>', word, kind, comparison.htmlvalue(child.value)
    )


def value_as_text(block: blocks.Block, value: Any) -> str:
    """Return the value of a non-text block as text; a choice by its label."""
    if isinstance(block, blocks.ChoiceBlock):
        choices = block.field.choices
        labels = {}
        for key, label in choices:
            labels.update(dict(label) if isinstance(label, (list, tuple)) else {key: label})
        return format_value(labels.get(value, value))
    return format_value(value)
