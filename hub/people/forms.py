"""The forms of people and organisations."""

from collections.abc import Iterable

from django.db.models import Model

from hub.backoffice.twins import TwinWarningForm


class PersonForm(TwinWarningForm):
    """Warn about a name that somebody else bears; those who were erased have none."""

    def candidates(self) -> Iterable[Model]:
        return type(self.instance).objects.filter(erased_at=None)


class OrganisationForm(TwinWarningForm):
    """Warn about a name or an acronym that another organisation has."""

    naming_fields = ("name", "acronym")

    def names_of(self, row: Model) -> Iterable[str]:
        return [row.name, row.acronym]
