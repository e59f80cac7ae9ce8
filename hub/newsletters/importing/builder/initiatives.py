"""Matching of the initiatives of a letter with the initiative pages of the hub."""

from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from difflib import get_close_matches
from typing import Any, Self

from django.apps import apps
from django.contrib.auth.models import AbstractUser
from django.db.models import QuerySet
from wagtail.models import Page

from hub.core.importing.rights import may_add_under
from hub.core.models import PageTerritory, TerritoryRole
from hub.newsletters.importing.builder.decisions import Answer, Choice, initiative_key
from hub.newsletters.importing.builder.markup import is_safe, shortened
from hub.newsletters.importing.builder.rubriques import words_of
from hub.newsletters.importing.builder.territories import TerritoryMatches
from hub.newsletters.importing.parsed import InitiativeStub
from hub.territories.models import Territory

# Shorter words are ignored when titles are compared.
MIN_WORD_LENGTH = 5
MAX_CANDIDATES = 4
# Minimum similarity of two titles (ratio of difflib) for a page to be a candidate.
MIN_SIMILARITY = 0.8


class InitiativeMatches:
    """The initiatives of one letter, matched with the pages of the hub."""

    def __init__(self, stubs: Iterable[InitiativeStub] = ()) -> None:
        self._choices: dict[str, Choice] = {}
        self._chosen: dict[int, Page] = {}
        self._created: dict[str, Page] = {}
        self._found: dict[str, tuple[Page | None, list[Page]]] = {}
        by_key = {initiative_key(stub): stub for stub in stubs}
        if by_key:
            known = _KnownInitiatives()
            for key, stub in by_key.items():
                self._found[key] = (known.same_title(stub), known.candidates(stub))

    def as_data(self) -> dict[str, list[Any]]:
        """Return the matches as JSON-serialisable data, with primary keys, before any choice."""
        return {
            key: [page.pk if page else None, [candidate.pk for candidate in candidates]]
            for key, (page, candidates) in self._found.items()
        }

    @classmethod
    def from_data(cls, data: dict[str, list[Any]]) -> Self:
        """Return the matches of `as_data`, without the pages deleted since."""
        pks = {pk for found, candidates in data.values() for pk in (found, *candidates)}
        known = _pages().in_bulk(pks - {None})
        matches = cls()
        matches._found = {
            key: (known.get(pk), [known[pk] for pk in candidates if pk in known])
            for key, (pk, candidates) in data.items()
        }
        return matches

    def with_choices(self, choices: dict[str, Choice]) -> Self:
        """Return the matches with the choices of the editor, by `initiative_key`."""
        pks = [choice.pk for choice in choices.values() if choice.pk]
        chosen = copy(self)
        chosen._choices, chosen._created = choices, {}
        chosen._chosen = _pages().in_bulk(pks) if pks else {}
        return chosen

    def of(self, stub: InitiativeStub) -> Page | None:
        """Return the page chosen by the editor, else the only one of the same title, or None."""
        key = initiative_key(stub)
        if key in self._created:
            return self._created[key]
        choice = self._choices.get(key)
        if choice is None:
            return self._found.get(key, (None, []))[0]
        if choice.answer is not Answer.LINK or choice.pk is None:
            return None
        return self._chosen.get(choice.pk)

    def candidates(self, stub: InitiativeStub) -> list[Page]:
        """Return the possible pages: the chosen one first, then those of `_KnownInitiatives`."""
        page = self.of(stub)
        _, found = self._found.get(initiative_key(stub), (None, []))
        return list(dict.fromkeys([page, *found] if page else found))[:MAX_CANDIDATES]

    def create_requested(
        self,
        stubs: Iterable[InitiativeStub],
        territories: TerritoryMatches,
        user: AbstractUser | None = None,
    ) -> None:
        """Create a draft page for each stub that the editor chose to create.

        A page of the same title that is not among the candidates was created since the letter was
        read, by another import for instance: this page is taken. Nothing is created on a site
        without a parent page of initiatives.
        """
        for stub in stubs:
            key = initiative_key(stub)
            choice = self._choices.get(key)
            if not choice or choice.answer is not Answer.CREATE or key in self._created:
                continue
            if since := self._added_since(stub):
                self._created[key] = since
            elif (parent := index_of_initiatives()) and may_add_under(user, parent):
                territory = territories.territory(stub.place)
                self._created[key] = self._draft(parent, stub, territory, user)

    def _added_since(self, stub: InitiativeStub) -> Page | None:
        """Return the only page of this title that is not among the candidates, or None."""
        seen = [page.pk for page in self.candidates(stub)]
        added = _pages().filter(title=_title(stub)).exclude(pk__in=seen)[:2]
        return added[0] if len(added) == 1 else None

    def _draft(
        self,
        parent: Page,
        stub: InitiativeStub,
        territory: Territory | None,
        user: AbstractUser | None,
    ) -> Page:
        page = _model()(title=_title(stub), live=False, owner=user)
        if is_safe(stub.url):
            page.source_url = stub.url
        if territory:
            page.territory_links = [
                PageTerritory(territory_id=territory.pk, role=TerritoryRole.LEAD)
            ]
        parent.add_child(instance=page)
        page.save_revision(user=user, log_action=True, clean=False)
        return page

    def choices_to_store(self) -> dict[str, Choice]:
        """Return the choices to store: created pages become links."""
        made = {key: Choice(Answer.LINK, page.pk) for key, page in self._created.items()}
        return {**self._choices, **made}


