"""The fields of what an editor may finish while importing, and the decisions that they make."""

from dataclasses import dataclass

from django import forms
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from hub.newsletters.importing.builder.decisions import Decisions
from hub.newsletters.importing.builder.markup import page_address
from hub.newsletters.importing_admin.addresses import AddressField
from hub.newsletters.importing_admin.gestures import (
    Gestures,
    ListGesture,
    LostLink,
    QuotationGesture,
)

ALL_QUOTATIONS = "quotations-all"
SHORT = 60


@dataclass(frozen=True, slots=True)
class LinkQuestion:
    lost: LostLink
    url: forms.BoundField
    page: forms.BoundField

    @property
    def fields(self):
        return [self.url, self.page]


@dataclass(frozen=True, slots=True)
class QuotationQuestion:
    """A quotation beside its fields, None when a link inside keeps it in the text."""

    gesture: QuotationGesture
    chosen: forms.BoundField | None = None
    speaker: forms.BoundField | None = None


@dataclass(frozen=True, slots=True)
class ListQuestion:
    gesture: ListGesture
    chosen: forms.BoundField


class GestureFields(forms.Form):
    """Base of the review form: lost links, quotations, lists, themes."""

    def _add_gestures(self, gestures: Gestures, about: dict[str, str]) -> None:
        """Add the fields; `about` says, in the summary of errors, what each is about."""
        self._gestures = gestures
        for lost in gestures.links:
            about |= {lost.name: lost.link.label, f"{lost.name}-page": lost.link.label}
            self.fields[lost.name] = AddressField(label="Adresse", initial=lost.url)
            self.fields[f"{lost.name}-page"] = forms.ModelChoiceField(
                Page.objects.filter(depth__gt=1),
                label="Ou une page du hub",
                required=False,
                initial=lost.page,
                widget=AdminPageChooser(show_edit_link=False),
            )
        for item in gestures.lists:
            self.fields[item.name] = forms.BooleanField(
                label="En faire une liste d’outils", required=False, initial=item.chosen
            )
        if gestures.quotations:
            self._add_quotations(gestures)
        if gestures.themes:
            self.fields["themes"] = forms.TypedMultipleChoiceField(
                label="Thèmes",
                coerce=int,
                choices=[(p.theme.pk, f"{p.theme.name} ({p.count})") for p in gestures.themes],
                initial=gestures.chosen_themes,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def _add_quotations(self, gestures: Gestures) -> None:
        free = [gesture for gesture in gestures.quotations if gesture.after]
        count = len(free)
        self.fields[ALL_QUOTATIONS] = forms.BooleanField(
            label=f"Mettre les {count} citations en blocs"
            if count > 1
            else "Mettre la citation en bloc",
            required=False,
            initial=bool(free) and all(gesture.chosen for gesture in free),
        )
        for gesture in free:
            speakers = dict.fromkeys([gesture.speaker, *gestures.speakers])
            words = gesture.quotation.text
            short = words if len(words) <= SHORT else f"{words[:SHORT].rsplit(' ', 1)[0]}\u00a0…"
            self.fields[gesture.name] = forms.BooleanField(
                label=f"«\u00a0{short}\u00a0»", required=False, initial=gesture.chosen
            )
            self.fields[f"{gesture.name}-speaker"] = forms.ChoiceField(
                label="Paroles de",
                choices=[(name, name) for name in speakers if name],
                initial=gesture.speaker,
                required=False,
            )

    def _clean_gestures(self, cleaned: dict) -> None:
        for lost in self._gestures.links:
            if cleaned.get(lost.name) and cleaned.get(f"{lost.name}-page"):
                message = "Écrivez une adresse ou choisissez une page, pas les deux."
                self.add_error(lost.name, message)

    def _gesture_decisions(self) -> Decisions:
        """The answers of a valid form about what it finishes."""
        answers = self.cleaned_data
        links = {}
        for lost in self._gestures.links:
            page = answers.get(f"{lost.name}-page")
            address = page_address(page.pk) if page else answers.get(lost.name)
            if address:
                links[lost.key] = address
        free = [gesture for gesture in self._gestures.quotations if gesture.after]
        return Decisions(
            links=links,
            quotations={
                gesture.key: answers.get(f"{gesture.name}-speaker") or gesture.speaker
                for gesture in free
                if answers.get(ALL_QUOTATIONS) or answers.get(gesture.name)
            },
            lists=[item.key for item in self._gestures.lists if answers.get(item.name)],
            themes=answers.get("themes", []),
        )

    def links(self):
        """The lost links, initiatives apart, each with its fields."""
        return [
            LinkQuestion(lost, self[lost.name], self[f"{lost.name}-page"])
            for lost in self._gestures.links
        ]

    def quotations(self):
        return [
            QuotationQuestion(gesture, self[gesture.name], self[f"{gesture.name}-speaker"])
            if gesture.after
            else QuotationQuestion(gesture)
            for gesture in self._gestures.quotations
        ]

    def all_quotations(self):
        """The field that takes every quotation at once, None without any."""
        return self[ALL_QUOTATIONS] if ALL_QUOTATIONS in self.fields else None

    def lists(self):
        return [ListQuestion(item, self[item.name]) for item in self._gestures.lists]

    def themes(self):
        return self["themes"] if "themes" in self.fields else None

    def has_quotation_choices(self) -> bool:
        """Whether some quotations are chosen, but not all: their list is then unfolded."""
        chosen = [
            bool(question.chosen.value()) for question in self.quotations() if question.chosen
        ]
        return any(chosen) and not all(chosen)
