"""Which initiative of the hub a stub of the letter tells about."""

from collections import defaultdict

from django.apps import apps

from hub.newsletters.importing.parsed import InitiativeStub

from .rubriques import words_of


class InitiativeMatches:
    """The initiatives of the hub by title, published ones first; drafts count too."""

    def __init__(self):
        # By its name: letters and initiatives are sibling applications.
        model = apps.get_model("inspiration", "InitiativePage")
        self._by_title = defaultdict(list)
        for page in model.objects.order_by("-live", "pk").only("pk", "title", "live"):
            self._by_title[_key(page.title)].append(page)

    def of(self, stub: InitiativeStub):
        """The page of the same title, alone or after its place; None when none or several fit."""
        found = [
            *self._by_title.get(_key(stub.title), ()),
            *self._by_title.get(_key(f"{stub.place} {stub.title}"), ()),
        ]
        live = [page for page in found if page.live] or found
        return live[0] if len(live) == 1 else None


def _key(title: str) -> tuple[str, ...]:
    """Words only: punctuation and quotation marks differ from one writing to the next."""
    return tuple(words_of(title))
