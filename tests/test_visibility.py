"""Canary words of hidden pages are in no public response, and their own URLs are closed."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client

from hub.newsletters.models import NewsletterPage
from tests.factories import SuperuserFactory
from tests.factories.site_tree import SiteTree
from tests.hidden_pages import (
    CANARY_PREFIX,
    HIDINGS,
    TYPES,
    UNPUBLISHED_WAYS,
    VOCABULARY_WORD,
    WORD,
    HiddenPages,
    addresses_of,
    canary_of,
    restrict_to_members,
)

pytestmark = pytest.mark.django_db

LISTS = ["lettres", "inspiration", "podcasts", "ressources", "agenda"]
# A prefix of the word, for suggestions: no crawled address contains the word itself.
VOCABULARY_START = VOCABULARY_WORD[:6]
PAGES_LIMIT = 300


def start_addresses(hidden: HiddenPages) -> list[str]:
    """Return the addresses to start from, including those that no page links to."""
    lists = [f"/{name}/" for name in LISTS]
    return [
        "/",
        *lists,
        *[f"{url}?q={WORD}" for url in lists],
        *[f"{url}?q={WORD}&tri=titre" for url in lists],
        "/themes/",
        "/territoires/",
        hidden.theme.url,
        f"{hidden.theme.url}?q={WORD}",
        hidden.territory.url,
        "/recherche/",
        f"/recherche/?q={WORD}",
        f"/recherche/?q={WORD}&tri=date",
        *other_forms(hidden),
        f"/recherche/suggestions/?q={WORD}",
        f"/recherche/suggestions/?q={WORD}+{CANARY_PREFIX}",
        f"/recherche/suggestions/?q={VOCABULARY_START}",
        "/sitemap.xml",
        "/robots.txt",
        "/adresse-inconnue/",
        f"/{WORD}/",
    ]


def other_forms(hidden: HiddenPages) -> Iterator[str]:
    """Return the addresses of every list in each of its formats, with and without a query."""
    lists = [*(f"/{name}/" for name in LISTS), "/recherche/"]
    lists += [hidden.theme.url, hidden.territory.url]
    special = {"inspiration": ["geojson"], "agenda": ["ics"]}
    for url in lists:
        root = url.rstrip("/")
        alone = root.strip("/")
        more = special.get(alone, [] if alone in LISTS else ["geojson", "ics"])
        for name in ["rss", "json", "csv", *more]:
            yield f"{root}.{name}"
            yield f"{root}.{name}?q={WORD}"


def crawl(client: Client, addresses: list[str]) -> dict[str, Any]:
    """Read addresses and all the pages they link to; return {address: text}."""
    texts, waiting = {}, list(addresses)
    while waiting:
        address = waiting.pop()
        if address in texts:
            continue
        response = client.get(address)
        texts[address] = unfold_lines(response.getvalue().decode("utf-8", "replace"))
        if response.status_code == 200 and "html" in response["Content-Type"]:
            waiting += internal_links(response.text)
        assert len(texts) < PAGES_LIMIT, "the crawl does not end"
    return texts


def unfold_lines(text: str) -> str:
    """Return a text without the line folding of iCalendar."""
    return text.replace("\r\n ", "")


def internal_links(html: str) -> set[str]:
    """Return the paths that a page links to, without query: filters list the same pages."""
    links = [
        urlsplit(a["href"]) for a in BeautifulSoup(html, "html.parser").find_all("a", href=True)
    ]
    return {
        link.path
        for link in links
        if link.netloc in ("", "testserver")
        and link.path.startswith("/")
        and not link.path.startswith(("/admin/", "/documents/", "/media/", "/static/"))
    }


@pytest.fixture
def shown(site_tree: SiteTree) -> HiddenPages:
    """The same pages, published for everybody."""
    pages = HiddenPages()
    pages.make_linking_pages(site_tree.home)
    return pages


@pytest.mark.parametrize("way", HIDINGS)
def test_hidden_pages_are_in_no_response(
    way: str, hide: Callable[..., HiddenPages], client: Client
) -> None:
    hidden = hide(way)

    texts = crawl(client, start_addresses(hidden))

    leaks = sorted(
        (word, address)
        for address, text in texts.items()
        for word in canaries_at(address)
        if word in (address + text).lower()
    )
    assert leaks == []


def canaries_at(address: str) -> list[str]:
    """Return the canary words forbidden at an address; the vocabulary itself is public."""
    secrets = [canary_of(name) for name in TYPES]
    return secrets if address.startswith("/themes/") else [*secrets, VOCABULARY_WORD]


@pytest.mark.parametrize("way", UNPUBLISHED_WAYS)
def test_addresses_of_unpublished_pages_are_not_found(
    way: str, hide: Callable[..., HiddenPages], client: Client
) -> None:
    for name, address in addresses_of(hide(way)):
        response = client.get(address)
        assert response.status_code == 404, address
        assert canary_of(name) not in response.text.lower(), address


@pytest.mark.parametrize("way", HIDINGS)
def test_the_contact_form_of_a_hidden_initiative_sends_nothing(
    way: str, hide: Callable[..., HiddenPages], client: Client
) -> None:
    letter = {"name": "Zoé", "email": "zoe@example.org", "message": "Bonjour"}
    client.post(f"{hide(way).pages['initiative'].get_url()}contact/", letter)
    assert not mail.outbox


def test_a_closed_site_says_nothing_of_its_pages(site_tree: SiteTree, client: Client) -> None:
    hidden = HiddenPages()
    restrict_to_members(site_tree.home)

    texts = crawl(client, start_addresses(hidden))

    leaks = [a for a, text in texts.items() for n in TYPES if canary_of(n) in (a + text).lower()]
    assert leaks == []


def test_a_member_reads_what_is_for_members(
    hide: Callable[..., HiddenPages], client: Client
) -> None:
    hidden = hide("members only")
    client.force_login(SuperuserFactory())

    for name, page in hidden.pages.items():
        assert canary_of(name) in client.get(page.get_url()).text.lower()
    assert canary_of("letter") in client.get(f"/recherche/?q={WORD}").text.lower()


def test_canary_is_found_where_pages_are_visible(shown: HiddenPages, client: Client) -> None:
    texts = {
        address: text.lower() for address, text in crawl(client, start_addresses(shown)).items()
    }

    for name in TYPES:
        assert canary_of(name) in texts[shown.pages[name].get_url()]
        assert canary_of(name) in texts["/sitemap.xml"]
    assert VOCABULARY_WORD in texts["/"]
    assert VOCABULARY_WORD in texts["/territoires/"]
    assert VOCABULARY_WORD in texts[f"/recherche/suggestions/?q={VOCABULARY_START}"]
    for address in other_forms(shown):
        assert any(canary_of(name) in texts[address] for name in TYPES), address
    for name in set(TYPES) - {"free"}:
        for address in (shown.theme.url, shown.territory.url, f"/recherche/?q={WORD}"):
            assert canary_of(name) in texts[address], (name, address)


@pytest.mark.parametrize(
    ("name", "addresses"),
    {
        "letter": ["/", "/lettres/", "/lettres.rss", f"/lettres/?q={WORD}"],
        "initiative": ["/", "/inspiration/", "/inspiration.rss", f"/inspiration.rss?q={WORD}"],
        "episode": ["/", "/podcasts/", "/podcasts.rss"],
        "event": ["/", "/agenda/", "/agenda.rss"],
        "resource": ["/ressources/", "/ressources.rss"],
    }.items(),
)
def test_canary_is_found_in_each_list_and_feed(
    name: str, addresses: list[str], shown: HiddenPages, client: Client
) -> None:
    for address in addresses:
        assert canary_of(name) in client.get(address).text.lower(), address


def test_canary_is_found_on_pages_that_link_to_visible_pages(
    shown: HiddenPages, client: Client
) -> None:
    witness = client.get("/page-temoin/").text.lower()

    for name in ("initiative", "episode", "event"):
        assert canary_of(name) in witness
    for number in (499, 501):
        neighbour = NewsletterPage.objects.get(number=number)
        assert canary_of("letter") in client.get(neighbour.url).text.lower()
    assert canary_of("letter") in client.get(shown.cited.url).text.lower()
    assert canary_of("episode") in client.get(shown.cited.url).text.lower()
