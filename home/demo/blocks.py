"""Blocks written in YAML, where « @page:slug » stands for what the site made."""

import json

from wagtail.models import Page

from hub.core.models import HubDocument, HubImage
from hub.people.models import Person

FINDERS = {
    "page": lambda name: Page.objects.get(slug=name, depth__gt=2).pk,
    "image": lambda name: HubImage.objects.get(title=f"Exemple\u00a0: {name}").pk,
    "document": lambda name: HubDocument.objects.get(title=f"Exemple\u00a0: {name}").pk,
    "personne": lambda name: Person.objects.get(name=name).pk,
}


def raw_blocks(entries):
    """Return the JSON of a StreamField made of `entries` ({type, value}), references resolved."""
    return json.dumps(resolved(entries))


def resolved(value):
    """Return `value` with each « @kind:name » replaced by a primary key."""
    if isinstance(value, dict):
        return {key: resolved(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [resolved(entry) for entry in value]
    if isinstance(value, str) and value.startswith("@"):
        kind, name = value[1:].split(":", 1)
        return FINDERS[kind](name)
    return value
