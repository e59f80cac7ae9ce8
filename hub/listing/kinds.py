"""The listable page types, by their name in URLs and filters."""

from functools import cache

from django.apps import apps

from hub.core.models import HubPage
from hub.core.values.typography import alphabetical_key


@cache
def page_kinds() -> dict[str, type[HubPage]]:
    """Return {kind: model} for every listable type, sorted by label."""
    models = [m for m in apps.get_models() if issubclass(m, HubPage) and m.kind]
    return {
        model.kind: model for model in sorted(models, key=lambda m: alphabetical_key(m.kind_label))
    }
