"""The forms of people and organisations."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from hub.backoffice.twins import TwinWarningForm


class PersonForm(TwinWarningForm):
    """Form of a person; warns about a name that somebody else has, erased people left out."""

    def candidates(self) -> Iterable[Model]:
        return type(self.instance).objects.filter(erased_at=None)


class OrganisationForm(TwinWarningForm):
    """Form of an organisation; warns about a name or an acronym that another one has."""

    naming_fields = ("name", "acronym")

    def names_of(self, row: Any) -> Iterable[str]:
        return [row.name, row.acronym]
