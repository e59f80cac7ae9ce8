"""The form of a theme."""

from collections.abc import Iterable

from django.db.models import Model

from hub.backoffice.twins import TwinWarningForm


class ThemeForm(TwinWarningForm):
    """Warn about a name, an address, a synonym or an acronym that another theme has."""

    naming_fields = ("name", "slug", "synonyms")

    def names_of(self, row: Model) -> Iterable[str]:
        return [row.name, row.slug, *row.synonym_list]

    def candidates(self) -> Iterable[Model]:
        return type(self.instance).objects.active()
