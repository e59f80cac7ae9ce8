"""System check of the index pages."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, register

from hub.core.page_types import page_kinds
from hub.listing.index_pages import ListingIndexMixin


@register
def check_listing_indexes(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Check that each index page type declares existing kinds in `listing_kinds` (hub.E007)."""
    indexes = [m for m in apps.get_models() if issubclass(m, ListingIndexMixin)]
    return [error for model in indexes for error in listing_errors(model)]


def listing_errors(model: type[ListingIndexMixin]) -> list[CheckMessage]:
    """Return the errors of the `listing_kinds` of an index page type."""
    if not model.listing_kinds:
        hint = "Set `listing_kinds`: without it the page lists everything."
        return [Error("Index page that lists no type.", hint=hint, obj=model, id="hub.E007")]
    unknown = [kind for kind in model.listing_kinds if kind not in page_kinds()]
    hint = f"Choose among: {', '.join(page_kinds())}."
    return [
        Error(f"Unknown listing kind « {kind} ».", hint=hint, obj=model, id="hub.E007")
        for kind in unknown
    ]
