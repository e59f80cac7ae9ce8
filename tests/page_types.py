"""Every page type of the hub: a new one is covered by adding one line here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from home.models import AccessibilityPage, FreePage, HomePage, TerritoryIndexPage, ThemeIndexPage
from hub.agenda.models import AgendaPage, EventPage
from hub.newsletters.models import NewsletterIndexPage, NewsletterPage
from inspiration.models import (
    InitiativeIndexPage,
    InitiativePage,
    ResourceIndexPage,
    ResourcePage,
)
from podcasts.models import EpisodePage, PodcastIndexPage, PodcastPage
from tests.factories import (
    DocumentFactory,
    EpisodePageFactory,
    EventPageFactory,
    FreePageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    PersonFactory,
    PodcastPageFactory,
    ResourcePageFactory,
    TerritoryFactory,
    ThemeFactory,
)
from tests.factories.blocks import every_block
from tests.factories.newsletters import rubrique


@dataclass(frozen=True)
class PageType:
    """A type, how to make a full page of it, and its place in the tree.

    `demanded` are the fields required to publish a page that has only a title; `routes` are the
    other routes of a page. For index pages, `make` returns the page of the site tree.
    """

    model: type
    make: Callable
    parents: set
    children: set = field(default_factory=set)
    demanded: set = field(default_factory=set)
    routes: tuple = ()

    def __str__(self) -> str:
        return self.model._meta.model_name


def context() -> dict[str, bool | list[Model]]:
    return {
        "themes": ThemeFactory.create_batch(2),
        "territories": TerritoryFactory.create_batch(2),
        "illustrated": True,
    }


def full_letter(**values: Any) -> NewsletterPage:
    values.setdefault("rubriques", [rubrique(*every_block(), author=PersonFactory())])
    return NewsletterPageFactory(**{**context(), **values})


def full_initiative(**values: Any) -> InitiativePage:
    values.setdefault("body", every_block())
    values = {"complete": True, "reachable": True, **values}
    return InitiativePageFactory(territories=TerritoryFactory.create_batch(2), **values)


def full_show(**values: Any) -> PodcastPage:
    return PodcastPageFactory(**{**context(), "illustrated": False, "artwork": True, **values})


def full_episode(**values: Any) -> EpisodePage:
    return EpisodePageFactory(**{**context(), "notes": every_block(), **values})


def full_event(**values: Any) -> EventPage:
    return EventPageFactory(**{**context(), **values})


def full_resource(**values: Any) -> ResourcePage:
    return ResourcePageFactory(
        **{**context(), "document": DocumentFactory(), "resource_url": "", **values}
    )


def full_free_page(**values: Any) -> FreePage:
    return FreePageFactory(**{"body": every_block(), **values})


CONTENT_TYPES = [
    PageType(
        NewsletterPage,
        full_letter,
        parents={NewsletterIndexPage},
        demanded={"date", "intro", "rubriques"},
        routes=("texte/", "courriel/"),
    ),
    PageType(
        InitiativePage,
        full_initiative,
        parents={InitiativeIndexPage},
        demanded={"summary", "image", "body", "theme_items", "territory_links", "sources"},
        routes=("contact/",),
    ),
    PageType(
        PodcastPage,
        full_show,
        parents={PodcastIndexPage},
        children={EpisodePage},
        demanded={"description"},
    ),
    PageType(
        EpisodePage,
        full_episode,
        parents={PodcastPage},
        demanded={"date", "summary", "audio_url"},
    ),
    PageType(EventPage, full_event, parents={AgendaPage}, demanded={"event_kind", "start_date"}),
    PageType(
        ResourcePage,
        full_resource,
        parents={ResourceIndexPage},
        demanded={"summary", "resource_kind", "resource_url"},
    ),
    PageType(
        FreePage,
        full_free_page,
        parents={HomePage, FreePage},
        children={FreePage},
        demanded={"body"},
    ),
]


INDEX_TYPES = [
    PageType(model, model.objects.get, parents={HomePage}, children=children)
    for model, children in [
        (NewsletterIndexPage, {NewsletterPage}),
        (InitiativeIndexPage, {InitiativePage}),
        (ResourceIndexPage, {ResourcePage}),
        (PodcastIndexPage, {PodcastPage}),
        (AgendaPage, {EventPage}),
        (ThemeIndexPage, set()),
        (TerritoryIndexPage, set()),
        (AccessibilityPage, set()),
    ]
]
