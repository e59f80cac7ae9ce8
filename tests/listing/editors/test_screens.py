"""Screens of the menu « Recherche »: permissions, content and actions."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import PageViewRestriction

from hub.listing.models import SearchClick
from hub.search.models import SearchSynonyms
from tests.committed_changes import send_pending_changes
from tests.factories import FreePageFactory, InitiativePageFactory
from tests.factories.search import (
    SearchCountFactory,
    SearchPromotionFactory,
    SearchSynonymsFactory,
)
from tests.factories.site_tree import SiteTree
from tests.listing.editors.screens import member_of, screen_text, soup

REPORTS = ["search_unanswered", "search_frequent"]
SCREENS = [*REPORTS, "search_why", "search_state", "search_promote"]
LISTS = ["wagtailsnippets_search_searchsynonyms:list", "wagtailsearchpromotions:index"]
FORMS = ["wagtailsnippets_search_searchsynonyms:add", "wagtailsearchpromotions:add"]
RESULTS = ["search_unanswered_results", "search_frequent_results"]


@pytest.mark.parametrize("name", [*SCREENS, *RESULTS, *LISTS, *FORMS])
def test_screen_opens_for_an_editor_with_nothing_in_it(name: str, editor: Client) -> None:
    assert editor.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", [*SCREENS, *RESULTS, *LISTS, *FORMS])
def test_screen_is_refused_to_a_contributor(name: str, contributor: Client) -> None:
    response = contributor.get(reverse(name))
    assert (response.status_code, response.url) == (302, reverse("wagtailadmin_home"))


@pytest.mark.parametrize("name", [*SCREENS, *RESULTS, *LISTS, *FORMS])
def test_screen_requires_login(name: str, client: Client, site_tree: SiteTree) -> None:
    response = client.get(reverse(name))
    assert response.status_code == 302
    assert response.url.startswith(reverse("wagtailadmin_login"))


def test_menu_shows_the_screens_to_editors_only(client: Client, site_tree: SiteTree) -> None:
    address = reverse("search_unanswered")
    home = reverse("wagtailadmin_home")
    assert address in member_of("Rédaction", client).get(home).content.decode()
    assert address not in member_of("Contributions", client).get(home).content.decode()


def test_counts_of_wagtail_that_stay_empty_are_in_no_menu(superuser_client: Client) -> None:
    home = superuser_client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("wagtailsearchpromotions:search_terms") not in home
    assert home.count(f'"{reverse("wagtailsearchpromotions:index")}"') == 1


def test_questions_without_an_answer_are_the_most_missed_first(editor: Client) -> None:
    SearchCountFactory(text="frigo solidaire", searches=5, empty=5)
    SearchCountFactory(text="mobilité douce", searches=9, empty=8)
    SearchCountFactory(text="jardin partagé", searches=50, empty=0)
    rows = soup(editor, "search_unanswered").select("table.listing tbody tr")
    assert [row.td.get_text(strip=True) for row in rows] == ["mobilité douce", "frigo solidaire"]


def test_frequent_questions_show_the_form_most_typed_and_what_is_opened(editor: Client) -> None:
    first = SearchCountFactory(text="jardin partagé", searches=5, empty=0, results=2)
    SearchCountFactory(text="jardins partagés", searches=7, empty=0, results=12)
    for rank, clicks in ((1, 6), (2, 3), (4, 1), (9, 2)):
        SearchClick.objects.create(day=first.day, key=first.key, rank=rank, clicks=clicks)
    text = screen_text(editor, "search_frequent")
    assert "jardins partagés" in text
    assert "jardin partagé " not in text
    assert "1er : 6, 2e : 3, 4e : 1, plus loin : 2" in text.replace("\xa0", " ")


def test_question_of_two_people_is_shown_nowhere(editor: Client) -> None:
    SearchCountFactory(text="maladie de monsieur Exemple", askers=2)
    for name in REPORTS:
        page = editor.get(reverse(name)).content.decode()
        export = b"".join(editor.get(reverse(name), {"export": "csv"}).streaming_content).decode()
        assert "monsieur" not in page + export


def test_old_question_is_not_shown(editor: Client) -> None:
    SearchCountFactory(text="frigo solidaire", day=timezone.localdate().replace(year=2020))
    assert "frigo" not in screen_text(editor, "search_unanswered")


def test_questions_are_exported_without_the_buttons(editor: Client) -> None:
    SearchCountFactory(text="=frigo solidaire")
    response = editor.get(reverse("search_unanswered"), {"export": "csv"})
    text = b"".join(response.streaming_content).decode()
    assert "Répondre" not in text
    assert "'=frigo solidaire" in text


def test_one_click_makes_a_synonym(editor: Client) -> None:
    SearchCountFactory(text="frigo solidaire & co")
    row = soup(editor, "search_unanswered").select_one(".hub-actions")
    form = BeautifulSoup(editor.get(row.select("a")[0]["href"]).content, "html.parser")
    assert form.select_one("textarea[name=words]").get_text(strip=True) == "frigo solidaire & co"
    data = {"words": "frigo solidaire & co", "also": "réfrigérateur partagé"}
    editor.post(reverse("wagtailsnippets_search_searchsynonyms:add"), data)
    assert SearchSynonyms.objects.get().is_one_way


def test_one_click_makes_a_promotion(editor: Client, site_tree: SiteTree) -> None:
    SearchCountFactory(text="frigo solidaire")
    page = FreePageFactory(parent=site_tree.home)
    row = soup(editor, "search_unanswered").select_one(".hub-actions")
    form = BeautifulSoup(editor.get(row.select("a")[1]["href"]).content, "html.parser")
    assert form.select_one("input[name=query_string]")["value"] == "frigo solidaire"
    editor.post(
        form.select_one("#main form[method=POST i]")["action"],
        {
            "query_string": "frigo solidaire",
            "editors_picks-TOTAL_FORMS": "1",
            "editors_picks-INITIAL_FORMS": "0",
            "editors_picks-MIN_NUM_FORMS": "0",
            "editors_picks-MAX_NUM_FORMS": "1000",
            "editors_picks-0-page": str(page.pk),
            "editors_picks-0-external_link_url": "",
            "editors_picks-0-external_link_text": "",
            "editors_picks-0-description": "",
            "editors_picks-0-ORDER": "1",
        },
    )
    assert SearchPromotion.objects.get().page_id == page.pk


def test_synonyms_are_refused_with_a_reason(editor: Client) -> None:
    response = editor.post(
        reverse("wagtailsnippets_search_searchsynonyms:add"), {"words": "les", "also": ""}
    )
    assert "ne contient que des petits mots" in response.content.decode()


def test_list_of_synonyms_is_found_and_read(editor: Client) -> None:
    SearchSynonymsFactory(words="mairie", also="hôtel de ville")
    SearchSynonymsFactory(words="frigo\nglacière")
    text = screen_text(editor, LISTS[0], q="hotel")
    assert "mairie" in text
    assert "frigo" not in text


def test_reasons_say_where_each_word_was_found(editor: Client, indexed_initiatives: None) -> None:
    text = screen_text(editor, "search_why", q="jardin famille")
    assert "Un jardin partagé" in text
    assert "dans titre (jardin)" in text
    assert "dans résumé (familles)" in text
    assert "Une ressourcerie" not in text


def test_reasons_name_synonyms_corrections_and_promotions(
    editor: Client, indexed_initiatives: None
) -> None:
    SearchSynonymsFactory(words="potager", also="jardin partagé")
    SearchPromotionFactory(
        query__query_string="potager",
        external_link_url="https://example.org/guide",
        external_link_text="Le guide du potager",
    )
    text = screen_text(editor, "search_why", q="potager")
    assert "par le synonyme « jardin partagé »" in text
    assert "Mis en avant par la rédaction : Le guide du potager" in text
    assert "compris « cantine »" in screen_text(editor, "search_why", q="cantime")


def test_reasons_say_that_a_word_is_in_no_page(editor: Client, indexed_initiatives: None) -> None:
    assert "aucune page ne porte ce mot" in screen_text(editor, "search_why", q="jardin hydrogène")


def test_reasons_add_up_to_the_order_of_the_results(
    editor: Client, indexed_initiatives: None
) -> None:
    hits = editor.get(reverse("search_why"), {"q": "cantine jardin"}).context["explanation"].hits
    listed = editor.get("/recherche/", {"q": "cantine jardin"}).context["listing"]
    assert [hit.title for hit in hits] == [page.title for page in listed.page.object_list]
    for hit in hits:
        assert sum(word.score for word in hit.words) == pytest.approx(hit.score, rel=1e-4)
        assert 0 < hit.coverage <= 1


def test_reasons_show_no_page_that_a_reader_may_not_see(
    editor: Client, indexed_initiatives: None
) -> None:
    page = InitiativePageFactory(title="Jardin confidentiel")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    send_pending_changes()
    assert "confidentiel" not in screen_text(editor, "search_why", q="jardin")


@pytest.mark.parametrize("asked", ["", "?!", "<script>alert(1)</script>", '"', "-jardin", "\x00"])
def test_reasons_take_any_question(asked: str, editor: Client, indexed_initiatives: None) -> None:
    html = editor.get(reverse("search_why"), {"q": asked}).content.decode()
    assert "<script>alert" not in html


def test_reasons_before_anything_can_be_found(editor: Client) -> None:
    assert "n’a encore rien à trouver" in screen_text(editor, "search_why", q="jardin")


@pytest.mark.parametrize("name", REPORTS)
def test_questions_cost_the_same_queries_whatever_their_number(name: str, editor: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            editor.get(reverse(name))
        return len(captured)

    def ask(number: int) -> None:
        for _ in range(number):
            count = SearchCountFactory()
            SearchClick.objects.create(day=count.day, key=count.key, rank=1, clicks=1)

    ask(3)
    queries()
    few = queries()
    ask(27)
    assert queries() == few
