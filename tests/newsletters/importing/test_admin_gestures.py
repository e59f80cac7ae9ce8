"""Review screen of the import: links, quotations, lists, themes, typed territories."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.http import HttpResponseBase
from django.test import Client

from hub.newsletters.lost_links import unresolved_links
from hub.newsletters.models import NewsletterPage
from hub.territories.models import Territory, TerritoryKind
from tests.factories import (
    EventPageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    TerritoryFactory,
    ThemeFactory,
)
from tests.newsletters.importing.conftest import EXAMPLE
from tests.newsletters.importing.drafts import blocks_of, draft, imported, letter
from tests.newsletters.importing.test_admin_review import URL, answers, name_of, preview
from tests.shown_text import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

PLACE = letter("n° 7", "T", "👉 Inspiration par le Journal…\n➡️ Zorbec (99) : un verger")


@pytest.fixture
def example(superuser_client: Client) -> HttpResponseBase:
    return preview(superuser_client, EXAMPLE.read_text("utf-8"))


def lost(response: HttpResponseBase, label: str) -> str:
    links = response.context_data["form"].links()
    return next(q.url.html_name for q in links if q.lost.link.label == label)


def test_address_fills_a_lost_link_and_the_others_stay_to_do(
    superuser_client: Client, example: HttpResponseBase
) -> None:
    sent = answers(example) | {lost(example, "Framadate"): " framadate.example/x?utm_source=a "}
    superuser_client.post(URL, sent)
    page = draft(12)
    assert '<a href="https://framadate.example/x">Framadate</a>' in str(page.rubriques.raw_data)
    left = [link.words for link in unresolved_links(page)]
    assert "Framadate" not in left
    assert len(left) == 5
    html = superuser_client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "1 est déjà remis" in html


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("nom@example.org", "mailto:nom@example.org"), ("https://a.example/b c", None)]
    + [(bad, None) for bad in ("javascript:alert(1)", "ici", "nom@", "ftp://a.example/")],
)
def test_address_is_checked_beside_its_field(
    superuser_client: Client, example: HttpResponseBase, typed: str, kept: str | None
) -> None:
    name = lost(example, "Framadate")
    response = superuser_client.post(URL, answers(example) | {name: typed})
    assert NewsletterPage.objects.exists() is bool(kept)
    if kept:
        assert f'<a href="{kept}">' in str(draft(12).rubriques.raw_data)
    else:
        assert response.context_data["form"].errors[name]
        assert answers(response)[name] == typed


def test_page_of_the_hub_fills_a_lost_link_but_not_with_an_address(
    superuser_client: Client, example: HttpResponseBase
) -> None:
    page, name = InitiativePageFactory(), lost(example, "Framadate")
    both = {name: "https://a.example/", f"{name}-page": str(page.pk)}
    refused = superuser_client.post(URL, answers(example) | both)
    assert "pas les deux" in refused.content.decode()
    superuser_client.post(URL, answers(refused) | {name: ""})
    assert f'<a linktype="page" id="{page.pk}">Framadate</a>' in str(draft(12).rubriques.raw_data)


def test_one_box_takes_all_quotations_and_one_of_them_is_enough(
    superuser_client: Client, example: HttpResponseBase
) -> None:
    questions = example.context_data["form"].quotations()
    assert len(questions) == 4
    one = questions[1].chosen.html_name
    superuser_client.post(URL, answers(example) | {one: "on"})
    alone = [q["text"] for q in blocks_of(draft(12), "quote")]
    assert questions[1].suggestion.quotation.text in alone
    assert questions[0].suggestion.quotation.text not in alone
    again = preview(superuser_client, EXAMPLE.read_text("utf-8"))
    assert answers(again)[one] == "on"
    superuser_client.post(URL, answers(again) | {"quotations-all": "on"})
    texts = [q["text"] for q in blocks_of(draft(12), "quote")]
    assert all(q.suggestion.quotation.text in texts for q in questions)


def test_quotation_shows_before_after_and_its_incise(example: HttpResponseBase) -> None:
    page = BeautifulSoup(example.content, "html.parser")
    shown = page.select(".import-quotation")[1].get_text(" ", strip=True)
    assert "« ajoute-t-elle » devient « Elle ajoute : »" in shown.replace("\u00a0", " ")
    assert page.select(".import-quotation")[1].select_one("blockquote")


def test_announced_list_is_offered_and_made(
    superuser_client: Client, example: HttpResponseBase
) -> None:
    [question] = example.context_data["form"].lists()
    superuser_client.post(URL, answers(example) | {question.chosen.html_name: "on"})
    [tools] = blocks_of(draft(12), "step_list")
    assert [step["title"] for step in tools["items"]] == [
        "Un carnet de relevés",
        "Une carte des sols",
        "Des visites croisées entre jardiniers de communes voisines",
    ]


def test_themes_named_by_the_letter_are_offered(superuser_client: Client) -> None:
    theme = ThemeFactory(name="Haie", synonyms="bocage")
    merged = ThemeFactory(name="Pépinière", merged_into=theme)
    response = preview(superuser_client, EXAMPLE.read_text("utf-8"))
    offered = [p.theme for p in response.context_data["form"]._guesses.suggestions.themes]
    assert theme in offered
    assert merged not in offered
    superuser_client.post(URL, answers(response) | {"themes": str(theme.pk)})
    assert draft(12).ranked_themes == [theme]


def test_event_of_the_agenda_is_proposed_before_making_one(superuser_client: Client) -> None:
    event = EventPageFactory(title="Restitution", start_date="2031-03-12")
    response = preview(superuser_client, EXAMPLE.read_text("utf-8"))
    [question] = [q for q in response.context_data["form"].dates() if q.event]
    assert event in question.proposal.candidates
    name = question.event.html_name
    both = {name: str(event.pk), question.create.html_name: "on"}
    refused = superuser_client.post(URL, answers(response) | both)
    assert "décochez" in refused.content.decode()
    superuser_client.post(URL, answers(response) | {name: str(event.pk)})
    assert list(type(event).objects.all()) == [event]
    assert event.pk in draft(12).import_report["import"]["events"].values()


def test_near_territories_are_proposed_with_their_departement(superuser_client: Client) -> None:
    calvados = TerritoryFactory(name="Calvadosie", kind=TerritoryKind.DEPARTEMENT, code="98")
    commune = TerritoryFactory(name="Zorbec", kind="commune", code="98001", parent=calvados)
    group = TerritoryFactory(name="CU de Zorbec", kind=TerritoryKind.EPCI, parent=calvados)
    text = PLACE.replace("Zorbec (99)", "Zorbec Normandie (98)")
    response = preview(superuser_client, text)
    [guess] = response.context_data["form"]._guesses.territories
    assert guess.choices[0] == (str(commune.pk), "Zorbec — commune, Calvadosie (98)")
    [alone] = preview(superuser_client, PLACE).context_data["form"]._guesses.territories
    assert {value for value, _ in alone.choices} >= {str(commune.pk), str(group.pk)}


@pytest.mark.parametrize("typed", ["CU d’Astreval", "Communauté urbaine d'Astreval", "200099999"])
@pytest.mark.parametrize("radio", ["text", "other"])
def test_territory_typed_counts_whatever_the_choice(
    superuser_client: Client, typed: str, radio: str
) -> None:
    known = TerritoryFactory(name="CU d'Astreval", kind=TerritoryKind.EPCI, code="200099999")
    response = preview(superuser_client, PLACE)
    name = name_of(response, "Zorbec (99)")
    superuser_client.post(URL, answers(response) | {name: radio, f"{name}-other": typed})
    assert draft(7).territories == [known]


def test_territory_of_several_is_told_apart_by_its_departement(superuser_client: Client) -> None:
    for code in ("97", "98"):
        parent = TerritoryFactory(name=f"Dép {code}", kind="departement", code=code)
        TerritoryFactory(name="Astreval", kind="commune", code=f"{code}001", parent=parent)
    response = preview(superuser_client, PLACE)
    name = name_of(response, "Zorbec (99)")
    sent = answers(response) | {name: "other", f"{name}-other": "Astreval"}
    refused = superuser_client.post(URL, sent)
    assert "Plusieurs territoires répondent" in refused.content.decode()
    superuser_client.post(URL, answers(refused) | {f"{name}-other": "Astreval (98)"})
    assert draft(7).territories == [Territory.objects.get(code="98001")]


def test_unknown_territory_typed_is_noted_or_added_but_never_lost(superuser_client: Client) -> None:
    response = preview(superuser_client, PLACE)
    name = name_of(response, "Zorbec (99)")
    refused = superuser_client.post(URL, answers(response) | {f"{name}-other": "Pays d’Astre"})
    assert "Aucun territoire ne répond" in refused.content.decode()
    assert not NewsletterPage.objects.exists()
    kept = answers(refused)
    assert kept[f"{name}-other"] == "Pays d’Astre"
    no_code = superuser_client.post(URL, kept | {f"{name}-other-then": "create"})
    assert "Écrivez le code officiel" in no_code.content.decode()
    superuser_client.post(URL, kept | {f"{name}-other-then": "keep"})
    page = draft(7)
    assert page.territories == []
    assert page.import_report["territories"][0]["asked"] == "Pays d’Astre"
    html = superuser_client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "noté\u00a0: «\u00a0Pays d’Astre\u00a0», à relier" in html
    again = preview(superuser_client, PLACE)
    assert answers(again)[f"{name}-other"] == "Pays d’Astre"
    added = {f"{name}-other-then": "create", f"{name}-other-kind": "epci"}
    superuser_client.post(URL, answers(again) | added | {f"{name}-other-code": "200 099 998"})
    assert [(t.name, t.code) for t in draft(7).territories] == [("Pays d’Astre", "200099998")]


def test_territory_is_added_only_by_those_who_may(editor_client: Client) -> None:
    Permission.objects.get(codename="add_territory").group_set.clear()
    response = preview(editor_client, PLACE)
    name = name_of(response, "Zorbec (99)")
    refused = editor_client.post(URL, answers(response) | {f"{name}-other": "Pays d’Astre"})
    assert "Le noter dans le rapport" in refused.content.decode()
    assert "L’ajouter au répertoire" not in refused.content.decode()


def test_typed_territory_and_another_choice_are_not_guessed(superuser_client: Client) -> None:
    TerritoryFactory(name="Astreval", kind="commune")
    twins = [TerritoryFactory(name="Zorbec", kind="commune") for _ in range(2)]
    response = preview(superuser_client, PLACE)
    name = name_of(response, "Zorbec (99)")
    sent = answers(response) | {name: str(twins[0].pk), f"{name}-other": "Astreval"}
    refused = superuser_client.post(URL, sent)
    assert "choisi autre chose" in refused.content.decode()


def test_initiative_told_elsewhere_takes_its_address(superuser_client: Client) -> None:
    response = preview(superuser_client, PLACE)
    name = name_of(response, "un verger")
    superuser_client.post(URL, answers(response) | {f"{name}-url": "a.example/verger"})
    [block] = blocks_of(draft(7), "initiative")
    assert block["url"] == "https://a.example/verger"
    assert unresolved_links(draft(7)) == []


def test_screen_says_whether_the_letter_is_online_or_a_draft(superuser_client: Client) -> None:
    page = imported(letter(), date=datetime.date(2022, 2, 15)).page
    shown = text_of(preview(superuser_client, letter()))
    assert "Un brouillon de la lettre n°\u00a07 existe déjà" in shown
    assert "il sera mis à jour" in shown
    assert "Mettre à jour le brouillon" in shown
    page.get_latest_revision().publish()
    response = preview(superuser_client, letter())
    shown = text_of(response)
    assert "La lettre n°\u00a07 est en ligne" in shown
    assert "rien ne change pour les lecteurs" in shown
    assert "Préparer un brouillon de cette lettre" in shown
    assert f"/admin/pages/{page.pk}/edit/" in response.text


def test_conflicting_letter_is_linked(superuser_client: Client) -> None:
    page = NewsletterPageFactory(number=7, live=False)
    shown = preview_refused(superuser_client)
    assert "Un brouillon de la lettre n°\u00a07 existe déjà" in shown
    assert f'href="/admin/pages/{page.pk}/edit/"' in shown


def preview_refused(client: Client) -> str:
    return client.post(URL, {"text": letter()}).content.decode()
