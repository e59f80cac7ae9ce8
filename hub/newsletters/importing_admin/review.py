"""The form of the second step: a field per guess, then what the text does not tell."""

from dataclasses import dataclass

from django import forms
from django.utils import timezone

from hub.newsletters.importing.builder.decisions import Decisions, EventChoice
from hub.newsletters.importing.builder.events import Proposal, dates_of, kind_choices

from .forms import DraftForm
from .guesses import OTHER, Guess, Guesses, choice_of, find_territory

EARLIEST_YEAR = 1990
GROUPS = (
    ("people", "Personnes", "Une fiche qui existe n’est jamais modifiée."),
    ("territories", "Territoires", "La lettre garde le nom tel qu’il est écrit."),
    ("initiatives", "Initiatives", "Une page créée ici est un brouillon à compléter."),
)


@dataclass(frozen=True, slots=True)
class Question:
    """A guess beside its bound fields, for the template."""

    guess: Guess
    field: forms.BoundField
    other: forms.BoundField | None

    @property
    def has_errors(self) -> bool:
        return bool(self.field.errors or (self.other and self.other.errors))


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of a kind; those that are ``sure`` fold away, the others are to be read."""

    key: str
    title: str
    help: str
    unsure: list[Question]
    sure: list[Question]


@dataclass(frozen=True, slots=True)
class DateQuestion:
    """A date beside its bound fields; all None when its event exists already."""

    proposal: Proposal
    create: forms.BoundField | None = None
    title: forms.BoundField | None = None
    kind: forms.BoundField | None = None
    year: forms.BoundField | None = None

    @property
    def fields(self):
        return [field for field in (self.title, self.kind, self.year) if field]


class ReviewForm(DraftForm):
    """What the editor confirms or corrects. An answer is never asked twice: errors keep it all."""

    def __init__(self, *args, guesses: Guesses, **kwargs):
        super().__init__(*args, **kwargs)
        self._guesses = guesses
        self._about = {}
        for guess in guesses.choices():
            self.fields[guess.name] = forms.ChoiceField(
                label=guess.label,
                choices=guess.choices,
                initial=guess.initial,
                required=False,  # unanswered: as the builder understands it
                widget=forms.RadioSelect,
            )
            if guess.kind == "territory":
                self._about[f"{guess.name}-other"] = guess.label
                self.fields[f"{guess.name}-other"] = forms.CharField(
                    label="Code INSEE, SIREN ou nom exact", required=False, max_length=160
                )
        for proposal in guesses.dates:
            if not proposal.page:
                self._add_date(proposal)

    def _add_date(self, proposal: Proposal) -> None:
        name = f"date-{proposal.key}"
        for part in ("create", "title", "kind", "year"):
            self._about[f"{name}-{part}"] = proposal.date.text
        self.fields[f"{name}-create"] = forms.BooleanField(
            label="Créer ce rendez-vous, en brouillon", required=False
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
                min_value=EARLIEST_YEAR,
                max_value=timezone.localdate().year + 10,
                help_text="La lettre ne la dit pas.",
            )

    def clean(self):
        cleaned = super().clean()
        for guess in self._guesses.territories:
            if cleaned.get(guess.name) == OTHER:
                self._clean_other(guess.name, cleaned)
        for proposal in self._guesses.dates:
            if cleaned.get(f"date-{proposal.key}-create"):
                self._clean_date(proposal, cleaned)
        return cleaned

    def _clean_other(self, name: str, cleaned: dict) -> None:
        written = cleaned.get(f"{name}-other", "").strip()
        territory = find_territory(written) if written else None
        if territory is None:
            self.add_error(
                f"{name}-other",
                "Aucun territoire, ou plusieurs, répondent à ce code ou à ce nom."
                if written
                else "Écrivez le code ou le nom du territoire.",
            )
        else:
            cleaned[name] = str(territory.pk)

    def _clean_date(self, proposal: Proposal, cleaned: dict) -> None:
        name = f"date-{proposal.key}"
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
        """The answers of a valid form."""
        answers = self.cleaned_data

        def chosen(guesses):
            answered = [guess for guess in guesses if answers[guess.name]]
            return {guess.key: choice_of(answers[guess.name]) for guess in answered}

        return Decisions(
            chosen(self._guesses.people),
            chosen(self._guesses.territories),
            chosen(self._guesses.initiatives),
            {
                proposal.key: EventChoice(
                    answers[f"date-{proposal.key}-title"].strip(),
                    answers[f"date-{proposal.key}-kind"] or proposal.kind,
                    answers.get(f"date-{proposal.key}-year"),
                )
                for proposal in self._guesses.dates
                if answers.get(f"date-{proposal.key}-create")
            },
        )

    def reviewed(self):
        """The sections of the report that the questions replace."""
        groups = {group.key for group in self.groups()}
        return groups | ({"dates"} if self._guesses.dates else set())

    def draft_fields(self):
        """The fields of the letter itself."""
        return [self[name] for name in ("number", "date") if name in self.fields]

    def groups(self):
        """The kinds of guesses that the letter holds, each with its questions."""
        groups = []
        for key, title, help_text in GROUPS:
            questions = [self._question(guess) for guess in getattr(self._guesses, key)]
            if questions:
                unsure = [q for q in questions if not q.guess.is_sure or q.has_errors]
                sure = [q for q in questions if q not in unsure]
                groups.append(Group(key, title, help_text, unsure, sure))
        return groups

    def _question(self, guess: Guess) -> Question:
        other = f"{guess.name}-other"
        return Question(guess, self[guess.name], self[other] if other in self.fields else None)

    def dates(self):
        """The dates that may become events."""
        return [self._date_question(proposal) for proposal in self._guesses.dates]

    def _date_question(self, proposal: Proposal) -> DateQuestion:
        if proposal.page:
            return DateQuestion(proposal)
        names = (f"date-{proposal.key}-{part}" for part in ("create", "title", "kind", "year"))
        fields = [self[name] if name in self.fields else None for name in names]
        return DateQuestion(proposal, *fields)

    def summary(self):
        """(label, anchor, message) of every error, for the top of the page."""
        for name, errors in self.errors.items():
            field = self[name] if name in self.fields else None
            label = "\u00a0: ".join(
                filter(None, (self._about.get(name), field.label if field else ""))
            )
            for error in errors:
                yield label, field.auto_id if field else "", error
