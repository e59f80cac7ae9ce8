"""Form fields of the suggestions of an import, and the decisions made from their values."""

from dataclasses import dataclass
from typing import Any

from django import forms
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from hub.newsletters.importing.builder.addresses import KEEP, REMOVE
from hub.newsletters.importing.builder.decisions import Decisions
from hub.newsletters.importing.builder.markup import page_address
from hub.newsletters.importing_admin.addresses import AddressField
from hub.newsletters.importing_admin.gestures import (
    ListSuggestion,
    LostLink,
    NameSuggestion,
    QuotationSuggestion,
    Suggestions,
    UnknownAddress,
)

ALL_QUOTATIONS = "quotations-all"
MAX_LABEL_LENGTH = 60


@dataclass(frozen=True, slots=True)
class AddressQuestion:
    """An unknown e-mail address with its bound field."""

    unknown: UnknownAddress
    answer: forms.BoundField


@dataclass(frozen=True, slots=True)
class NameQuestion:
    """A doubtful name of a territory with its bound field."""

    doubtful: NameSuggestion
    answer: forms.BoundField


@dataclass(frozen=True, slots=True)
class LinkQuestion:
    """A lost link with its bound fields."""

    lost: LostLink
    url: forms.BoundField
    page: forms.BoundField

    @property
    def fields(self) -> list[forms.BoundField]:
        return [self.url, self.page]


@dataclass(frozen=True, slots=True)
class QuotationQuestion:
    """A quotation with its bound fields; None when it contains a link and must stay in the text."""

    suggestion: QuotationSuggestion
    chosen: forms.BoundField | None = None
    speaker: forms.BoundField | None = None


@dataclass(frozen=True, slots=True)
class ListQuestion:
    """An announced list with its bound field."""

    suggestion: ListSuggestion
    chosen: forms.BoundField


