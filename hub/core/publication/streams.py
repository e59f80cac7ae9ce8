"""Findings of StreamField blocks, each with its place in French."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.fields import StreamField

from hub.block_values import struct_values
from hub.core.publication.findings import TO_FILL, Finding, Severity, finding_message


def stream_findings(field: StreamField, value: blocks.StreamValue) -> Iterator[Finding]:
    """Yield a blocking finding for each validation error of the blocks of `value`."""
    label = str(field.verbose_name).capitalize()
    if not value and not field.blank:
        yield Finding(Severity.BLOCKS, TO_FILL, label, field=field.name)
        return
    try:
        field.stream_block.clean(value)
    except ValidationError as error:
        for place, block_id, message in _stream_problems(value, error, block_id=""):
            where = ", ".join(place) or label
            yield Finding(Severity.BLOCKS, message, where, block_id, field.name)


Problem = tuple[list[str], str, str]  # place in words, id of the innermost block, message


def _stream_problems(
    value: blocks.StreamValue, error: ValidationError, block_id: str
) -> Iterator[Problem]:
    if not isinstance(error, blocks.StreamBlockValidationError):
        yield [], block_id, finding_message(error)
        return
    for problem in error.non_block_errors.as_data():
        yield [], block_id, finding_message(problem)
    for index, problem in sorted(error.block_errors.items()):
        child = value[index]
        name = block_name(child, index)
        for place, inner_id, message in _problems(child.block, child.value, problem, child.id):
            yield [name, *place], inner_id or child.id or "", message


def _problems(
    block: blocks.Block, value: Any, error: ValidationError, block_id: str
) -> Iterator[Problem]:
    """Yield the problems of one block and, recursively, of its children."""
    if isinstance(block, blocks.BaseStreamBlock):
        yield from _stream_problems(value, error, block_id)
    elif isinstance(error, blocks.StructBlockValidationError):
        for problem in error.non_block_errors.as_data():
            yield [], block_id, finding_message(problem)
        for name, problem in error.block_errors.items():
            child = block.child_blocks[name]
            inner = struct_values(value).get(name)
            for place, inner_id, message in _problems(child, inner, problem, block_id):
                yield [str(child.label), *place], inner_id, message
    elif isinstance(error, blocks.ListBlockValidationError):
        for problem in error.non_block_errors.as_data():
            yield [], block_id, finding_message(problem)
        for index, problem in sorted(error.block_errors.items()):
            child = value.bound_blocks[index]
            for place, inner_id, message in _problems(
                child.block, child.value, problem, child.id or block_id
            ):
                yield [f"{child.block.label} {index + 1}", *place], inner_id, message
    else:
        yield [], block_id, finding_message(error)


def block_name(child: blocks.StreamValue.StreamChild, index: int) -> str:
    """Return « Rubrique « Édito » », or « bloc 2 (Citation) »."""
    heading = getattr(child.value, "heading", "")
    if heading:
        return f"{child.block.label} «\u00a0{heading}\u00a0»"
    return f"bloc {index + 1} ({child.block.label})"
