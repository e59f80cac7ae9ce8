import pytest
from bs4 import BeautifulSoup, Tag
from django.template import Context, Template
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction

from tests.factories import FreePageFactory, NewsletterPageFactory, ThemeFactory
from tests.factories.site_tree import SiteTree


def menu(client: Client, url: str, label: str = "Navigation principale") -> Tag | None:
    soup = BeautifulSoup(client.get(url).content, "html.parser")
    return soup.find("nav", attrs={"aria-label": label})


def names(nav: Tag | None) -> list[str]:
    return [link.get_text(strip=True) for link in nav.find_all("a")]


def test_main_menu_lists_the_sections_in_tree_order(client: Client, site_tree: SiteTree) -> None:
    assert names(menu(client, "/"))[:2] == [site_tree.letters.title, site_tree.initiatives.title]


def test_main_menu_marks_the_page_and_its_section(client: Client, site_tree: SiteTree) -> None:
    letter = NewsletterPageFactory()
    here = menu(client, "/lettres/").find(None, {"aria-current": True})
    inside = menu(client, letter.get_url()).find(None, {"aria-current": True})
    assert (here.get_text(), here["aria-current"]) == ("Lettres", "page")
    assert (inside.get_text(), inside["aria-current"]) == ("Lettres", "true")


def test_main_menu_hides_what_readers_may_not_see(client: Client, site_tree: SiteTree) -> None:
    PageViewRestriction.objects.create(
        page=site_tree.agenda, restriction_type=PageViewRestriction.LOGIN
    )
    site_tree.resources.live = False
    site_tree.resources.save()
    assert {"Agenda", "Ressources"}.isdisjoint(names(menu(client, "/")))


def test_footer_lists_published_free_pages_only(client: Client, site_tree: SiteTree) -> None:
    FreePageFactory(title="À propos de nous")
    FreePageFactory(title="Brouillon", draft=True)
    shown = names(menu(client, "/", "Pied de page"))
    assert "À propos de nous" in shown
    assert "Brouillon" not in shown


def test_breadcrumb_ends_with_the_place_without_link(client: Client, site_tree: SiteTree) -> None:
    theme = ThemeFactory(name="Mobilité douce")
    trail = menu(client, theme.url, "Fil d’Ariane")
    assert names(trail) == ["Accueil", site_tree.themes.title]
    assert trail.find(None, {"aria-current": "page"}).get_text() == "Mobilité douce"


def test_home_page_has_no_breadcrumb(client: Client, site_tree: SiteTree) -> None:
    assert menu(client, "/", "Fil d’Ariane") is None


def test_navigation_costs_the_same_for_few_and_many_sections(
    client: Client, site_tree: SiteTree, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/a-propos-ete/")
    page = FreePageFactory(title="Une page", slug="une-page")
    counts = []
    for batch in (0, 12):
        FreePageFactory.create_batch(batch, show_in_menus=True)
        client.get(page.get_url())
        with django_assert_max_num_queries(10) as captured:
            client.get(page.get_url())
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("tag", ["main_menu", "footer_menu", "breadcrumb"])
def test_navigation_without_request_is_empty(site_tree: SiteTree, tag: str) -> None:
    source = "{% load navigation_tags %}{% " + tag + " as items %}{{ items|length }}"
    assert Template(source).render(Context({"page": site_tree.letters})) == "0"
