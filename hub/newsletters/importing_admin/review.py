"""Review form (second step): a field per guess and suggestion, and the fields of the draft."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone

from hub.newsletters.importing.builder.decisions import (
    Choice,
    Decisions,
    EventChoice,
    NewTerritory,
)
from hub.newsletters.importing.builder.events import Proposal, dates_of, kind_choices
from hub.newsletters.importing_admin.addresses import AddressField
from hub.newsletters.importing_admin.forms import DraftForm
from hub.newsletters.importing_admin.gesture_fields import SuggestionFields
from hub.newsletters.importing_admin.guesses import OTHER, Guess, Guesses, choice_of
from hub.newsletters.importing_admin.other_territories import OtherTerritory

MIN_YEAR = 1990
GROUPS = (
    ("people", "Personnes", "Une fiche qui existe n’est jamais modifiée."),
    ("territories", "Territoires", "La lettre garde le nom tel qu’il est écrit."),
    ("initiatives", "Initiatives", "Une page créée ici est un brouillon à compléter."),
)


@dataclass(frozen=True, slots=True)
class Question:
    """A guess with its bound fields, for the template."""

    guess: Guess
    field: forms.BoundField
    others: list[forms.BoundField]

    @property
    def has_errors(self) -> bool:
        return bool(self.field.errors or any(other.errors for other in self.others))


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one kind; the `sure` and `new` ones are collapsed."""

    key: str
    title: str
    help: str
    unsure: list[Question]
    new: list[Question]
    sure: list[Question]

    @property
    def count(self) -> int:
        return len(self.unsure) + len(self.new) + len(self.sure)


@dataclass(frozen=True, slots=True)
class DateQuestion:
    """A date with its bound fields, which are None when its event already exists."""

    proposal: Proposal
    create: forms.BoundField | None = None
    event: forms.BoundField | None = None
    title: forms.BoundField | None = None
    kind: forms.BoundField | None = None
    year: forms.BoundField | None = None

    @property
    def fields(self) -> list[forms.BoundField]:
        return [field for field in (self.title, self.kind, self.year) if field]


DATE_PARTS = ("create", "event", "title", "kind", "year")


