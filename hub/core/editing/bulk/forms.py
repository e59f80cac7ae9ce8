"""What each bulk action asks before it starts."""

from collections.abc import Iterable

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Page, Revision
from wagtail.snippets.widgets import AdminSnippetChooser

from hub.core.models import HubPage, Licence, TerritoryRole
from hub.territories.models import Territory
from hub.themes.models import Theme

EVERY_ROLE = "Tous ses rôles"


class BulkForm(forms.Form):
    """Base of the forms: `pages` are those that the action will change."""

    def __init__(self, *args, pages: list[Page], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pages = pages


class AddThemeForm(BulkForm):
    theme = forms.ModelChoiceField(
        Theme.objects.none(), label="Thème à ajouter", empty_label="Choisissez un thème"
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = Theme.objects.active().order_by("slug")


class RemoveThemeForm(BulkForm):
    """Only the themes that some of the pages carry, published or in a draft."""

    theme = forms.ModelChoiceField(
        Theme.objects.none(), label="Thème à retirer", empty_label="Choisissez un thème"
    )
    nothing_to_choose = "Aucune de ces pages n’a de thème."

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        drafted = in_drafts(self.pages, "theme_items", "tag")
        carried = Q(page_items__content_object__in=self.pages) | Q(pk__in=drafted)
        self.fields["theme"].queryset = (
            Theme.objects.active().filter(carried).distinct().order_by("slug")
        )


class AddTerritoryForm(BulkForm):
    territory = forms.ModelChoiceField(Territory.objects.all(), label="Territoire à ajouter")
    role = forms.ChoiceField(
        label="Son rôle", choices=TerritoryRole.choices, initial=TerritoryRole.LEAD
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # France has 35,000 communes: they are searched, not listed.
        self.fields["territory"].widget = AdminSnippetChooser(Territory)


class RemoveTerritoryForm(BulkForm):
    """Only the territories that some of the pages are linked to, published or in a draft."""

    territory = forms.ModelChoiceField(
        Territory.objects.none(),
        label="Territoire à retirer",
        empty_label="Choisissez un territoire",
    )
    role = forms.ChoiceField(
        label="Dans quel rôle", choices=[("", EVERY_ROLE), *TerritoryRole.choices], required=False
    )
    nothing_to_choose = "Aucune de ces pages n’a de territoire."

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        drafted = in_drafts(self.pages, "territory_links", "territory")
        carried = Q(page_links__page__in=self.pages) | Q(pk__in=drafted)
        self.fields["territory"].queryset = (
            Territory.objects.filter(carried).distinct().order_by("slug", "code")
        )


class VerifiedForm(BulkForm):
    day = forms.DateField(
        label="Vérifié le",
        initial=timezone.localdate,
        widget=AdminDateInput,
        help_text="Les pages seront marquées comme vérifiées par vous.",
    )

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError("Cette date n’est pas encore venue.")
        return day


class LicenceForm(BulkForm):
    licence = forms.ChoiceField(label="Nouvelle licence", choices=Licence.choices)


def in_drafts(pages: Iterable[Page], relation: str, field: str) -> set[int]:
    """Return the ids that the latest drafts of the pages name in the rows of a relation."""
    waiting = [
        page.latest_revision_id
        for page in pages
        if isinstance(page, HubPage) and (page.has_unpublished_changes or not page.live)
    ]
    contents = Revision.objects.filter(pk__in=waiting).values_list("content", flat=True)
    return {row[field] for content in contents for row in content.get(relation, [])}


def has_choices(form: BulkForm) -> bool:
    """Tell whether every list of the form offers something."""
    querysets: list[QuerySet] = [
        field.queryset for field in form.fields.values() if hasattr(field, "queryset")
    ]
    return all(queryset.exists() for queryset in querysets)
