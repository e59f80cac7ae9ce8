"""StreamField blocks in YAML, with references to seeded objects (« @page:slug »)."""

import json
from typing import Any

from wagtail.models import Page

from hub.core.models import HubDocument, HubImage
from hub.people.models import Person

FINDERS = {
    "page": lambda name: Page.objects.get(slug=name, depth__gt=2).pk,
    "image": lambda name: HubImage.objects.get(title=f"Exemple\u00a0: {name}").pk,
    "document": lambda name: HubDocument.objects.get(title=f"Exemple\u00a0: {name}").pk,
    "personne": lambda name: Person.objects.get(name=name).pk,
}


def raw_blocks(entries: list[dict[str, Any]]) -> str:
    """Return the JSON of a StreamField of `entries` ({type, value}), with references resolved."""
    return json.dumps(resolve_references(entries))


def resolve_references(value: Any) -> Any:
    """Return `value` with each « @kind:name » replaced by a primary key, at any depth."""
    if isinstance(value, dict):
        return {key: resolve_references(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [resolve_references(entry) for entry in value]
    if isinstance(value, str) and value.startswith("@"):
        kind, name = value[1:].split(":", 1)
        return FINDERS[kind](name)
    return value
