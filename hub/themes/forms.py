"""Edit form of a theme."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from hub.backoffice.twins import TwinWarningForm
from hub.slugs import first_free_slug, french_slug, is_made_from


class ThemeForm(TwinWarningForm):
    """Form of a theme; warns about a name, slug, synonym or acronym that another theme has."""

    naming_fields = ("name", "slug", "synonyms")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            # A script fills it from the name, but the form may be submitted before it runs.
            self.fields["slug"].required = False

    def clean_slug(self) -> str:
        """Return a unique slug, made from the name if it is empty or follows the former name.

        Raises ValidationError only when an editor typed a slug that another theme has.
        """
        typed = self.cleaned_data["slug"]
        if self._is_from_former_name(typed):
            typed = ""
        slug = typed or french_slug(self.cleaned_data.get("name", ""))
        is_chosen = typed and "slug" in self.changed_data and self.instance.pk
        if is_chosen and not self._is_free(slug):
            raise ValidationError("Un autre thème a déjà cette adresse\u00a0: changez-en un mot.")
        return first_free_slug(slug, self._is_free)

    def _is_from_former_name(self, slug: str) -> bool:
        """Return whether the name alone was changed and `slug` was made from the former name."""
        if not self.instance.pk or {"name", "slug"} & set(self.changed_data) != {"name"}:
            return False
        return is_made_from(slug, self.initial["name"])

    def _is_free(self, slug: str) -> bool:
        others = type(self.instance).objects.exclude(pk=self.instance.pk)
        return not others.filter(slug=slug).exists()

    def names_of(self, row: Any) -> Iterable[str]:
        return [row.name, row.slug, *row.synonym_list]

    def candidates(self) -> Iterable[Model]:
        return type(self.instance).objects.active()
