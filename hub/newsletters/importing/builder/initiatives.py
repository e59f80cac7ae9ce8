"""Which initiative of the hub a stub of the letter tells about, or becomes."""

from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches

from django.apps import apps

from hub.core.models import PageTerritory, TerritoryRole
from hub.newsletters.importing.builder.decisions import Answer, Choice, initiative_key
from hub.newsletters.importing.builder.markup import is_safe, shortened
from hub.newsletters.importing.builder.rubriques import words_of
from hub.newsletters.importing.builder.territories import TerritoryMatches
from hub.newsletters.importing.parsed import InitiativeStub

# Words too common for two titles that share them to be about the same thing.
FEWEST_LETTERS = 5
MOST_CANDIDATES = 4
# How alike two titles are (difflib's ratio) for one to be proposed for the other.
NEAR = 0.8


class InitiativeMatches:
    """The initiatives of the hub by title, published ones first; drafts count too.

    `choices` are those of an editor, by `initiative_key`.
    """

    def __init__(self, choices: dict[str, Choice] | None = None):
        # By their names: letters and initiatives are sibling applications.
        self._model = apps.get_model("inspiration", "InitiativePage")
        self._choices = choices or {}
        self._created: dict[str, object] = {}
        self._by_title = defaultdict(list)
        self._by_word = defaultdict(list)
        self._by_pk = {}
        for page in self._model.objects.order_by("-live", "pk").only("pk", "title", "live"):
            self._by_title[_key(page.title)].append(page)
            self._by_pk[page.pk] = page
            for word in {word for word in _key(page.title) if len(word) >= FEWEST_LETTERS}:
                self._by_word[word].append(page)

    def of(self, stub: InitiativeStub):
        """The page that the editor chose; else the one of the same title, alone or after its place.

        None when none or several fit.
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

    def candidates(self, stub: InitiativeStub) -> list:
        """The pages that the stub may be about: same title first, then two words in common."""
        same = self._same_title(stub)
        shared = defaultdict(int)
        for word in {w for w in _key(stub.title) if len(w) >= FEWEST_LETTERS}:
            for page in self._by_word[word]:
                shared[page.pk] += 1
        near = sorted((pk for pk, count in shared.items() if count > 1), key=lambda pk: -shared[pk])
        near += [pk for pk in self._close(stub) if pk not in near]
        chosen = self.of(stub)
        first = [page.pk for page in (chosen, same) if page]
        return [self._by_pk[pk] for pk in dict.fromkeys([*first, *near]) if pk in self._by_pk][
            :MOST_CANDIDATES
        ]

    def _close(self, stub: InitiativeStub) -> list[int]:
        """The pages whose title is nearly the same, short words included."""
        titles = {" ".join(key): pages for key, pages in self._by_title.items()}
        close = get_close_matches(" ".join(_key(stub.title)), titles, MOST_CANDIDATES, NEAR)
        return [page.pk for title in close for page in titles[title]]

    def _same_title(self, stub: InitiativeStub):
        found = [
            *self._by_title.get(_key(stub.title), ()),
            *self._by_title.get(_key(f"{stub.place} {stub.title}"), ()),
        ]
        live = [page for page in found if page.live] or found
        return live[0] if len(live) == 1 else None

    def create_wanted(
        self, stubs: Iterable[InitiativeStub], territories: TerritoryMatches, user=None
    ) -> None:
        """Make a draft of each stub that the editor asked to turn into an initiative."""
        for stub in stubs:
            key = initiative_key(stub)
            choice = self._choices.get(key)
            if choice and choice.answer is Answer.CREATE and key not in self._created:
                self._created[key] = self._draft(stub, territories.territory(stub.place), user)

    def _draft(self, stub: InitiativeStub, territory, user):
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

    def settled(self) -> dict[str, Choice]:
        """The choices to keep: what was created is now linked."""
        made = {key: Choice(Answer.LINK, page.pk) for key, page in self._created.items()}
        return {**self._choices, **made}


def index_of_initiatives():
    """The page under which initiatives are, None on a site without one."""
    return apps.get_model("inspiration", "InitiativeIndexPage").objects.first()


def _key(title: str) -> tuple[str, ...]:
    """Words only: punctuation and quotation marks differ from one writing to the next."""
    return tuple(words_of(title))