class SuggestionFields(forms.Form):
    """Base of the review form: addresses, doubtful names, lost links, quotations, lists, themes."""

    def _add_suggestions(self, suggestions: Suggestions, about: dict[str, str]) -> None:
        """Add the fields; `about` gets the subject of each, for the summary of errors."""
        self._suggestions = suggestions
        for unknown in suggestions.addresses:
            about[unknown.name] = unknown.found.address
            self.fields[unknown.name] = forms.ChoiceField(
                label="Que faire de cette adresse",
                choices=[(KEEP, "La garder dans la lettre"), (REMOVE, "La retirer de la lettre")],
                initial=unknown.answer,
                required=False,  # without an answer, the letter cannot be published
                widget=forms.RadioSelect,
            )
        for doubtful in suggestions.names:
            about[doubtful.name] = doubtful.label
            self.fields[doubtful.name] = forms.ChoiceField(
                label="Que faire de ce nom",
                choices=doubtful.choices,
                initial=doubtful.answer,
                required=False,  # without an answer, the name stays in the list of the letter
                widget=forms.RadioSelect,
            )
        for lost in suggestions.links:
            about |= {lost.name: lost.link.label, f"{lost.name}-page": lost.link.label}
            self.fields[lost.name] = AddressField(label="Adresse", initial=lost.url)
            self.fields[f"{lost.name}-page"] = forms.ModelChoiceField(
                Page.objects.filter(depth__gt=1),
                label="Ou une page du hub",
                required=False,
                initial=lost.page,
                widget=AdminPageChooser(show_edit_link=False),
            )
        for item in suggestions.lists:
            self.fields[item.name] = forms.BooleanField(
                label="En faire une liste d’outils", required=False, initial=item.chosen
            )
        if suggestions.quotations:
            self._add_quotations(suggestions)
        if suggestions.themes:
            self.fields["themes"] = forms.TypedMultipleChoiceField(
                label="Thèmes",
                coerce=int,
                choices=[(p.theme.pk, f"{p.theme.name} ({p.count})") for p in suggestions.themes],
                initial=suggestions.chosen_themes,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def _add_quotations(self, suggestions: Suggestions) -> None:
        free = [suggestion for suggestion in suggestions.quotations if suggestion.after]
        count = len(free)
        self.fields[ALL_QUOTATIONS] = forms.BooleanField(
            label=f"Mettre les {count} citations en blocs"
            if count > 1
            else "Mettre la citation en bloc",
            required=False,
            initial=bool(free) and all(suggestion.chosen for suggestion in free),
        )
        for suggestion in free:
            speakers = dict.fromkeys([suggestion.speaker, *suggestions.speakers])
            words = suggestion.quotation.text
            short = words
            if len(words) > MAX_LABEL_LENGTH:
                short = f"{words[:MAX_LABEL_LENGTH].rsplit(' ', 1)[0]}\u00a0…"
            self.fields[suggestion.name] = forms.BooleanField(
                label=f"«\u00a0{short}\u00a0»", required=False, initial=suggestion.chosen
            )
            self.fields[f"{suggestion.name}-speaker"] = forms.ChoiceField(
                label="Paroles de",
                choices=[(name, name) for name in speakers if name],
                initial=suggestion.speaker,
                required=False,
            )

    def _clean_suggestions(self, cleaned: dict[str, Any]) -> None:
        for lost in self._suggestions.links:
            if cleaned.get(lost.name) and cleaned.get(f"{lost.name}-page"):
                message = "Écrivez une adresse ou choisissez une page, pas les deux."
                self.add_error(lost.name, message)

    def _suggestion_decisions(self) -> Decisions:
        """Return the decisions on the suggestions, from a valid form."""
        answers = self.cleaned_data
        links = {}
        for lost in self._suggestions.links:
            page = answers.get(f"{lost.name}-page")
            address = page_address(page.pk) if page else answers.get(lost.name)
            if address:
                links[lost.key] = address
        free = [suggestion for suggestion in self._suggestions.quotations if suggestion.after]
        return Decisions(
            addresses={
                unknown.found.key: answers[unknown.name]
                for unknown in self._suggestions.addresses
                if answers.get(unknown.name)
            },
            names={
                doubtful.found.key: answers[doubtful.name]
                for doubtful in self._suggestions.names
                if answers.get(doubtful.name)
            },
            links=links,
            quotations={
                suggestion.key: answers.get(f"{suggestion.name}-speaker") or suggestion.speaker
                for suggestion in free
                if answers.get(ALL_QUOTATIONS) or answers.get(suggestion.name)
            },
            lists=[item.key for item in self._suggestions.lists if answers.get(item.name)],
            themes=answers.get("themes", []),
        )

    def addresses(self) -> list[AddressQuestion]:
        """Return the unknown e-mail addresses with their fields."""
        return [
            AddressQuestion(unknown, self[unknown.name]) for unknown in self._suggestions.addresses
        ]

    def names(self) -> list[NameQuestion]:
        """Return the doubtful names of territories with their fields."""
        return [NameQuestion(name, self[name.name]) for name in self._suggestions.names]

    def links(self) -> list[LinkQuestion]:
        """Return the lost links, except those of initiatives, with their fields."""
        return [
            LinkQuestion(lost, self[lost.name], self[f"{lost.name}-page"])
            for lost in self._suggestions.links
        ]

    def quotations(self) -> list[QuotationQuestion]:
        """Return the quotations with their fields."""
        return [
            QuotationQuestion(suggestion, self[suggestion.name], self[f"{suggestion.name}-speaker"])
            if suggestion.after
            else QuotationQuestion(suggestion)
            for suggestion in self._suggestions.quotations
        ]

    def all_quotations(self) -> forms.BoundField | None:
        """Return the field that extracts every quotation, None when there is no quotation."""
        return self[ALL_QUOTATIONS] if ALL_QUOTATIONS in self.fields else None

    def lists(self) -> list[ListQuestion]:
        """Return the announced lists with their fields."""
        return [ListQuestion(item, self[item.name]) for item in self._suggestions.lists]

    def themes(self) -> forms.BoundField | None:
        """Return the field of the proposed themes, None when there is none."""
        return self["themes"] if "themes" in self.fields else None

    def has_quotation_choices(self) -> bool:
        """Tell whether some quotations but not all are chosen: their list is then open."""
        chosen = [
            bool(question.chosen.value()) for question in self.quotations() if question.chosen
        ]
        return any(chosen) and not all(chosen)
