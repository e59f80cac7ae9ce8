"""Choosers of people and organisations, with the forms of their « Créer » tab."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from wagtail.permissions import policy_registry

from hub.backoffice.creating import CreationForm
from hub.backoffice.row_by_words import RowByWordsField
from hub.backoffice.snippets import FindableChooserViewSet
from hub.people.models import Organisation, Person, PersonFunction


def territory_field() -> RowByWordsField:
    return RowByWordsField(
        "territories.Territory",
        label="Territoire",
        required=False,
        help_text="Nom ou code\u00a0: des propositions viennent pendant la frappe.",
    )


class PersonCreationForm(CreationForm):
    """Form of a new person with one function: enough for a quotation."""

    new_label = "Non, c’est quelqu’un d’autre qui porte ce nom"

    function = forms.CharField(
        label="Fonction",
        required=False,
        max_length=255,
        help_text="Comme on la dit\u00a0: «\u00a0maire\u00a0», «\u00a0chargée de mission\u00a0».",
    )
    organisation = RowByWordsField("people.Organisation", label="Organisation", required=False)
    add_organisation = forms.BooleanField(
        label="Ajouter cette organisation à l’annuaire", required=False, widget=forms.HiddenInput
    )
    territory = territory_field()

    class Meta:
        model = Person
        fields = ("name", "category")

    field_order = [
        "existing",
        "name",
        "category",
        "function",
        "organisation",
        "add_organisation",
        "territory",
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation_to_add = ""

    def describe(self, row: Any) -> str:
        function = row.current_function
        return ", ".join(part for part in (row.name, function and function.title) if part)

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        if self.has_error("organisation", "unknown"):
            self._offer_to_add_organisation()
        if not cleaned.get("function") and (
            cleaned.get("organisation") or cleaned.get("territory") or self.organisation_to_add
        ):
            self.add_error("function", "Dites la fonction que la personne y exerce.")
        return cleaned

    def _offer_to_add_organisation(self) -> None:
        """Offer to create the unknown organisation, and accept it once the box is ticked."""
        policy = policy_registry.get_by_type(Organisation)
        if not policy.user_has_permission(self.user, "add"):
            return
        if self.cleaned_data.get("add_organisation"):
            del self.errors["organisation"]
            self.organisation_to_add = self.data[self.add_prefix("organisation")].strip()
            Organisation._meta.get_field("name").run_validators(self.organisation_to_add)
        self.fields["add_organisation"].widget = forms.CheckboxInput()

    def save(self, commit: bool = True) -> Person:
        person = super().save(commit=False)
        cleaned = self.cleaned_data
        if cleaned["function"]:
            organisation = cleaned.get("organisation")
            if self.organisation_to_add:
                organisation = Organisation.objects.create(name=self.organisation_to_add)
            person.functions = [
                PersonFunction(
                    title=cleaned["function"],
                    organisation=organisation,
                    territory=cleaned.get("territory"),
                )
            ]
        if commit:
            person.save()
        return person


class PersonChooserViewSet(FindableChooserViewSet):
    creation_form_class = PersonCreationForm

    def get_object_list(self) -> QuerySet[Person]:
        functions = PersonFunction.objects.select_related("organisation", "territory")
        known = Person.objects.filter(erased_at=None)
        return known.prefetch_related(Prefetch("functions", queryset=functions))


class OrganisationCreationForm(CreationForm):
    naming_fields = ("name", "acronym")
    lookalike_fields = ("name", "acronym")
    new_label = "Non, c’est une autre organisation"

    territory = territory_field()

    class Meta:
        model = Organisation
        fields = ("name", "acronym", "kind", "territory")

    def clean_name(self) -> str:
        """Return the name; raise ValidationError if another organisation has it."""
        name = self.cleaned_data["name"]
        if Organisation.objects.filter(name=name).exists():
            raise ValidationError("Cette organisation est déjà dans l’annuaire.")
        return name


class OrganisationChooserViewSet(FindableChooserViewSet):
    creation_form_class = OrganisationCreationForm
