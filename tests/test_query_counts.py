"""The number of queries of a page is low and does not depend on its content."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext

from home.models import FreePage
from hub.agenda.models import EventPage
from hub.newsletters.models import NewsletterPage
from inspiration.models import InitiativePage, ResourcePage
from podcasts.models import EpisodePage, PodcastPage
from tests.committed_changes import send_changes_then_pause
from tests.factories import (
    DocumentFactory,
    EpisodePageFactory,
    EventPageFactory,
    FreePageFactory,
    ImageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    PersonFactory,
    PodcastPageFactory,
    ResourcePageFactory,
    TerritoryFactory,
    ThemeFactory,
)
from tests.factories.blocks import (
    BlockData,
    document,
    episode,
    event,
    gallery,
    image,
    initiative,
    interview,
    link_card,
    paragraph,
    quote,
)
from tests.factories.newsletters import RubriqueFactory, rubrique
from tests.page_types import CONTENT_TYPES, INDEX_TYPES, PageType

FEW, MANY = 3, 30
LIST_LIMIT = 25
# The page of a territory has the programme, the thread, the look-alikes and the people besides.
TERRITORY_LIMIT = 32
PAGE_LIMIT = 20
# A story that references people, territories, initiatives, episodes, dates, pages, images and
# documents takes one query per kind; a complete initiative, one query per kind of row.
# The other routes of a page, such as the e-mail of a letter, keep to PAGE_LIMIT even then.
EVERY_KIND_LIMIT = 30
LISTED = {
    "/lettres/": NewsletterPageFactory,
    "/inspiration/": InitiativePageFactory,
    "/podcasts/": EpisodePageFactory,
    "/ressources/": ResourcePageFactory,
    "/agenda/": EventPageFactory,
}
ASKED = ["", "?q=ete", "?tri=titre", "?page=1"]
THEME, TERRITORY = "/themes/sujet/", "/territoires/97999-sujet/"
RUBRIQUE = "/lettres/rubriques/sujet/"
LISTS = [
    *[url + asked for url in LISTED for asked in ASKED],
    *[f"{url.rstrip('/')}.{name}" for url in LISTED for name in ("rss", "json", "csv")],
    "/agenda.ics",
    "/inspiration.geojson",
    *[f"/recherche.{name}?q=ete" for name in ("rss", "json", "csv", "ics", "geojson")],
    "/recherche/suggestions/?q=et",
    "/",
    "/recherche/",
    "/recherche/?q=ete",
    "/themes/",
    "/territoires/",
    "/sitemap.xml",
    "/themes/sujet.json",
    "/territoires/97999-sujet.csv",
    THEME,
    TERRITORY,
    RUBRIQUE,
]


def count_queries(url: str) -> int:
    """Count the queries of a request whose renditions and content types are already made."""
    client = Client()
    assert client.get(url).status_code == 200, url
    with send_changes_then_pause(), CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200
    return len(queries)


def routes_of(page_types: Iterable[PageType]) -> list[str]:
    """Return the URLs of the index pages, and of their other routes."""
    return [index.make().url + route for index in page_types for route in ("", *index.routes)]


def carried(**common: Any) -> dict[str, Any]:
    """Return an image, themes and territories for one page, plus those in `common`."""
    return {
        "themes": [ThemeFactory(), *common.get("themes", [])],
        "territories": [TerritoryFactory(), *common.get("territories", [])],
        "image": ImageFactory(ready=True),
        "image_alt": "L’école",
    }


class ListsTest(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        """Count each list when every type has few pages, then many."""
        common = {
            "themes": [ThemeFactory(name="Sujet")],
            "territories": [TerritoryFactory(name="Sujet", code="97999", pilot=True)],
        }
        own = {
            NewsletterPageFactory: {"rubriques": [rubrique(rubrique=RubriqueFactory(slug="sujet"))]}
        }
        cls.urls = list(dict.fromkeys([*LISTS, *routes_of(INDEX_TYPES)]))
        cls.counts = []
        for size in (FEW, MANY - FEW):
            for factory in LISTED.values():
                for _ in range(size):
                    factory(**carried(**common), **own.get(factory, {}))
            cls.counts.append({url: count_queries(url) for url in cls.urls})

    def test_a_list_takes_the_same_queries_whatever_its_length(self) -> None:
        few, many = self.counts
        for url in self.urls:
            with self.subTest(url):
                # The first page of a longer list may show fewer types, which takes fewer queries.
                assert many[url] <= few[url]

    def test_a_list_takes_few_queries(self) -> None:
        for url, count in self.counts[1].items():
            with self.subTest(url):
                assert count <= (TERRITORY_LIMIT if url == TERRITORY else LIST_LIMIT)


def words(size: int) -> list[BlockData]:
    """Return quotations of `size` people."""
    return [block for _ in range(size) for block in (quote(), interview())]


def story(size: int) -> list[BlockData]:
    """Return quotations of `size` people, and links to a third as many pages, images, files."""
    links = [
        block
        for _ in range(size // 3)
        for block in (
            image(),
            gallery(),
            document(),
            link_card(),
            initiative(InitiativePageFactory(**carried())),
            initiative(),
            episode(EpisodePageFactory(**carried())),
            event(EventPageFactory(**carried())),
            paragraph(f'<a linktype="page" id="{FreePageFactory().pk}">une page</a>'),
            paragraph(f'<a linktype="document" id="{DocumentFactory().pk}">un fichier</a>'),
        )
    ]
    return [*words(size), *links]


def letter(blocks: list[BlockData], size: int, complete: bool) -> NewsletterPage:
    signed = [rubrique(paragraph(), author=PersonFactory()) for _ in range(size)]
    return NewsletterPageFactory(
        rubriques=[rubrique(*blocks, author=PersonFactory()), *signed],
        number=100 + size,
        image=ImageFactory(ready=True),
        image_alt="L’école",
        **shared(size),
    )


def show(blocks: list[BlockData], size: int, complete: bool) -> PodcastPage:
    page = PodcastPageFactory(**shared(size))
    for _ in range(size):
        EpisodePageFactory(parent=page, **carried())
    return page


def initiative_page(blocks: list[BlockData], size: int, complete: bool) -> InitiativePage:
    return InitiativePageFactory(
        body=blocks,
        complete=complete,
        reachable=True,
        **shared(size),
        image=ImageFactory(ready=True),
    )


def shared(size: int) -> dict[str, Any]:
    """Themes and territories of one page."""
    return {
        "themes": ThemeFactory.create_batch(size),
        "territories": TerritoryFactory.create_batch(size),
    }


CONTENT = {
    NewsletterPage: letter,
    InitiativePage: initiative_page,
    PodcastPage: show,
    EpisodePage: lambda blocks, size, complete: EpisodePageFactory(notes=blocks, **shared(size)),
    EventPage: lambda blocks, size, complete: EventPageFactory(**shared(size)),
    ResourcePage: lambda blocks, size, complete: ResourcePageFactory(**shared(size)),
    FreePage: lambda blocks, size, complete: FreePageFactory(body=blocks),
}


class PagesTest(TestCase):
    """Each type of page with little, then much content, of the same kinds."""

    def counts(
        self, tell: Callable[[int], list[BlockData]], complete: bool
    ) -> list[dict[tuple[str, str], int]]:
        """Return {(type, route): queries} of every route of every type, for FEW then MANY."""
        counts = []
        for size in (FEW, MANY):
            blocks = tell(size)
            counts.append({})
            for page_type in CONTENT_TYPES:
                url = CONTENT[page_type.model](blocks, size, complete).url
                for route in ("", *page_type.routes):
                    counts[-1][str(page_type), route] = count_queries(url + route)
        return counts

    def check(self, counts: list[dict[tuple[str, str], int]], limit: int) -> None:
        few, many = counts
        for name, route in few:
            with self.subTest(name, route=route):
                assert few[name, route] == many[name, route]
                assert many[name, route] <= (PAGE_LIMIT if route else limit)

    def test_a_page_of_words_takes_few_queries_whatever_its_length(self) -> None:
        self.check(self.counts(words, complete=False), PAGE_LIMIT)

    def test_a_page_with_every_kind_of_block_takes_the_same_queries(self) -> None:
        self.check(self.counts(story, complete=True), EVERY_KIND_LIMIT)

    def test_every_route_is_counted(self) -> None:
        for page_type in CONTENT_TYPES:
            with self.subTest(page_type):
                urls = getattr(page_type.model, "get_subpage_urls", tuple)()
                assert {"", *(str(url.pattern) for url in urls)} == {"", *page_type.routes}
