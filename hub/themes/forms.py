"""The form of a theme."""

from collections.abc import Iterable

from django.db.models import Model

from hub.backoffice.twins import TwinWarningForm
from hub.slugs import french_slug


class ThemeForm(TwinWarningForm):
    """Warn about a name, an address, a synonym or an acronym that another theme has."""

    naming_fields = ("name", "slug", "synonyms")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            # Proposed by a script from the name, which a quick « Enregistrer » overtakes.
            self.fields["slug"].required = False

    def clean_slug(self) -> str:
        return self.cleaned_data["slug"] or french_slug(self.cleaned_data.get("name", ""))

    def names_of(self, row: Model) -> Iterable[str]:
        return [row.name, row.slug, *row.synonym_list]

    def candidates(self) -> Iterable[Model]:
        return type(self.instance).objects.active()
