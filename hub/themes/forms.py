"""The form of a theme."""

import itertools
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Model

from hub.backoffice.twins import TwinWarningForm
from hub.slugs import french_slug, is_made_from


class ThemeForm(TwinWarningForm):
    """Warn about a name, an address, a synonym or an acronym that another theme has."""

    naming_fields = ("name", "slug", "synonyms")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            # Proposed by a script from the name, which a quick « Enregistrer » overtakes.
            self.fields["slug"].required = False

    def clean_slug(self) -> str:
        """Settle an address left empty, or made from a former name; ask only if it was chosen."""
        typed = self.cleaned_data["slug"]
        if self._follows_the_name(typed):
            typed = ""
        slug = typed or french_slug(self.cleaned_data.get("name", ""))
        if not self._is_taken(slug):
            return slug
        if typed and "slug" in self.changed_data and self.instance.pk:
            raise ValidationError("Un autre thème a déjà cette adresse\u00a0: changez-en un mot.")
        numbered = (f"{slug}-{number}" for number in itertools.count(2))
        return next(candidate for candidate in numbered if not self._is_taken(candidate))

    def _follows_the_name(self, slug: str) -> bool:
        """Tell whether the name alone changed: its former address leads to the new one."""
        if not self.instance.pk or {"name", "slug"} & set(self.changed_data) != {"name"}:
            return False
        return is_made_from(slug, self.initial["name"])

    def _is_taken(self, slug: str) -> bool:
        others = type(self.instance).objects.exclude(pk=self.instance.pk)
        return others.filter(slug=slug).exists()

    def names_of(self, row: Model) -> Iterable[str]:
        return [row.name, row.slug, *row.synonym_list]

    def candidates(self) -> Iterable[Model]:
        return type(self.instance).objects.active()
