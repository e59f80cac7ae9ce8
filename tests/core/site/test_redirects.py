"""Former addresses of pages, and every address below them, lead to the current ones."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from hub.listing.format_names import FORMATS
from hub.newsletters.models import Rubrique
from hub.themes.models import Theme
from tests.factories import (
    EpisodePageFactory,
    FreePageFactory,
    NewsletterPageFactory,
    PodcastPageFactory,
    TerritoryFactory,
)
from tests.factories.blocks import paragraph
from tests.factories.newsletters import rubrique
from tests.factories.site_tree import SiteTree
from tests.page_types import CONTENT_TYPES, INDEX_TYPES, PageType

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

QUERY = "a=1&b=%C3%A9t%C3%A9"
TERRITORY = "14366-lisieux"
every_type = pytest.mark.parametrize("page_type", [*CONTENT_TYPES, *INDEX_TYPES], ids=str)
# Routes of index pages that depend on the content, by name of the type.
INDEX_ROUTES = {
    "newsletterindexpage": ("rubriques/", "rubriques/essai/"),
    "themeindexpage": ("mobilite/",),
    "territoryindexpage": (f"{TERRITORY}/",),
}


@pytest.fixture
def rename(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> Callable[..., str]:
    """Rename a page; return its new address."""

    def save(page: Page, slug: str) -> str:
        page = Page.objects.get(pk=page.pk).specific
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            page.save()
        return Page.objects.get(pk=page.pk).get_url()

    return save


def make(page_type: PageType) -> Page:
    """Make a page of a type, with what its routes need."""
    if str(page_type) == "newsletterindexpage":
        section = Rubrique.objects.create(name="Essai", slug="essai")
        NewsletterPageFactory(rubriques=[rubrique(paragraph("Oui."), rubrique=section)])
    if str(page_type) == "territoryindexpage":
        TerritoryFactory(name="Lisieux", code="14366", in_programme=True)
    return page_type.make()


def below(page_type: PageType) -> Iterator[str]:
    """Yield what follows the address of a page: its routes, then the formats of its lists."""
    yield from ("", *page_type.routes, *INDEX_ROUTES.get(str(page_type), ()))


def get(client: Client, address: str) -> tuple[int, str]:
    response = client.get(f"{address}?{QUERY}")
    return response.status_code, getattr(response, "url", "")


@every_type
def test_a_renamed_page_and_its_routes_lead_to_the_new_address(
    page_type: PageType, rename: Callable[..., str], client: Client
) -> None:
    page = make(page_type)
    former = page.get_url()

    address = rename(page, "autre-adresse")

    for route in below(page_type):
        assert get(client, former + route) == (301, f"{address}{route}?{QUERY}")
        followed = client.get(f"{former}{route}?{QUERY}", follow=True)
        assert followed.status_code == 200, route


@every_type
def test_a_page_renamed_twice_is_one_redirect_away(
    page_type: PageType, rename: Callable[..., str], client: Client
) -> None:
    page = make(page_type)
    addresses = [page.get_url(), rename(page, "deuxieme")]

    last = rename(page, "troisieme")

    for former in addresses:
        for route in below(page_type):
            assert get(client, former + route) == (301, f"{last}{route}?{QUERY}")


@pytest.mark.parametrize("page_type", CONTENT_TYPES, ids=str)
def test_pages_below_a_renamed_page_lead_to_their_new_addresses(
    page_type: PageType, rename: Callable[..., str], client: Client
) -> None:
    page = make(page_type)
    parent = page.get_parent()
    if parent.depth == 2:
        parent = FreePageFactory(title="Dossier")
        page = FreePageFactory(parent=parent)
    former = page.get_url()

    rename(parent, "autre-liste")
    renamed_too = rename(page, "autre-page")

    for route in below(page_type):
        assert get(client, former + route) == (301, f"{renamed_too}{route}?{QUERY}")
    assert "autre-liste" in renamed_too


@pytest.mark.parametrize("page_type", INDEX_TYPES, ids=str)
def test_the_formats_of_a_renamed_list_lead_to_the_new_addresses(
    page_type: PageType, rename: Callable[..., str], client: Client
) -> None:
    page = make(page_type)
    roots = ["", *(f"/{route.rstrip('/')}" for route in INDEX_ROUTES.get(str(page_type), ()))]
    lists = [page.get_url().rstrip("/") + root for root in roots]
    addresses = [f"{root}.{name}" for root in lists for name in FORMATS]
    served = [address for address in addresses if client.get(address).status_code == 200]
    assert bool(served) == (str(page_type) != "accessibilitypage")

    former, address = page.get_url(), rename(page, "autre-liste")

    for list_address in served:
        new = list_address.replace(former.rstrip("/"), address.rstrip("/"), 1)
        assert get(client, list_address) == (301, f"{new}?{QUERY}")
        assert client.get(new).status_code == 200, new


def test_a_moved_page_and_what_is_below_leads_to_the_new_address(client: Client) -> None:
    section, other = FreePageFactory(title="Un"), FreePageFactory(title="Deux")
    page = FreePageFactory(title="Page", parent=section)
    FreePageFactory(title="Enfant", parent=page)
    show = PodcastPageFactory(slug="autre-emission")
    episode = EpisodePageFactory()
    former = episode.get_url()

    page.move(other, pos="last-child")
    episode.move(show, pos="last-child")

    assert get(client, "/un/page/") == (301, f"/deux/page/?{QUERY}")
    assert get(client, "/un/page/enfant/") == (301, f"/deux/page/enfant/?{QUERY}")
    assert get(client, former) == (301, f"{show.get_url()}{episode.slug}/?{QUERY}")


def test_a_page_that_takes_a_former_address_has_it(
    rename: Callable[..., str], client: Client
) -> None:
    letter = NewsletterPageFactory(slug="un")
    rename(letter, "deux")
    assert client.get("/lettres/un/texte/").status_code == 301

    FreePageFactory(title="Libre", slug="libre")
    other = NewsletterPageFactory(slug="un")

    assert client.get("/lettres/un/").context["page"] == other
    assert client.get("/lettres/un/texte/").status_code == 200
    assert client.get("/lettres/un/rien/").status_code == 404
    assert client.get("/lettres/deux/").status_code == 200


def test_a_page_that_takes_a_former_address_does_not_lend_the_routes_of_the_other(
    rename: Callable[..., str], client: Client
) -> None:
    page = FreePageFactory(slug="dossier")
    FreePageFactory(parent=page, slug="enfant")
    rename(page, "archives")
    child = Redirect.objects.get(old_path="/dossier/enfant")
    child.delete()
    assert get(client, "/dossier/enfant/") == (301, f"/archives/enfant/?{QUERY}")

    FreePageFactory(slug="dossier")

    assert client.get("/dossier/enfant/").status_code == 404


def test_a_page_that_comes_back_to_its_address_does_not_redirect_to_itself(
    rename: Callable[..., str], client: Client
) -> None:
    page = FreePageFactory(slug="un")
    rename(page, "deux")
    rename(page, "un")
    assert get(client, "/deux/") == (301, f"/un/?{QUERY}")

    Page.objects.get(pk=page.pk).specific.unpublish()

    for address in ("/un/", "/deux/"):
        assert client.get(address).status_code == 404


def test_the_address_of_an_unpublished_page_is_not_told(
    rename: Callable[..., str], client: Client
) -> None:
    letter = NewsletterPageFactory(slug="un")
    rename(letter, "confidentiel")
    Page.objects.get(pk=letter.pk).specific.unpublish()

    for route in ("", "texte/"):
        response = client.get(f"/lettres/un/{route}")
        assert response.status_code == 404
        assert "confidentiel" not in response.text


def test_the_address_of_a_restricted_page_is_told_after_the_login(
    rename: Callable[..., str], superuser_client: Client
) -> None:
    letter = NewsletterPageFactory(slug="un")
    rename(letter, "confidentiel")
    PageViewRestriction.objects.create(page=letter, restriction_type="login")

    for route in ("", "texte/"):
        address = f"/lettres/un/{route}"
        response = Client().get(address)
        assert (response.status_code, response.url) == (302, f"/_util/login/?next={address}")
        assert get(superuser_client, address) == (301, f"/lettres/confidentiel/{route}?{QUERY}")


@pytest.mark.parametrize("suffix", ["/", ".rss", ".csv"])
def test_a_renamed_theme_of_a_renamed_list_is_one_redirect_away(
    suffix: str, site_tree: SiteTree, rename: Callable[..., str], client: Client
) -> None:
    theme = Theme.objects.get(slug="mobilite")
    theme.slug = "se-deplacer"
    theme.save()
    rename(site_tree.themes, "thematiques")

    new = f"/thematiques/se-deplacer{suffix}?{QUERY}"
    for former in ("/themes/mobilite", "/themes/se-deplacer", "/thematiques/mobilite"):
        assert get(client, former + suffix) == (301, new)
    assert client.get(new).status_code == 200


@pytest.mark.parametrize("suffix", ["/", ".rss", ".csv"])
def test_a_merged_theme_and_a_renamed_territory_keep_the_query(suffix: str, client: Client) -> None:
    TerritoryFactory(name="Lisieux", code="14366", in_programme=True)
    Theme.objects.get(slug="mobilite").merge_into(Theme.objects.get(slug="alimentation"))

    theme, territory = f"/themes/alimentation{suffix}", f"/territoires/{TERRITORY}{suffix}"
    assert get(client, f"/themes/mobilite{suffix}") == (301, f"{theme}?{QUERY}")
    assert get(client, f"/territoires/14366-ancien{suffix}") == (301, f"{territory}?{QUERY}")


@pytest.mark.parametrize(
    ("link", "old_path", "path", "expected"),
    [
        ("https://example.org/a", "/ailleurs", "/ailleurs/", "https://example.org/a"),
        ("https://example.org/a", "/ailleurs", "/ailleurs/b/", ""),
        ("//example.org/a", "/ailleurs", "/ailleurs.rss", ""),
        ("/lettres/", "/courriers", "/courriers/", f"/lettres/?{QUERY}"),
        ("/lettres/?tri=titre", "/courriers", "/courriers", f"/lettres/?tri=titre&{QUERY}"),
        ("/fichier.pdf", "/plaquette", "/plaquette/", f"/fichier.pdf?{QUERY}"),
        ("/", "/accueil", "/accueil/", f"/?{QUERY}"),
        ("/", "/accueil", "/accueil.rss", ""),
        ("/en-boucle/", "/en-boucle", "/en-boucle/", ""),
    ],
)
def test_redirects_written_by_an_editor(
    link: str, old_path: str, path: str, expected: str, client: Client
) -> None:
    Redirect.objects.create(old_path=old_path, redirect_link=link)

    assert get(client, path) == ((301, expected) if expected else (404, ""))


def test_a_temporary_redirect_and_one_for_a_query_are_kept(client: Client) -> None:
    Redirect.objects.create(old_path="/a", redirect_link="/lettres/", is_permanent=False)
    Redirect.objects.create(old_path="/a?b=1", redirect_link="/agenda/")

    responses = [client.get(path) for path in ("/a/", "/a/?b=1", "/a/?b=2")]

    assert [(r.status_code, r.url) for r in responses] == [
        (302, "/lettres/"),
        (301, "/agenda/"),
        (302, "/lettres/?b=2"),
    ]


@pytest.mark.parametrize("path", ["/rien/", "/lettres/rien/", "/rien.rss", "/a%00b/", "/a/" * 60])
def test_an_address_that_never_was_is_not_found(path: str, client: Client) -> None:
    assert client.get(path).status_code == 404


def test_every_route_of_every_type_is_tested() -> None:
    routes = {
        str(entry): {p.strip("/").split("/")[0] for p in entry.routes} for entry in CONTENT_TYPES
    }
    for entry in CONTENT_TYPES:
        subpages = getattr(entry.model, "get_subpage_urls", list)()
        names = {str(url.pattern).strip("/") for url in subpages}
        assert names - {"", "^$"} == routes[str(entry)], entry