class _KnownInitiatives:
    """The initiatives of the hub by title, published ones first, then drafts."""

    def __init__(self) -> None:
        self._by_title: dict[tuple[str, ...], list[Page]] = defaultdict(list)
        self._by_word: dict[str, list[Page]] = defaultdict(list)
        self._by_pk: dict[int, Page] = {}
        for page in _pages().order_by("-live", "pk"):
            self._by_title[_key(page.title)].append(page)
            self._by_pk[page.pk] = page
            for word in {word for word in _key(page.title) if len(word) >= MIN_WORD_LENGTH}:
                self._by_word[word].append(page)

    def same_title(self, stub: InitiativeStub) -> Page | None:
        """Return the only page of the same title, live ones first, or None.

        The title is compared alone and after the place.
        """
        found = [
            *self._by_title.get(_key(stub.title), ()),
            *self._by_title.get(_key(f"{stub.place} {stub.title}"), ()),
        ]
        live = [page for page in found if page.live] or found
        return live[0] if len(live) == 1 else None

    def candidates(self, stub: InitiativeStub) -> list[Page]:
        """Return the possible pages: same title, then two words in common, then similar titles."""
        same = self.same_title(stub)
        shared = defaultdict(int)
        for word in {w for w in _key(stub.title) if len(w) >= MIN_WORD_LENGTH}:
            for page in self._by_word[word]:
                shared[page.pk] += 1
        similar = sorted(
            (pk for pk, count in shared.items() if count > 1), key=lambda pk: -shared[pk]
        )
        similar += [pk for pk in self._similar_titles(stub) if pk not in similar]
        pks = dict.fromkeys([same.pk, *similar] if same else similar)
        return [self._by_pk[pk] for pk in pks][:MAX_CANDIDATES]

    def _similar_titles(self, stub: InitiativeStub) -> list[int]:
        """Return the ids of the pages with a similar title, short words included."""
        titles = {" ".join(key): pages for key, pages in self._by_title.items()}
        close = get_close_matches(
            " ".join(_key(stub.title)), titles, MAX_CANDIDATES, MIN_SIMILARITY
        )
        return [page.pk for title in close for page in titles[title]]


def _pages() -> QuerySet[Page]:
    """Return the initiatives with the fields that a match needs."""
    return _model().objects.only("pk", "title", "live")


def _model() -> type[Page]:
    # Loaded by name: letters and initiatives are sibling applications.
    return apps.get_model("inspiration", "InitiativePage")


def index_of_initiatives() -> Page | None:
    """Return the parent page of initiatives, None on a site without one."""
    return apps.get_model("inspiration", "InitiativeIndexPage").objects.first()


def _title(stub: InitiativeStub) -> str:
    """Return the title of the page of a stub."""
    return shortened(stub.title, Page._meta.get_field("title").max_length)


def _key(title: str) -> tuple[str, ...]:
    """Return the folded words of a title, without punctuation."""
    return tuple(words_of(title))
