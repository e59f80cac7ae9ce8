"""Matching of the people of a letter with the directory, and creation of the missing ones.

An existing person is never modified. A category is set only when the function gives it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from wagtail.log_actions import log

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
    """The people of the letter, matched with the directory.

    `choices` are those of the editor, by `person_key`.
    """

    def __init__(
        self,
        letter: ParsedLetter,
        territories: TerritoryMatches,
        choices: dict[str, Choice] | None = None,
    ) -> None:
        self._territories = territories
        self._choices = choices or {}
        self._created: dict[str, Person] = {}
        emails = {
            name_key(rubrique.author.name): rubrique.author.email
            for rubrique in letter.rubriques
            if rubrique.author and rubrique.author.email
        }
        known = defaultdict(list)
        for person in Person.objects.filter(erased_at=None).prefetch_related("functions"):
            known[name_key(person.name)].append(person)
        self._by_pk = {person.pk: person for people in known.values() for person in people}
        self._matches = {}
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
            self._matches[name_key(parsed.name)] = self._chosen(match)

    def _chosen(self, match: PersonMatch) -> PersonMatch:
        """Apply the choice of the editor to a match, and return it."""
        choice = self._choices.get(name_key(match.parsed.name))
        if choice is None:
            return match
        if choice.answer is Answer.TEXT:
            match.status, match.person = PersonStatus.TEXT, None
        elif choice.answer is Answer.CREATE:
            match.status, match.person = PersonStatus.NEW, None
        elif person := self._by_pk.get(choice.pk):
            match.status, match.person = PersonStatus.KNOWN, person
            match.candidates = tuple(dict.fromkeys((person, *match.candidates)))
        return match

    def __iter__(self) -> Iterator[PersonMatch]:
        return iter(self._matches.values())

    def of(self, name: str) -> PersonMatch | None:
        """Return the match of a name, None when it is not one person of the letter."""
        return self._matches.get(name_key(name))

    def create_missing(self, user: AbstractUser | None = None) -> None:
        """Add the new people to the directory."""
        organisations = _organisations()
        for match in self:
            if match.status is PersonStatus.NEW and match.person is None:
                match.person = self._create(match, organisations)
                self._created[name_key(match.parsed.name)] = match.person
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