class ReviewForm(SuggestionFields, DraftForm):
    """The guesses, suggestions and draft fields that the editor confirms or corrects."""

    def __init__(
        self, *args: Any, guesses: Guesses, may_add_territory: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._guesses = guesses
        self._about: dict[str, str] = {}
        self._others: dict[str, OtherTerritory] = {}
        self._add_suggestions(guesses.suggestions, self._about)
        for guess in guesses.choices():
            self.fields[guess.name] = forms.ChoiceField(
                label=guess.label,
                choices=guess.choices,
                initial=guess.initial,
                required=False,  # without an answer, the builder decides
                widget=forms.RadioSelect,
            )
            if guess.kind == "territory":
                self._add_other(guess, may_add_territory)
            elif guess.kind == "initiative":
                self._about[f"{guess.name}-url"] = guess.label
                self.fields[f"{guess.name}-url"] = AddressField(
                    label="Ou son adresse ailleurs", web_only=True, initial=guess.extra
                )
        for proposal in guesses.dates:
            if not proposal.page:
                self._add_date(proposal)

    def _add_other(self, guess: Guess, may_create: bool) -> None:
        name = self.add_prefix(f"{guess.name}-other")
        typed = self.data.get(name, "") if self.is_bound else guess.extra
        other = OtherTerritory(guess, typed, may_create)
        self._others[guess.name] = other
        for name, field in other.fields().items():
            self._about[name] = guess.label
            self.fields[name] = field

    def _add_date(self, proposal: Proposal) -> None:
        name = f"date-{proposal.key}"
        for part in DATE_PARTS:
            self._about[f"{name}-{part}"] = proposal.date.text
        self.fields[f"{name}-create"] = forms.BooleanField(
            label="Créer ce rendez-vous, en brouillon", required=False
        )
        if proposal.candidates:
            events = [(str(e.pk), _event_label(e)) for e in proposal.candidates]
            self.fields[f"{name}-event"] = forms.ChoiceField(
                label="Il est peut-être déjà dans l’agenda",
                choices=[*events, ("", "Aucun de ceux-là")],
                initial="",
                required=False,
                widget=forms.RadioSelect,
            )
        self.fields[f"{name}-title"] = forms.CharField(
            label="Titre", required=False, max_length=255, initial=proposal.title
        )
        self.fields[f"{name}-kind"] = forms.ChoiceField(
            label="Nature", choices=kind_choices(), initial=proposal.kind, required=False
        )
        if proposal.asks_year:
            self.fields[f"{name}-year"] = forms.IntegerField(
                label="Année",
                required=False,
                min_value=MIN_YEAR,
                max_value=timezone.localdate().year + 10,
                help_text="La lettre ne la dit pas.",
            )

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        self._clean_suggestions(cleaned)
        for other in self._others.values():
            other.clean(self, cleaned)
        for proposal in self._guesses.dates:
            if cleaned.get(f"date-{proposal.key}-create"):
                self._clean_date(proposal, cleaned)
        return cleaned

    def _clean_date(self, proposal: Proposal, cleaned: dict[str, Any]) -> None:
        name = f"date-{proposal.key}"
        if cleaned.get(f"{name}-event"):
            self.add_error(
                f"{name}-create",
                "Ce rendez-vous est déjà dans l’agenda d’après votre choix\u00a0: décochez "
                "«\u00a0Créer\u00a0», ou choisissez «\u00a0Aucun de ceux-là\u00a0».",
            )
            return
        if not cleaned.get(f"{name}-title", "").strip():
            self.add_error(f"{name}-title", "Donnez un titre à ce rendez-vous.")
        year = cleaned.get(f"{name}-year")
        if proposal.asks_year and f"{name}-year" not in self.errors:
            if not year:
                self.add_error(f"{name}-year", "Dites l’année de ce rendez-vous.")
                return
            try:
                dates_of(proposal.date, year)
            except ValueError:
                self.add_error(f"{name}-year", "Ce jour n’existe pas cette année-là.")

    def decisions(self) -> Decisions:
        """Return the decisions of a valid form."""
        answers = self.cleaned_data

        def chosen(guesses: Iterable[Guess]) -> dict[str, Choice]:
            answered = [guess for guess in guesses if answers[guess.name] not in ("", OTHER)]
            return {guess.key: choice_of(answers[guess.name]) for guess in answered}

        decisions = self._suggestion_decisions()
        decisions.people = chosen(self._guesses.people)
        decisions.territories = chosen(self._guesses.territories)
        decisions.initiatives = chosen(self._guesses.initiatives)
        for guess in self._guesses.territories:
            decided = self._others[guess.name].decision(answers)
            if isinstance(decided, NewTerritory):
                decisions.new_territories[guess.key] = decided
            elif decided:
                decisions.territories[guess.key] = decided
        for guess in self._guesses.initiatives:
            if address := answers.get(f"{guess.name}-url"):
                decisions.links |= dict.fromkeys(guess.links, address)
        decisions.events = self._event_choices()
        return decisions

    def _event_choices(self) -> dict[str, EventChoice]:
        answers, choices = self.cleaned_data, {}
        for proposal in self._guesses.dates:
            name = f"date-{proposal.key}"
            if known := answers.get(f"{name}-event"):
                choices[proposal.key] = EventChoice(pk=int(known))
            elif answers.get(f"{name}-create"):
                choices[proposal.key] = EventChoice(
                    answers[f"{name}-title"].strip(),
                    answers[f"{name}-kind"] or proposal.kind,
                    answers.get(f"{name}-year"),
                )
        return choices

    def reviewed(self) -> set[str]:
        """Return the keys of the report sections that the questions replace."""
        reviewed = {group.key for group in self.groups()} | {"lost-links", "addresses", "names"}
        return reviewed | ({"dates"} if self._guesses.dates else set())

    def draft_fields(self) -> list[forms.BoundField]:
        """Return the fields of the letter itself."""
        return [self[name] for name in ("number", "date") if name in self.fields]

    def groups(self) -> list[Group]:
        """Return the non-empty groups of questions, by kind of guess."""
        groups = []
        for key, title, help_text in GROUPS:
            questions = [self._question(guess) for guess in getattr(self._guesses, key)]
            if questions:
                valid = [q for q in questions if not q.has_errors]
                sure = [q for q in valid if q.guess.is_sure]
                new = [q for q in valid if q.guess.is_new]
                unsure = [q for q in questions if q not in sure and q not in new]
                groups.append(Group(key, title, help_text, unsure, new, sure))
        return groups

    def _question(self, guess: Guess) -> Question:
        parts = ("url", "other", "other-then", "other-kind", "other-code")
        names = [f"{guess.name}-{part}" for part in parts]
        return Question(
            guess, self[guess.name], [self[name] for name in names if name in self.fields]
        )

    def dates(self) -> list[DateQuestion]:
        """Return the dates that may become events."""
        return [self._date_question(proposal) for proposal in self._guesses.dates]

    def dates_known(self) -> int:
        """Return the number of dates that resemble an event of the agenda."""
        return sum(bool(proposal.candidates) for proposal in self._guesses.dates)

    def has_date_answers(self) -> bool:
        """Tell whether a date has an answer or an error: their list is then open."""
        fields = [f for q in self.dates() for f in (q.create, q.event, *q.fields) if f]
        return any(f.errors for f in fields) or any(
            q.create and (q.create.value() or (q.event and q.event.value())) for q in self.dates()
        )

    def _date_question(self, proposal: Proposal) -> DateQuestion:
        if proposal.page:
            return DateQuestion(proposal)
        names = (f"date-{proposal.key}-{part}" for part in DATE_PARTS)
        fields = [self[name] if name in self.fields else None for name in names]
        return DateQuestion(proposal, *fields)

    def summary(self) -> Iterator[tuple[str, str, str]]:
        """Yield (label, anchor, message) for every error, for the top of the page."""
        for name, errors in self.errors.items():
            field = self[name] if name in self.fields else None
            about = (self._about.get(name, ""), str(field.label) if field else "")
            label = "\u00a0: ".join(part for part in about if part)
            for error in errors:
                yield label, field.auto_id if field else "", str(error)


def _event_label(event: Any) -> str:
    """Return « Restitution, 7 mars 2022 (brouillon) » for an event page."""
    when = event.when
    draft = "" if event.live else " (brouillon)"
    return f"{event.title}, {when}{draft}" if when else f"{event.title}{draft}"
