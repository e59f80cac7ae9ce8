"""What a listable type gets by being declared: run by `tests/test_new_page_type.py`."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.core.checks import run_checks
from django.test import Client
from wagtail.models import PageLogEntry

from hub.core.models import PageTheme
from hub.search.outbox.sync import sync
from tests.factories import SuperuserFactory, ThemeFactory
from tests.factories.site_tree import SiteTree
from tests.new_page_type.models import CallPage

TITLE = "Des vergers pour les écoles"
WORDS = "Les communes plantent des pommiers avec les élèves."

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(site_tree: SiteTree) -> CallPage:
    """A published call, found by the search as any page is."""
    page = CallPage(
        title=TITLE, summary="Planter devant chaque école.", body=[("paragraph", f"<p>{WORDS}</p>")]
    )
    site_tree.home.add_child(instance=page)
    page.theme_items = [PageTheme(tag=ThemeFactory(name="Vergers"))]
    page.save_revision().publish()
    sync()
    return CallPage.objects.get(pk=page.pk)


def soup_of(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def test_system_checks_ask_for_nothing_more(db: None) -> None:
    assert [error for error in run_checks() if error.id.startswith("hub.")] == []


def test_page_is_read(client: Client, call: CallPage) -> None:
    assert WORDS in soup_of(client, call.url).get_text()


def test_search_counts_it_and_shows_its_card(client: Client, call: CallPage) -> None:
    page = soup_of(client, "/recherche/?type=appel-essai&q=pommiers")
    assert TITLE in page.select_one(".card h3").get_text()
    assert "Appel à projets" in page.get_text()


def test_theme_lists_it(client: Client, call: CallPage) -> None:
    assert TITLE in soup_of(client, "/themes/vergers/").get_text()


def test_feeds_tables_and_site_map_have_it(client: Client, call: CallPage) -> None:
    for address in (
        "/recherche.rss?type=appel-essai",
        "/recherche.json?type=appel-essai",
        "/sitemap.xml",
    ):
        response = client.get(address)
        assert response.status_code == 200, address
        assert call.slug in response.getvalue().decode(), address
    table = client.get("/recherche.csv?type=appel-essai").getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table), delimiter=";"))
    assert [row["Titre"] for row in rows] == [TITLE]
    assert "Ouvert jusqu’au" in rows[0]


def test_suggestions_name_it(client: Client, call: CallPage) -> None:
    assert TITLE in client.get("/recherche/suggestions/?q=vergers").content.decode()


def test_admin_lists_it_and_its_gate_refuses_what_lacks(client: Client, call: CallPage) -> None:
    client.force_login(SuperuserFactory())
    assert TITLE in soup_of(client, "/admin/calls/").get_text()
    form = soup_of(client, f"/admin/pages/{call.pk}/edit/")
    assert form.select_one(".hub-publication")
    draft = CallPage(title="Sans chapô", live=False)
    call.get_parent().add_child(instance=draft)
    draft.save_revision()
    client.post(f"/admin/bulk/wagtailcore/page/publish/?id={draft.pk}&next=/admin/calls/")
    draft.refresh_from_db()
    assert not draft.live
    assert not PageLogEntry.objects.filter(page=draft.pk, action="wagtail.publish").exists()
