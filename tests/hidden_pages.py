"""Hidden pages with canary words in every field, visible pages that link to them, ways to hide."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Model
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from home.models import HomePage
from hub.newsletters.models import NewsletterIndexPage
from hub.themes.models import Theme
from inspiration.models import InitiativeInspiration, InitiativePage, ResourceIndexPage
from podcasts.models import EpisodeInitiative, PodcastIndexPage
from tests.factories import (
    EpisodePageFactory,
    EventPageFactory,
    FreePageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    PodcastPageFactory,
    ResourcePageFactory,
    TerritoryFactory,
    ThemeFactory,
)
from tests.factories.blocks import BlockData, episode, event, initiative, paragraph
from tests.factories.newsletters import rubrique
from tests.factories.site_tree import SiteTree
from tests.page_types import CONTENT_TYPES

# Searched word, which is in public queries; the canary words below are in hidden pages only.
WORD = "canarizibou"
# Canary word in the names of a theme and a territory of hidden pages only.
VOCABULARY_WORD = "discretozor"
# Shared password of the pages that ask for one.
PASSWORD = "sésame"
TYPES = ["letter", "initiative", "show", "episode", "event", "resource", "free"]


# Prefix of the canary word of each type.
CANARY_PREFIX = "secretozor"


def canary_of(name: str) -> str:
    return f"{CANARY_PREFIX}{name}"


def words_of(name: str) -> str:
    """Return the searched word and the canary; slugs made of them are detected too."""
    return f"{WORD} {canary_of(name)}"


def paragraph_of(name: str, link: str = "") -> BlockData:
    return paragraph(f"L’été, {words_of(name)}. {link}")


def link_to(page: InitiativePage) -> str:
    """Return a rich text link; its rendered URL must not reveal the slug of a hidden page."""
    return f'<a linktype="page" id="{page.pk}">un lien</a>'


class HiddenPages:
    """Pages by type in `pages`; `theme` and `territory` are also carried by visible pages."""

    def __init__(self, parents: dict[str, Any] | None = None) -> None:
        Theme.objects.all().delete()  # fewer pages to crawl
        self.parents = parents or {}
        self.theme = ThemeFactory()
        # With coordinates, so that maps show its pages.
        self.territory = TerritoryFactory(latitude=49.1, longitude=0.2)
        self.cited = InitiativePageFactory(**self.carried(), title="Citée")
        self.pages = {}
        self.make_pages()

    def carried(self) -> dict[str, list[Model]]:
        return {"themes": [self.theme], "territories": [self.territory]}

    def common(self, name: str) -> dict[str, Any]:
        words = words_of(name)
        values = {
            "title": words.capitalize(),
            "slug": words.replace(" ", "-"),
            "search_description": words,
        }
        if name in self.parents:
            values["parent"] = self.parents[name]
        if name == "free":
            return values
        theme = ThemeFactory(name=f"Thème {VOCABULARY_WORD} {name}")
        territory = TerritoryFactory(name=f"Ville {VOCABULARY_WORD}")
        return {
            **values,
            "summary": words,
            "update_note": words,
            "themes": [self.theme, theme],
            "territories": [self.territory, territory],
        }

    def make_pages(self) -> None:
        pages, rich = self.pages, {n: f"<p>{words_of(n)}</p>" for n in TYPES}
        pages["initiative"] = InitiativePageFactory(
            **self.common("initiative"),
            body=[paragraph_of("initiative", link_to(self.cited))],
            challenge=rich["initiative"],
            contact_email="contact@example.org",
            inspirations=[InitiativeInspiration(source=self.cited)],
        )
        pages["event"] = EventPageFactory(
            **self.common("event"), place=words_of("event"), description=rich["event"]
        )
        pages["show"] = PodcastPageFactory(
            **self.common("show"), description=rich["show"], author=words_of("show")
        )
        self.parents.setdefault("episode", PodcastPageFactory(title="Émission visible"))
        pages["episode"] = EpisodePageFactory(
            **self.common("episode"),
            notes=[paragraph_of("episode")],
            transcript=f"WEBVTT\n\n00:00.000 --> 00:01.000\n{words_of('episode')}\n",
            initiatives=[EpisodeInitiative(initiative=self.cited)],
        )
        pages["resource"] = ResourcePageFactory(
            **self.common("resource"), presentation=rich["resource"], author=words_of("resource")
        )
        pages["letter"] = NewsletterPageFactory(
            **self.common("letter"),
            number=500,
            date=datetime.date(2030, 1, 1),
            intro=rich["letter"],
            rubriques=[
                rubrique(
                    paragraph_of("letter"), initiative(self.cited), headline=words_of("letter")
                )
            ],
        )
        pages["free"] = FreePageFactory(**self.common("free"), body=[paragraph_of("free")])

    def make_linking_pages(self, home: HomePage) -> None:
        """Create visible pages, before and after the hidden ones, that link to them."""
        pages = self.pages
        links = " ".join(link_to(page) for page in pages.values())
        references = [
            initiative(pages["initiative"]),
            episode(pages["episode"]),
            event(pages["event"]),
            paragraph(links),
        ]
        for number in (499, 501):
            NewsletterPageFactory(
                number=number, rubriques=[rubrique(*references)], intro=f"<p>{links}</p>"
            )
        InitiativePageFactory(
            **self.carried(),
            body=references,
            advice=f"<p>{links}</p>",
            inspirations=[InitiativeInspiration(source=pages["initiative"])],
        )
        for day in (1, 28):
            EpisodePageFactory(
                **self.carried(),
                parent=self.parents["episode"],
                date=datetime.date(2022, 2, day),
                notes=references,
                initiatives=[EpisodeInitiative(initiative=pages["initiative"])],
            )
        FreePageFactory(title="Page témoin", body=references)
        home.featured_pages.create(initiative=pages["initiative"], sort_order=0)
        home.introduction = f"<p>{links}</p>"
        home.save()


def addresses_of(hidden: HiddenPages) -> Iterator[tuple[str, str]]:
    """Yield the name and the address of each hidden page, and of each of its other routes."""
    routes = {str(entry): entry.routes for entry in CONTENT_TYPES}
    for name, page in hidden.pages.items():
        for route in ("", *routes[page._meta.model_name]):
            yield name, page.get_url() + route


def closed_parents(tree: SiteTree) -> dict[str, Any]:
    """Return parents for some types, in branches that only members may read."""
    home = Page.objects.get(pk=tree.home.pk)
    models: dict[str, type[Page]] = {
        "letter": NewsletterIndexPage,
        "show": PodcastIndexPage,
        "resource": ResourceIndexPage,
    }
    parents = {
        name: home.add_child(instance=model(title=words_of(name), slug=f"ferme-{name}"))
        for name, model in models.items()
    }
    parents["initiative"] = tree.initiatives.__class__(
        title=words_of("initiative"), slug="ferme-initiative"
    )
    home.add_child(instance=parents["initiative"])
    parents["event"] = tree.agenda.__class__(title=words_of("event"), slug="ferme-event")
    home.add_child(instance=parents["event"])
    parents["free"] = FreePageFactory(title=words_of("free"), slug="ferme-free")
    parents["episode"] = PodcastPageFactory(title=words_of("episode"), slug="ferme-episode")
    for parent in parents.values():
        restrict_to_members(parent)
    return parents


def restrict_to_members(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def restrict_to_group(page: Page) -> None:
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.create(name=f"Groupe {page.pk}"))


def restrict_to_password(page: Page) -> None:
    """Ask for a shared password: not offered by the admin, but an older restriction may remain."""
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password=PASSWORD
    )


def make_draft(page: Page) -> None:
    page.unpublish()


def schedule(page: Page) -> None:
    page.unpublish()
    page.go_live_at = timezone.now() + datetime.timedelta(days=1)
    page.save_revision().publish()


def expire(page: Page) -> None:
    """Set an expiry in the past; `publish_scheduled` has not run yet."""
    type(page).objects.filter(pk=page.pk).update(
        expire_at=timezone.now() - datetime.timedelta(minutes=1)
    )


def keep_as_is(page: Page) -> None:
    """Do nothing: the page is hidden by its parent."""


HIDINGS = {
    "draft": make_draft,
    "members only": restrict_to_members,
    "group only": restrict_to_group,
    "password only": restrict_to_password,
    "scheduled": schedule,
    "expired": expire,
    "under a closed page": keep_as_is,
}
# The ways that a reader may have the right to pass: the page is published.
LOGIN_WAYS = ["members only", "group only", "under a closed page"]
UNPUBLISHED_WAYS = ["draft", "scheduled", "expired"]
