"""Matching of the initiatives of a letter with the initiative pages of the hub."""

from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches

from django.apps import apps
from django.contrib.auth.models import AbstractUser
from wagtail.models import Page

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
    """The initiatives of the hub by title, published ones first, then drafts.

    `choices` are those of the editor, by `initiative_key`.
    """

    def __init__(self, choices: dict[str, Choice] | None = None) -> None:
        # Loaded by name: letters and initiatives are sibling applications.
        self._model = apps.get_model("inspiration", "InitiativePage")
        self._choices = choices or {}
        self._created: dict[str, Page] = {}
        self._by_title: dict[tuple[str, ...], list[Page]] = defaultdict(list)
        self._by_word: dict[str, list[Page]] = defaultdict(list)
        self._by_pk: dict[int, Page] = {}
        for page in self._model.objects.order_by("-live", "pk").only("pk", "title", "live"):
            self._by_title[_key(page.title)].append(page)
            self._by_pk[page.pk] = page
            for word in {word for word in _key(page.title) if len(word) >= MIN_WORD_LENGTH}:
                self._by_word[word].append(page)

    def of(self, stub: InitiativeStub) -> Page | None:
        """Return the page chosen by the editor, else the only one of the same title, or None.

        The title is compared alone and after the place.
        """
        key = initiative_key(stub)
        if key in self._created:
            return self._created[key]
        choice = self._choices.get(key)
        if choice and choice.answer is not Answer.LINK:
            return None
        if choice:
            return self._by_pk.get(choice.pk)
        return self._same_title(stub)

    def candidates(self, stub: InitiativeStub) -> list[Page]:
        """Return the possible pages: same title, then two words in common, then similar titles."""
        same = self._same_title(stub)
        shared = defaultdict(int)
        for word in {w for w in _key(stub.title) if len(w) >= MIN_WORD_LENGTH}:
            for page in self._by_word[word]:
                shared[page.pk] += 1
        similar = sorted(
            (pk for pk, count in shared.items() if count > 1), key=lambda pk: -shared[pk]
        )
        similar += [pk for pk in self._similar_titles(stub) if pk not in similar]
        chosen = self.of(stub)
        first = [page.pk for page in (chosen, same) if page]
        return [self._by_pk[pk] for pk in dict.fromkeys([*first, *similar]) if pk in self._by_pk][
            :MAX_CANDIDATES
        ]

    def _similar_titles(self, stub: InitiativeStub) -> list[int]:
        """Return the ids of the pages with a similar title, short words included."""
        titles = {" ".join(key): pages for key, pages in self._by_title.items()}
        close = get_close_matches(
            " ".join(_key(stub.title)), titles, MAX_CANDIDATES, MIN_SIMILARITY
        )
        return [page.pk for title in close for page in titles[title]]

    def _same_title(self, stub: InitiativeStub) -> Page | None:
        """Return the only page of the same title, live ones first, or None."""
        found = [
            *self._by_title.get(_key(stub.title), ()),
            *self._by_title.get(_key(f"{stub.place} {stub.title}"), ()),
        ]
        live = [page for page in found if page.live] or found
        return live[0] if len(live) == 1 else None

    def create_requested(
        self,
        stubs: Iterable[InitiativeStub],
        territories: TerritoryMatches,
        user: AbstractUser | None = None,
    ) -> None:
        """Create a draft page for each stub that the editor chose to create."""
        for stub in stubs:
            key = initiative_key(stub)
            choice = self._choices.get(key)
            if choice and choice.answer is Answer.CREATE and key not in self._created:
                self._created[key] = self._draft(stub, territories.territory(stub.place), user)

    def _draft(
        self, stub: InitiativeStub, territory: Territory | None, user: AbstractUser | None
    ) -> Page:
        title = self._model._meta.get_field("title").max_length
        page = self._model(title=shortened(stub.title, title), live=False, owner=user)
        if is_safe(stub.url):
            page.source_url = stub.url
        if territory:
            page.territory_links = [
                PageTerritory(territory_id=territory.pk, role=TerritoryRole.LEAD)
            ]
        index_of_initiatives().add_child(instance=page)
        page.save_revision(user=user, log_action=True, clean=False)
        self._by_pk[page.pk] = page
        return page

    def choices_to_store(self) -> dict[str, Choice]:
        """Return the choices to store: created pages become links."""
        made = {key: Choice(Answer.LINK, page.pk) for key, page in self._created.items()}
        return {**self._choices, **made}


def index_of_initiatives() -> Page | None:
    """Return the parent page of initiatives, None on a site without one."""
    return apps.get_model("inspiration", "InitiativeIndexPage").objects.first()


def _key(title: str) -> tuple[str, ...]:
    """Return the folded words of a title, without punctuation."""
    return tuple(words_of(title))
