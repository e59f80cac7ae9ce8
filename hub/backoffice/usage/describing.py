"""Uses of an object as the admin lists them: page, fields, live or draft."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from hub.backoffice.usage.places import Place, key_of

MAX_LISTED = 50


@dataclass
class Mention:
    """Line of the list of uses: one object, with all of its references."""

    label: str
    url: str | None
    kind: str
    fields: list[str] = field(default_factory=list)
    states: list[str] = field(default_factory=list)

    def add(self, place: Place) -> None:
        for reference in place.references:
            _append_once(self.fields, reference.describe_source_field())
        if state := state_of(place):
            _append_once(self.states, state)


class Usage:
    """The uses of an object, with the interface that Wagtail's delete views expect."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.by_source: dict = {}
        for place in places:
            self.by_source.setdefault(key_of(place.source), []).append(place)

    def count(self) -> int:
        """Return the number of objects that use it."""
        return len(self.by_source)

    @property
    def is_protected(self) -> bool:
        """Whether Wagtail must refuse the deletion."""
        return bool(self.by_source)

    def mentions(self, user: AbstractBaseUser, limit: int = MAX_LISTED) -> list[Mention]:
        """Return the first `limit` lines; objects that `user` may not edit have no name."""
        finder = AdminURLFinder(user)
        return [
            _describe(places, finder.get_edit_url(places[0].source))
            for places in list(self.by_source.values())[:limit]
        ]

    @property
    def unlisted(self) -> int:
        """Number of uses that the list leaves out."""
        return max(0, self.count() - MAX_LISTED)


def state_of(place: Place) -> str:
    """Return « En ligne », « Brouillon » or « Programmé »; empty for models without drafts."""
    if place.revision is not None:
        return "Programmé" if place.revision.approved_go_live_at else "Brouillon"
    if isinstance(place.source, Page):
        return "En ligne" if place.source.live else "Brouillon"
    return ""


def label_of(source: Model) -> str:
    """Return the title of `source` in the admin."""
    return source.get_admin_display_title() if isinstance(source, Page) else str(source)


def _describe(places: list[Place], url: str | None) -> Mention:
    source = places[0].source
    private = _("(Private %(object)s)") % {"object": source._meta.verbose_name}
    mention = Mention(label_of(source) if url else private, url, _kind_of(source))
    for place in places:
        mention.add(place)
    return mention


def _kind_of(source: Model) -> str:
    """Return the verbose name of the model; the specific model of a base `Page`."""
    model = source.specific_class if isinstance(source, Page) else type(source)
    return capfirst(str((model or type(source))._meta.verbose_name))


def _append_once(values: list[str], value: str) -> None:
    if value not in values:
        values.append(value)
