"""Lookup of the themes, territories, organisations and people named in the sources."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.text import slugify

from hub.core.importing.vocabulary import people_by_name, themes_by_name
from hub.people.models import Organisation, Person
from hub.territories.models import Territory
from hub.themes.models import Theme
from inspiration.importing.errors import InitiativeImportError, Problem
from inspiration.importing.parsed import ParsedInitiative, Reference, TerritoryReference
from inspiration.importing.report import Outcome, Status
from inspiration.models import InitiativeInspiration, InitiativePage


class Directory:
    """Finds the objects that a batch of initiatives refers to, in a few queries.

    Themes and territories are closed lists: an unknown one is a problem. Organisations and people
    are not: an unknown name is kept as text. With `strict`, raises InitiativeImportError with all
    the problems; otherwise call `problems_of` for each initiative.
    """

    def __init__(self, initiatives: Sequence[ParsedInitiative], strict: bool = True) -> None:
        self.themes = themes_by_name()
        self.organisations = _organisation_names()
        self.people = people_by_name()
        self.territories = {}
        codes = {ref.code for item in initiatives for ref in item.territories or []}
        for territory in Territory.objects.filter(code__in=codes):
            self.territories.setdefault(territory.code, []).append(territory)
        if strict:
            self._refuse_problems(initiatives)

    def _refuse_problems(self, initiatives: Sequence[ParsedInitiative]) -> None:
        problems = [problem for item in initiatives for problem in self.problems_of(item)]
        if problems:
            raise InitiativeImportError(*problems)

    def problems_of(self, initiative: ParsedInitiative) -> Iterator[Problem]:
        """Yield a problem for each unknown theme, and each unknown or ambiguous territory."""
        for reference in initiative.themes or []:
            if slugify(reference.label) not in self.themes:
                known = ", ".join(sorted({theme.name for theme in self.themes.values()}))
                message = (
                    f"le thème «\u00a0{reference.label}\u00a0» n’existe pas. Thèmes\u00a0: {known}."
                )
                yield Problem(initiative.source, reference.line, message)
        for place in initiative.territories or []:
            found = self._candidates(place)
            if len(found) != 1:
                trouble = (
                    "désigne plusieurs territoires" if found else "n’est pas un territoire connu"
                )
                message = (
                    f"le code «\u00a0{place.code}\u00a0» {trouble}. "
                    "Précisez sa nature, par exemple «\u00a0région 11\u00a0»."
                )
                yield Problem(initiative.source, place.line, message)

    def _candidates(self, reference: TerritoryReference) -> list[Territory]:
        candidates = self.territories.get(reference.code, [])
        return [t for t in candidates if reference.kind in ("", t.kind)]

    def theme(self, reference: Reference) -> Theme:
        return self.themes[slugify(reference.label)]

    def territory(self, reference: TerritoryReference) -> Territory:
        return self._candidates(reference)[0]

    def organisation(self, name: str) -> Organisation | None:
        """Return the organisation of that name or acronym, or None."""
        return self.organisations.get(slugify(name))

    def person(self, reference: Reference, outcome: Outcome) -> Person | None:
        """Return the only person of that name, or add a remark and return None."""
        people = self.people.get(slugify(reference.label), [])
        if len(people) == 1:
            return people[0]
        trouble = "porté par plusieurs personnes" if people else "absent de l’annuaire"
        outcome.remarks.append(
            f"contact «\u00a0{reference.label}\u00a0» {trouble}\u00a0: à choisir."
        )
        return None

    def quote(self, value: dict[str, Any]) -> dict[str, Any]:
        """Return a quotation linked to the person of its name, if there is exactly one."""
        people = self.people.get(slugify(value["name"]), [])
        return {**value, "person": people[0].pk, "name": ""} if len(people) == 1 else value

    def link_inspirations(self, initiative: ParsedInitiative, outcome: Outcome) -> None:
        """Link an initiative to its inspirations; call it once all pages of the batch exist."""
        if initiative.inspirations is None or outcome.status == Status.EDITED_SINCE:
            return
        slugs = [reference.label for reference in initiative.inspirations]
        found = {page.slug: page for page in InitiativePage.objects.filter(slug__in=slugs)}
        for slug in slugs:
            if slug not in found:
                outcome.remarks.append(
                    f"initiative «\u00a0{slug}\u00a0» introuvable\u00a0: non reliée."
                )
        draft = outcome.page.get_latest_revision_as_object()
        source_ids = [found[slug].pk for slug in slugs if slug in found]
        if [link.source_id for link in draft.inspirations.all()] == source_ids:
            return
        draft.inspirations = [
            InitiativeInspiration(source_id=pk, sort_order=order)
            for order, pk in enumerate(source_ids)
        ]
        draft.save_revision()
        outcome.page = draft
        if outcome.status == Status.UNCHANGED:
            outcome.status = Status.UPDATED


def _organisation_names() -> dict[str, Organisation]:
    names = {}
    for organisation in Organisation.objects.all():
        for name in filter(None, (organisation.acronym, organisation.name)):
            names[slugify(name)] = organisation
    return names
