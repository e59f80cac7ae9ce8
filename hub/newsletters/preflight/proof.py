"""Letter rendered once for all the checks, with its texts and blocks."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wagtail import blocks
from wagtail.fields import RichTextField

from hub.mailing.messages.mjml import encoded_size
from hub.newsletters.models.letters import NewsletterPage
from hub.newsletters.models.rubriques import Rubrique
from hub.newsletters.renderings import render_email_html, render_plain_text


@dataclass(frozen=True)
class Leaf:
    """A part of a block that has no child: definition, stored value, place, enclosing value.

    `where` is the place in French; `parent` is the stored value of the struct block around it.
    """

    block: Any
    value: Any
    where: str
    block_id: str
    parent: dict[str, Any]


class Proof:
    """The renderings and contents of a letter, computed once, on demand.

    `letter` may be a draft, or an unsaved copy with the values of an edit form.
    """

    def __init__(self, letter: NewsletterPage) -> None:
        self.letter = letter

    @cached_property
    def html(self) -> str:
        """HTML of the e-mail."""
        return render_email_html(self.letter)

    @cached_property
    def size(self) -> int:
        """Size of the HTML encoded for transfer, in octets."""
        return encoded_size(self.html)

    @cached_property
    def text(self) -> str:
        """Plain-text part of the e-mail."""
        return render_plain_text(self.letter)

    @cached_property
    def rubriques(self) -> list[tuple[Rubrique | None, str, dict[str, Any]]]:
        """(Rubrique or None, name in French, stored block) of each rubrique, in order."""
        stream = self.letter.rubriques
        stored = stream.stream_block.get_prep_value(stream)
        chosen = {item["value"].get("rubrique") for item in stored}
        known = Rubrique.objects.in_bulk([pk for pk in chosen if pk])
        return [self._rubrique(known, number, item) for number, item in enumerate(stored, 1)]

    @staticmethod
    def _rubrique(
        known: dict[int, Rubrique], number: int, item: dict[str, Any]
    ) -> tuple[Rubrique | None, str, dict[str, Any]]:
        rubrique = known.get(item["value"].get("rubrique"))
        name = f"Rubrique «\u00a0{rubrique.name}\u00a0»" if rubrique else f"Rubrique {number}"
        return rubrique, name, item

    @cached_property
    def leaves(self) -> list[Leaf]:
        """Every innermost part of every block, in order."""
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
    def texts(self) -> list[tuple[str, str, str, str]]:
        """Every rich text, as (stored HTML, place in French, block id, form field)."""
        fields = [f for f in self.letter._meta.get_fields() if isinstance(f, RichTextField)]
        field_texts = [
            (
                getattr(self.letter, field.name) or "",
                field.verbose_name.capitalize(),
                "",
                field.name,
            )
            for field in fields
        ]
        return field_texts + [
            (leaf.value or "", leaf.where, leaf.block_id, "rubriques")
            for leaf in self.leaves
            if isinstance(leaf.block, blocks.RichTextBlock)
        ]


def _leaves(part: Leaf) -> Iterator[Leaf]:
    """Yield the innermost parts of a stored value, recursively."""
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
