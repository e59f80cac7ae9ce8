"""« Un autre territoire »: text typed by an editor, matched, added, or kept in the report."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from hub.newsletters.importing.builder.decisions import Answer, Choice, NewTerritory
from hub.newsletters.importing.builder.gazetteer import search_territories, suggest_territories
from hub.newsletters.importing.builder.territories import long_label
from hub.newsletters.importing_admin.guesses import CREATE, OTHER, Guess
from hub.territories.models import Territory, TerritoryKind

KEEP = "keep"
MAX_FOUND = 6


class OtherTerritory:
    """The free-text fields of one territory guess.

    When `typed` matches exactly one territory, it is the answer. Otherwise a follow-up question
    offers the similar territories, keeping the text in the report and, for users with the
    permission, adding the territory.
    """

    def __init__(self, guess: Guess, typed: str, may_create: bool) -> None:
        self.guess, self.typed = guess, " ".join(typed.split())
        self.name = f"{guess.name}-other"
        self.found = search_territories(self.typed)
        self._may_create = may_create

    def fields(self) -> dict[str, forms.Field]:
        fields: dict[str, forms.Field] = {
            self.name: forms.CharField(
                label="Un autre\u00a0: nom, code INSEE ou SIREN",
                required=False,
                max_length=160,
                initial=self.guess.extra,
            )
        }
        if self.typed and len(self.found) != 1:
            fields |= self._follow_up()
        return fields

    def _follow_up(self) -> dict[str, forms.Field]:
        near = self.found or suggest_territories(self.typed)
        choices = [(str(t.pk), long_label(t)) for t in near[:MAX_FOUND]]
        choices.append((KEEP, "Le noter dans le rapport, à relier plus tard"))
        if self._may_create:
            choices.append((CREATE, "L’ajouter au répertoire"))
        fields: dict[str, forms.Field] = {
            f"{self.name}-then": forms.ChoiceField(
                label=f"Que faire de «\u00a0{self.typed}\u00a0»\u00a0?",
                choices=choices,
                required=False,
                initial=KEEP if self.typed == self.guess.extra else None,
                widget=forms.RadioSelect,
            )
        }
        if self._may_create:
            fields[f"{self.name}-kind"] = forms.ChoiceField(
                label="Nature, pour l’ajouter", choices=TerritoryKind.choices, required=False
            )
            fields[f"{self.name}-code"] = forms.CharField(
                label="Code INSEE ou SIREN, pour l’ajouter", required=False, max_length=14
            )
        return fields

    def clean(self, form: forms.Form, cleaned: dict[str, Any]) -> None:
        """Add errors to `form` for contradictory or missing answers."""
        chosen = cleaned.get(self.guess.name)
        if not self.typed:
            if chosen == OTHER:
                form.add_error(self.name, "Écrivez le code ou le nom du territoire.")
            return
        if chosen not in (OTHER, self.guess.initial, ""):
            form.add_error(
                self.name,
                f"Vous avez écrit «\u00a0{self.typed}\u00a0» et choisi autre chose\u00a0: effacez "
                "ce nom, ou choisissez «\u00a0Un autre territoire\u00a0».",
            )
        elif len(self.found) != 1:
            self._clean_follow_up(form, cleaned)

    def _clean_follow_up(self, form: forms.Form, cleaned: dict[str, Any]) -> None:
        then = cleaned.get(f"{self.name}-then")
        if not then:
            form.add_error(
                f"{self.name}-then",
                f"Plusieurs territoires répondent à «\u00a0{self.typed}\u00a0»\u00a0: choisissez."
                if self.found
                else f"Aucun territoire ne répond à «\u00a0{self.typed}\u00a0»\u00a0: corrigez-le, "
                "ou dites quoi en faire.",
            )
        elif then == CREATE:
            try:
                new = self._new(cleaned)
                Territory(name=new.name, kind=new.kind, code=new.code).full_clean(exclude=["slug"])
            except ValidationError as error:
                form.add_error(f"{self.name}-code", error.messages[0])

    def _new(self, cleaned: dict[str, Any]) -> NewTerritory:
        code = cleaned.get(f"{self.name}-code", "").replace(" ", "").upper()
        if not code:
            raise ValidationError("Écrivez le code officiel de ce territoire.")
        return NewTerritory(self.typed, cleaned.get(f"{self.name}-kind", ""), code)

    def decision(self, cleaned: dict[str, Any]) -> Choice | NewTerritory | None:
        """Return the decision of a valid form, None when nothing was typed."""
        if not self.typed:
            return None
        if len(self.found) == 1:
            return Choice(Answer.LINK, self.found[0].pk)
        then = cleaned[f"{self.name}-then"]
        if then == KEEP:
            return Choice(Answer.TEXT, asked=self.typed)
        return self._new(cleaned) if then == CREATE else Choice(Answer.LINK, int(then))
