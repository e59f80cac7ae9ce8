"""Forms of the bulk actions."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Page, Revision
from wagtail.snippets.widgets import AdminSnippetChooser

from hub.backoffice.choices import set_choices
from hub.core.models import HubPage, Licence, TerritoryRole
from hub.territories.models import Territory
from hub.themes.models import Theme

EVERY_ROLE = "Tous ses rôles"


class BulkForm(forms.Form):
    """Base of the forms; `pages` are the pages that the action will change."""

    def __init__(self, *args: Any, pages: list[Page], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pages = pages


class AddThemeForm(BulkForm):
    theme = forms.ModelChoiceField(
        Theme.objects.active().order_by("slug"),
        label="Thème à ajouter",
        empty_label="Choisissez un thème",
    )


class RemoveThemeForm(BulkForm):
    """Offers the themes of at least one of the pages, published or in a draft."""

    theme = forms.ModelChoiceField(
        Theme.objects.none(), label="Thème à retirer", empty_label="Choisissez un thème"
    )
    nothing_to_choose = "Aucune de ces pages n’a de thème."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drafted = ids_in_drafts(self.pages, "theme_items", "tag")
        is_used = Q(page_items__content_object__in=self.pages) | Q(pk__in=drafted)
        themes = Theme.objects.active().filter(is_used).distinct().order_by("slug")
        set_choices(self, "theme", themes)


class AddTerritoryForm(BulkForm):
    territory = forms.ModelChoiceField(Territory.objects.all(), label="Territoire à ajouter")
    role = forms.ChoiceField(
        label="Son rôle", choices=TerritoryRole.choices, initial=TerritoryRole.LEAD
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A chooser with search instead of a select: France has 35,000 communes.
        self.fields["territory"].widget = AdminSnippetChooser(Territory)


class RemoveTerritoryForm(BulkForm):
    """Offers the territories linked to at least one of the pages, published or in a draft."""

    territory = forms.ModelChoiceField(
        Territory.objects.none(),
        label="Territoire à retirer",
        empty_label="Choisissez un territoire",
    )
    role = forms.ChoiceField(
        label="Dans quel rôle", choices=[("", EVERY_ROLE), *TerritoryRole.choices], required=False
    )
    nothing_to_choose = "Aucune de ces pages n’a de territoire."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drafted = ids_in_drafts(self.pages, "territory_links", "territory")
        is_used = Q(page_links__page__in=self.pages) | Q(pk__in=drafted)
        territories = Territory.objects.filter(is_used).distinct().order_by("slug", "code")
        set_choices(self, "territory", territories)


class VerifiedForm(BulkForm):
    day = forms.DateField(
        label="Vérifié le",
        initial=timezone.localdate,
        widget=AdminDateInput,
        help_text="Les pages seront marquées comme vérifiées par vous.",
    )

    def clean_day(self) -> date:
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError("Cette date n’est pas encore venue.")
        return day


class LicenceForm(BulkForm):
    licence = forms.ChoiceField(label="Nouvelle licence", choices=Licence.choices)


def ids_in_drafts(pages: Iterable[Page], relation: str, field: str) -> set[int]:
    """Return the values of `field` in the rows of a child relation of the latest drafts."""
    draft_ids = [
        page.latest_revision_id
        for page in pages
        if isinstance(page, HubPage) and (page.has_unpublished_changes or not page.live)
    ]
    contents = Revision.objects.filter(pk__in=draft_ids).values_list("content", flat=True)
    return {row[field] for content in contents for row in content.get(relation, [])}


def has_choices(form: BulkForm) -> bool:
    """Tell whether every choice field of the form has at least one choice."""
    querysets: list[QuerySet] = [
        field.queryset for field in form.fields.values() if hasattr(field, "queryset")
    ]
    return all(queryset.exists() for queryset in querysets)
