"""Lookup of the people, themes and territories that a feed names, in few queries."""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.utils.text import slugify
from wagtail.log_actions import log

from hub.core.importing.rights import may_add
from hub.core.importing.vocabulary import people_by_name, themes_by_name
from hub.people.models import Person
from hub.territories.models import Territory
from hub.themes.models import Theme
from podcasts.importing.parsed import ParsedPerson

MAX_THEMES = 3


class Directory:
    """Lookup by name; missing people are created, missing themes and territories are not.

    A user who may not add people gets a remark for each missing one.
    `unknown_words` has the keywords that are no theme.
    """

    def __init__(self, user: AbstractBaseUser | None) -> None:
        self._user = user
        self._may_add_people = may_add(user, Person)
        self._people = people_by_name()
        self._themes = themes_by_name()
        self._territories: dict[str, Territory | None] = {}
        self.unknown_words: dict[str, None] = {}
        self._pending: list[tuple[str, Person]] = []

    def people(self, parsed: Iterable[ParsedPerson]) -> tuple[list[tuple[Person, str]], list[str]]:
        """Return the (person, role) pairs, and the remarks about the others."""
        found, remarks = [], []
        for one in parsed:
            key = slugify(one.name) or one.name
            same = self._people.get(key, [])
            if len(same) > 1:
                remarks.append(
                    f"«\u00a0{one.name}\u00a0» est le nom de plusieurs personnes\u00a0: à choisir."
                )
                continue
            if not same and not self._may_add_people:
                remarks.append(
                    f"«\u00a0{one.name}\u00a0» n’est pas dans l’annuaire\u00a0: la rédaction peut "
                    "l’y ajouter."
                )
                continue
            person = same[0] if same else self._create(key, one.name)
            if (person, one.role) not in found:
                found.append((person, one.role))
        return found, remarks

    def _create(self, key: str, name: str) -> Person:
        person = Person(name=name)
        person.save()
        log(instance=person, action="wagtail.create", user=self._user)
        self._people[key] = [person]
        self._pending.append((key, person))
        return person

    def commit(self) -> None:
        """Keep the people created, once the transaction of an item is over."""
        self._pending.clear()

    def roll_back(self) -> None:
        """Forget the people created in a transaction that was rolled back."""
        for key, _ in self._pending:
            self._people.pop(key, None)
        self._pending.clear()

    def themes(self, words: Iterable[str]) -> list[Theme]:
        """Return the themes of these names, three at most; the other words are remembered."""
        found: list[Theme] = []
        for word in words:
            theme = self._themes.get(slugify(word))
            if theme is None or (theme not in found and len(found) == MAX_THEMES):
                self.unknown_words[word] = None
            elif theme not in found:
                found.append(theme)
        return found

    def territory(self, name: str) -> Territory | None:
        """Return the only territory of that name, or None."""
        if name not in self._territories:
            found = list(Territory.objects.filter(name__iexact=name)[:2])
            self._territories[name] = found[0] if len(found) == 1 else None
        return self._territories[name]
