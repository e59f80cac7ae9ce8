"""Signal receivers: each change of a territory changes the stamp of the gazetteer."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from hub.territories.models import GazetteerState, Territory, TerritoryAlias


def connect() -> None:
    """Connect the receivers; called once per process."""
    for model in (Territory, TerritoryAlias):
        for signal in (post_save, post_delete):
            signal.connect(on_change, sender=model, dispatch_uid=f"stamp-{model.__name__}")


def on_change(sender: type[Model], **kwargs: Any) -> None:
    GazetteerState.mark_changed()
