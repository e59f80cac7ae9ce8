"""The listable page types: every concrete model that inherits `HubPage`."""

from functools import cache

from django.apps import apps

from hub.core.models import HubPage
from hub.core.values.typography import alphabetical_key


def listable_types() -> list[type[HubPage]]:
    """Return the concrete types that inherit `HubPage`, itself excluded."""
    return [m for m in apps.get_models() if issubclass(m, HubPage) and m is not HubPage]


@cache
def page_kinds() -> dict[str, type[HubPage]]:
    """Return {kind: type} in the alphabetical order of their labels.

    `kind` names a type in addresses, filters and the search.
    """
    types = sorted(
        (model for model in listable_types() if model.kind),
        key=lambda model: alphabetical_key(model.kind_label),
    )
    return {model.kind: model for model in types}


@cache
def recency_ranked_kinds() -> frozenset[str]:
    """Return the kinds whose older pages rank lower in a search."""
    return frozenset(kind for kind, model in page_kinds().items() if model.is_recency_ranked)
