"""The listable page types, by the name that addresses and filters give them."""

from functools import cache

from django.apps import apps

from hub.core.models import HubPage
from hub.core.values.typography import alphabetical_key


@cache
def page_kinds():
    """Return {kind: model} for every listable type, in the order of their labels."""
    models = [m for m in apps.get_models() if issubclass(m, HubPage) and m.kind]
    return {
        model.kind: model for model in sorted(models, key=lambda m: alphabetical_key(m.kind_label))
    }
