"""A letter as it would go out, read once for all the checks."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wagtail import blocks
from wagtail.fields import RichTextField

from hub.newsletters.models.rubriques import Rubrique
from hub.newsletters.renderings import encoded_size, render_email_html, render_plain_text


@dataclass(frozen=True)
class Leaf:
    """A part of a block that holds no other: its definition, its stored value, where it is."""

    block: Any
    value: Any
    where: str
    block_id: str
    parent: dict


class Proof:
    """`letter` may be a draft, or a copy that holds what an edit form was sent with."""

    def __init__(self, letter):
        self.letter = letter

    @cached_property
    def html(self):
        """The HTML of the message."""
        return render_email_html(self.letter)

    @cached_property
    def size(self):
        """Octets of the HTML of the message on its way."""
        return encoded_size(self.html)

    @cached_property
    def text(self):
        """The plain-text part of the message."""
        return render_plain_text(self.letter)

    @cached_property
    def rubriques(self):
        """(Rubrique or None, name in words, stored form) of each rubrique, in order."""
        stream = self.letter.rubriques
        stored = stream.stream_block.get_prep_value(stream)
        wanted = {item["value"].get("rubrique") for item in stored}
        known = Rubrique.objects.in_bulk([pk for pk in wanted if pk])
        return [self._rubrique(known, number, item) for number, item in enumerate(stored, 1)]

    @staticmethod
    def _rubrique(known, number, item):
        rubrique = known.get(item["value"].get("rubrique"))
        name = f"Rubrique «\u00a0{rubrique.name}\u00a0»" if rubrique else f"Rubrique {number}"
        return rubrique, name, item

    @cached_property
    def leaves(self):
        """Every part of every block, in order."""
        block = self.letter.rubriques.stream_block.child_blocks["rubrique"].child_blocks["content"]
        found = []
        for _, name, item in self.rubriques:
            for rank, child in enumerate(item["value"].get("content") or [], 1):
                definition = block.child_blocks[child["type"]]
                where = f"{name}, bloc {rank} ({definition.label})"
                part = Leaf(definition, child["value"], where, child.get("id") or "", {})
                found += _leaves(part)
        return found

    @cached_property
    def texts(self):
        """Every rich text, as (stored HTML, where, id of the block, field of the form)."""
        fields = [f for f in self.letter._meta.get_fields() if isinstance(f, RichTextField)]
        around = [
            (
                getattr(self.letter, field.name) or "",
                field.verbose_name.capitalize(),
                "",
                field.name,
            )
            for field in fields
        ]
        return around + [
            (leaf.value or "", leaf.where, leaf.block_id, "rubriques")
            for leaf in self.leaves
            if isinstance(leaf.block, blocks.RichTextBlock)
        ]


def _leaves(part):
    """Yield the innermost parts of a stored value; `parent` is what holds them."""
    block, value = part.block, part.value
    if isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            if name in (value or {}):
                yield from _leaves(Leaf(child, value[name], part.where, part.block_id, value))
    elif isinstance(block, blocks.ListBlock):
        for item in value or []:
            inner = item["value"] if isinstance(item, dict) and "value" in item else item
            yield from _leaves(Leaf(block.child_block, inner, part.where, part.block_id, {}))
    else:
        yield part
