"""Form data of a page as a browser sends it, including StreamFields, built by scripts."""

import json
from typing import Any

from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail import blocks
from wagtail.blocks import Block
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html, rich_text


def edit_form_data(client: Client, page: Page) -> dict[str, Any]:
    """Return the data of the edit form of a page, as it is before any change."""
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
    latest = page.get_latest_revision_as_object()
    return {**_html_data(html), **_stream_data(latest)}


def new_form_data(client: Client, parent: Page, model: type[Page], **values: Any) -> dict[str, Any]:
    """Return the data of the form of a new page, empty but for `values`."""
    html = client.get(add_url(parent, model)).text
    return {**_html_data(html), **_stream_data(model()), **values}


def add_url(parent: Page, model: type[Page]) -> str:
    return reverse(
        "wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, parent.pk]
    )


def _html_data(html: str) -> dict[str, list[str]]:
    data = querydict_from_html(html, form_id="page-edit-form")
    values = {name: data.getlist(name) for name in data if "__prefix__" not in name}
    for box in BeautifulSoup(html, "html.parser").find_all("input", type="checkbox", checked=True):
        if not box.get("value"):
            values[box["name"]] = ["on"]  # as browsers do for a box without a value
    return values


def _stream_data(page: Page) -> dict[str, Any]:
    data = {}
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            value = getattr(page, field.name)
            _add_block(data, field.name, field.stream_block, value)
    return data


def _add_block(data: dict[str, Any], prefix: str, block: Block, value: Any) -> None:
    if isinstance(block, blocks.StreamBlock):
        _add_sequence(data, prefix, [(child.block, child.value) for child in value])
        for number, child in enumerate(value):
            data[f"{prefix}-{number}-type"] = child.block_type
    elif isinstance(block, blocks.ListBlock):
        _add_sequence(data, prefix, [(block.child_block, child) for child in value])
    elif isinstance(block, ImageBlock):
        data[f"{prefix}-image"] = value.pk
        data[f"{prefix}-alt_text"] = value.contextual_alt_text or ""
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            _add_block(data, f"{prefix}-{name}", child, value.get(name))
    elif isinstance(block, blocks.RichTextBlock):
        data[prefix] = rich_text(value.source if value else "", features=block.features)
    elif isinstance(block, TableBlock):
        data[prefix] = json.dumps(value)
    elif value not in (None, False):
        data[prefix] = getattr(value, "pk", value)


def _add_sequence(data: dict[str, Any], prefix: str, children: list[tuple[Block, Any]]) -> None:
    data[f"{prefix}-count"] = len(children)
    for number, (block, value) in enumerate(children):
        data[f"{prefix}-{number}-order"] = number
        data[f"{prefix}-{number}-deleted"] = ""
        _add_block(data, f"{prefix}-{number}-value", block, value)
