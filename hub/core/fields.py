"""Model fields."""

from typing import TYPE_CHECKING, Any

from django.db import models
from wagtail.fields import StreamField


class HubStreamField(StreamField):
    """A StreamField that migrations know as the JSON that it stores (ADR 20).

    Block definitions stay out of migrations: a changed label makes none. Historical models read
    and write the raw JSON, which a StreamField without its blocks would empty.
    """

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _, _, kwargs = models.Field.deconstruct(self)
        # A StreamField without a default is empty, not null.
        kwargs.setdefault("default", list)
        return name, "django.db.models.JSONField", [], kwargs

    def clone(self) -> models.JSONField:
        """Return the field of the migration state, for the autodetector."""
        _, _, _, kwargs = self.deconstruct()
        return models.JSONField(**kwargs)

    if TYPE_CHECKING:
        # The descriptor of Wagtail, which has no types: it reads raw data or blocks.
        def __get__(self, page: models.Model | None, owner: type[models.Model]) -> Any: ...
        def __set__(self, page: models.Model, value: Any) -> None: ...
