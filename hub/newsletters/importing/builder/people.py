"""Matching of the people of a letter with the directory, and creation of the missing ones.

An existing person is never modified. A category is set only when the function gives it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, Self

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet
from wagtail.log_actions import log

from hub.core.importing.rights import may_add
from hub.newsletters.importing.builder.decisions import Answer, Choice
from hub.newsletters.importing.builder.markup import shortened
from hub.newsletters.importing.builder.territories import TerritoryMatches
from hub.newsletters.importing.parsed import ParsedLetter, ParsedPerson
from hub.newsletters.importing.parser.names import name_key
from hub.newsletters.importing.parser.text_patterns import fold
from hub.people.models import Organisation, Person, PersonCategory, PersonFunction
from hub.territories.models import Territory

FUNCTION_LENGTH = PersonFunction._meta.get_field("title").max_length
NAME_LENGTH = Person._meta.get_field("name").max_length
# Minimum similarity of two names (ratio of difflib) for a person to be a candidate.
MIN_SIMILARITY, MAX_CANDIDATES = 0.84, 3
ELECTED = re.compile(
    r"\b(?:maire|mairesse|elue?|adjointe?|"
    r"conseill(?:er|ere) (?:municipale?|communautaire|departementale?|regionale?))\b"
)
# Elected by the council among its members (code général des collectivités territoriales, L5211-10).
ELECTED_OF_A_TERRITORY = re.compile(r"\b(?:vice-)?presidente?\b")
AGENT = re.compile(r"\b(?:direct(?:eur|rice)|responsable)\b")


class PersonStatus(StrEnum):
    KNOWN = "known"
    NEW = "new"
    AMBIGUOUS = "ambiguous"  # several people have this name
    TEXT = "text"  # left as text by the editor


@dataclass(slots=True)
class PersonMatch:
    """A person of the letter, and the one of the directory, None until it is created."""

    parsed: ParsedPerson
    status: PersonStatus
    person: Person | None = None
    email: str = ""
    candidates: tuple[Person, ...] = ()


class PeopleMatches:
    """The people of the letter, matched with the directory."""

    def __init__(self, letter: ParsedLetter, territories: TerritoryMatches) -> None:
        self._territories = territories
        self._choices: dict[str, Choice] = {}
        self._created: dict[str, Person] = {}
        self._matches: dict[str, PersonMatch] = {}
        if letter.people:
            self._match(letter)

    def _match(self, letter: ParsedLetter) -> None:
        emails = {
            name_key(rubrique.author.name): rubrique.author.email
            for rubrique in letter.rubriques
            if rubrique.author and rubrique.author.email
        }
        known = defaultdict(list)
        for person in _directory():
            known[name_key(person.name)].append(person)
        for parsed in letter.people:
            key = name_key(shortened(parsed.name, NAME_LENGTH))
            found = known.get(key, [])
            status = {0: PersonStatus.NEW, 1: PersonStatus.KNOWN}.get(
                len(found), PersonStatus.AMBIGUOUS
            )
            match = PersonMatch(
                parsed, status, found[0] if len(found) == 1 else None, emails.get(key, "")
            )
            similar = (
                get_close_matches(key, known, MAX_CANDIDATES, MIN_SIMILARITY) if not found else ()
            )
            match.candidates = tuple(
                found or (person for name in similar for person in known[name])
            )
            self._matches[name_key(parsed.name)] = match

    def as_data(self) -> list[list[Any]]:
        """Return the matches as JSON-serialisable data, in the order of `letter.people`."""
        return [
            [
                match.status,
                match.person.pk if match.person else None,
                match.email,
                [person.pk for person in match.candidates],
            ]
            for match in self
        ]

    @classmethod
    def from_data(
        cls, data: list[list[Any]], letter: ParsedLetter, territories: TerritoryMatches
    ) -> Self:
        """Return the matches of `as_data`; a person deleted or erased since is new."""
        pks = {pk for _, found, _, candidates in data for pk in (found, *candidates)}
        known = _directory().in_bulk(pks - {None})
        matches = cls(ParsedLetter(), territories)
        people = {name_key(parsed.name): parsed for parsed in letter.people}
        for (key, parsed), (status, pk, email, pks) in zip(people.items(), data, strict=True):
            candidates = tuple(known[pk] for pk in pks if pk in known)
            match = PersonMatch(parsed, PersonStatus(status), known.get(pk), email, candidates)
            if pk and not match.person:
                match.status = PersonStatus.NEW
            matches._matches[key] = match
        return matches

    def with_choices(self, choices: dict[str, Choice], territories: TerritoryMatches) -> Self:
        """Return the matches with the choices of the editor, by `person_key`."""
        pks = [choice.pk for choice in choices.values() if choice.pk]
        known = _directory().in_bulk(pks) if pks else {}
        chosen = copy(self)
        chosen._territories, chosen._choices, chosen._created = territories, choices, {}
        chosen._matches = {
            key: _chosen(match, choices.get(key), known) for key, match in self._matches.items()
        }
        return chosen

    def __iter__(self) -> Iterator[PersonMatch]:
        return iter(self._matches.values())

    def of(self, name: str) -> PersonMatch | None:
        """Return the match of a name, None when it is not one person of the letter."""
        return self._matches.get(name_key(name))

    def match(self, person: ParsedPerson) -> PersonMatch:
        """Return the match of a person of the letter."""
        return self._matches[name_key(person.name)]

    def create_missing(self, user: AbstractUser | None = None) -> None:
        """Add the new people to the directory.

        Someone of the same name who is not among the candidates was added since the letter was
        read, by another import for instance: this person is taken. A user who may not add people
        leaves the others as text.
        """
        missing = [m for m in self if m.status is PersonStatus.NEW and m.person is None]
        if not missing:
            return
        if not may_add(user, Person):
            for match in missing:
                match.status = PersonStatus.TEXT
            return
        organisations, since = _organisations(), defaultdict(list)
        names = [shortened(match.parsed.name, NAME_LENGTH) for match in missing]
        for person in _directory().filter(name__in=names):
            since[person.name].append(person)
        for match, name in zip(missing, names, strict=True):
            added = [person for person in since[name] if person not in match.candidates]
            match.person = added[0] if len(added) == 1 else self._create(match, organisations)
            self._created[name_key(match.parsed.name)] = match.person
            if match.person not in added:
                log(instance=match.person, action="wagtail.create", user=user)

    def choices_to_store(self) -> dict[str, Choice]:
        """Return the choices to store: created people become links."""
        made = {
            key: Choice(Answer.LINK, person.pk)
            for key, person in self._created.items()
            if key in self._choices
        }
        return {**self._choices, **made}

    def _create(self, match: PersonMatch, organisations: dict[str, Organisation]) -> Person:
        parsed = match.parsed
        organisation = organisations.get(fold(parsed.organisation))
        territory = self._territories.territory(parsed.territory_name)
        person = Person(
            name=shortened(parsed.name, NAME_LENGTH),
            category=category_of(parsed),
            email=match.email if _is_email(match.email) else "",
        )
        title = _function_title(parsed, known=(organisation, territory))
        if title:
            person.functions = [
                PersonFunction(title=title, organisation=organisation, territory=territory)
            ]
        person.save()
        return person


def _directory() -> QuerySet[Person]:
    """Return the people who may be linked, with their functions."""
    return Person.objects.filter(erased_at=None).prefetch_related("functions")


def _chosen(match: PersonMatch, choice: Choice | None, known: dict[int, Person]) -> PersonMatch:
    """Return a copy of a match with the choice of the editor; `known` are the chosen people."""
    match = replace(match)
    if choice is None:
        return match
    if choice.answer is Answer.TEXT:
        match.status, match.person = PersonStatus.TEXT, None
    elif choice.answer is Answer.CREATE:
        match.status, match.person = PersonStatus.NEW, None
    elif choice.pk and (person := known.get(choice.pk)):
        match.status, match.person = PersonStatus.KNOWN, person
        match.candidates = tuple(dict.fromkeys((person, *match.candidates)))
    return match


def category_of(parsed: ParsedPerson) -> str:
    """Return the category given by the role, or ""."""
    role = fold(parsed.role)
    if ELECTED.search(role):
        return PersonCategory.ELU
    if parsed.territory_name and ELECTED_OF_A_TERRITORY.search(role):
        return PersonCategory.ELU
    if parsed.territory_name and AGENT.search(role):
        return PersonCategory.AGENT
    return ""


def _function_title(
    parsed: ParsedPerson, known: tuple[Organisation | None, Territory | None]
) -> str:
    """Return the role, followed by the organisation and place that are not linked to a record."""
    organisation, territory = known
    parts = [parsed.role]
    if parsed.organisation and not organisation:
        parts.append(parsed.organisation)
    if parsed.territory_name and not territory:
        parts.append(parsed.territory_name)
    title = ""
    for part in parts:
        if fold(part) not in fold(title):
            title = f"{title}, {part}" if title else part
    if not title:
        title = parsed.organisation or parsed.territory_name
    return shortened(title, FUNCTION_LENGTH)


def _organisations() -> dict[str, Organisation]:
    """Return the organisations by folded name and acronym, without the ambiguous names."""
    found = defaultdict(set)
    for organisation in Organisation.objects.all():
        for name in filter(None, (organisation.name, organisation.acronym)):
            found[fold(name)].add(organisation)
    return {name: next(iter(same)) for name, same in found.items() if len(same) == 1}


def _is_email(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return len(address) <= Person._meta.get_field("email").max_length
