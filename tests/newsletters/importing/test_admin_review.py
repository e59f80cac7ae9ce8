"""The second step of the import: each guess confirmed or corrected, then the draft."""

import datetime
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import Settings
from wagtail.images import get_image_model
from wagtail.models import GroupPagePermission, UploadedFile

from hub.agenda.models import EventPage
from hub.newsletters.importing import read_pasted
from hub.newsletters.importing.builder import Status, import_letter
from hub.newsletters.models import NewsletterIndexPage, NewsletterPage
from hub.people.models import Person
from hub.territories.models import TerritoryKind
from inspiration.models import InitiativePage
from tests.factories import InitiativePageFactory, PersonFactory, TerritoryFactory
from tests.newsletters.importing.drafts import blocks_of, draft, letter
from tests.newsletters.importing.writers import PNG, eml

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

URL = "/admin/lettres/importer/"
TEXT = letter(
    "n° 7",
    "Les haies",
    "🔎 Les nouvelles des territoires…\nQu’avez-vous planté ?\n"
    "Marie Dupont, maire de Valombrette :\nLa restitution aura lieu le 29 février.",
    "🔜 À suivre…\nLa rencontre aura lieu les 4 et 5 mai. Trois demi-journées suivront.",
    "👉 Inspiration par le Journal…\n➡️ Valombrette (99) : un verger tenu par le collège",
)


def preview(client: Client, text: str = TEXT) -> HttpResponseBase:
    return client.post(URL, {"text": text})


def answers(response: HttpResponseBase) -> dict[str, str]:
    """Return the form data that a browser would send without a change."""
    form = BeautifulSoup(response.content, "html.parser").select_one("form.import-review")
    sent: dict[str, str] = {}
    for field in form.select("input, select, textarea"):
        kind = field.get("type")
        if kind in ("radio", "checkbox") and not field.has_attr("checked"):
            continue
        if field.name == "select":
            option = field.select_one("option[selected]") or field.select_one("option")
            sent[str(field["name"])] = str(option["value"])
        else:
            value = field.get("value", "on" if kind == "checkbox" else "")
            sent[str(field["name"])] = str(value)
    return sent


def name_of(response: HttpResponseBase, label: str) -> str:
    """Return the name of the field with this legend."""
    guesses = response.context_data["form"]._guesses
    return next(g.name for g in guesses.choices() if g.label == label)


def date_of(response: HttpResponseBase, text: str) -> str:
    dates = response.context_data["form"]._guesses.dates
    return f"date-{next(p.key for p in dates if text in p.date.text)}"


def test_each_guess_shows_its_sentence_and_the_answers(superuser_client: Client) -> None:
    page = preview(superuser_client).content.decode()
    assert "Marie Dupont, maire de Valombrette :" in page
    assert "La rencontre aura lieu les 4 et 5 mai." in page
    for words in ("Ajouter à l’annuaire", "Laisser en texte", "Créer un brouillon d’initiative"):
        assert words in page


def test_form_sent_as_it_is_gives_the_draft_of_the_command(superuser_client: Client) -> None:
    superuser_client.post(URL, answers(preview(superuser_client)))
    page = draft(7)
    [interview] = blocks_of(page, "interview")
    assert interview["answers"][0]["person"].name == "Marie Dupont"
    assert not EventPage.objects.exists()
    assert not InitiativePage.objects.exists()
    assert import_letter(read_pasted(TEXT)).status is Status.UNCHANGED


def test_name_left_as_text_adds_nobody(superuser_client: Client) -> None:
    response = preview(superuser_client)
    superuser_client.post(URL, answers(response) | {name_of(response, "Marie Dupont"): "text"})
    [interview] = blocks_of(draft(7), "interview")
    assert (interview["answers"][0]["person"], interview["answers"][0]["name"]) == (
        None,
        "Marie Dupont",
    )
    assert not Person.objects.exists()


def test_one_of_two_people_of_the_same_name_is_chosen(superuser_client: Client) -> None:
    _, chosen = PersonFactory(name="Marie Dupont"), PersonFactory(name="Marie Dupont")
    response = preview(superuser_client)
    sent = answers(response)
    assert sent[name_of(response, "Marie Dupont")] == "text"
    superuser_client.post(URL, sent | {name_of(response, "Marie Dupont"): str(chosen.pk)})
    [interview] = blocks_of(draft(7), "interview")
    assert interview["answers"][0]["person"] == chosen


def test_name_that_looks_like_a_known_one_is_told(superuser_client: Client) -> None:
    known = PersonFactory(name="Marie Dupond")
    response = preview(superuser_client)
    assert "Un nom de l’annuaire lui ressemble" in response.content.decode()
    superuser_client.post(
        URL, answers(response) | {name_of(response, "Marie Dupont"): str(known.pk)}
    )
    assert list(Person.objects.all()) == [known]


def test_territory_is_chosen_among_twins_or_by_its_code(superuser_client: Client) -> None:
    first = TerritoryFactory(name="Valombrette", kind=TerritoryKind.COMMUNE)
    second = TerritoryFactory(name="Valombrette", kind=TerritoryKind.COMMUNE)
    other = TerritoryFactory(name="Ailleurs", kind=TerritoryKind.COMMUNE)
    response = preview(superuser_client)
    label = next(g.label for g in response.context_data["form"]._guesses.territories)
    name = name_of(response, label)
    assert {v for v, _ in response.context_data["form"].fields[name].choices} >= {
        str(first.pk),
        str(second.pk),
    }
    sent = answers(response)
    wrong = superuser_client.post(URL, sent | {name: "other", f"{name}-other": "00000"})
    assert "Aucun territoire" in wrong.content.decode()
    assert not NewsletterPage.objects.exists()
    superuser_client.post(URL, sent | {name: "other", f"{name}-other": other.code})
    assert [link.territory for link in draft(7).territory_links.all()] == [other]


def test_initiative_is_linked_or_created_as_a_draft(superuser_client: Client) -> None:
    known = InitiativePageFactory(title="Un verger tenu par les enfants du collège")
    response = preview(superuser_client)
    name = name_of(response, "un verger tenu par le collège")
    values = dict(response.context_data["form"].fields[name].choices)
    assert str(known.pk) in values
    superuser_client.post(URL, answers(response) | {name: "create"})
    made = InitiativePage.objects.exclude(pk=known.pk).get()
    assert (made.title, made.live) == ("un verger tenu par le collège", False)
    [block] = blocks_of(draft(7), "initiative")
    assert block["page"].pk == made.pk


def test_ticked_date_becomes_a_draft_of_the_agenda(superuser_client: Client) -> None:
    response = preview(superuser_client)
    name = date_of(response, "4 et 5 mai")
    ticked = {f"{name}-create": "on", f"{name}-title": "Rencontre de mai"}
    refused = superuser_client.post(URL, answers(response) | ticked)
    assert "Dites l’année" in refused.content.decode()
    assert not EventPage.objects.exists()
    superuser_client.post(URL, answers(refused) | {f"{name}-year": "2022"})
    event = EventPage.objects.get()
    assert (event.title, event.event_kind, event.live) == ("Rencontre de mai", "rencontre", False)
    assert (event.start_date, event.end_date) == (
        datetime.date(2022, 5, 4),
        datetime.date(2022, 5, 5),
    )
    assert "La rencontre aura lieu" in event.description


def test_day_that_the_year_does_not_have_is_refused(superuser_client: Client) -> None:
    response = preview(superuser_client)
    name = date_of(response, "29 février")
    sent = answers(response) | {
        f"{name}-create": "on",
        f"{name}-title": "Restitution",
        f"{name}-year": "2022",
    }
    assert "Ce jour n’existe pas" in superuser_client.post(URL, sent).content.decode()
    superuser_client.post(URL, sent | {f"{name}-year": "2024"})
    assert EventPage.objects.get().start_date == datetime.date(2024, 2, 29)


def test_date_without_a_day_needs_no_year(superuser_client: Client) -> None:
    response = preview(superuser_client)
    name = date_of(response, "Trois demi-journées")
    assert f"{name}-year" not in response.context_data["form"].fields
    sent = {f"{name}-create": "on", f"{name}-title": "Entre pairs"}
    superuser_client.post(URL, answers(response) | sent)
    event = EventPage.objects.get()
    assert (event.start_date, event.precision) == (None, "unknown")
    assert event.duration_label == "Trois demi-journées"


def test_event_already_made_is_not_made_again(superuser_client: Client) -> None:
    response = preview(superuser_client)
    name = date_of(response, "4 et 5 mai")
    ticked = {f"{name}-create": "on", f"{name}-title": "Rencontre", f"{name}-year": "2022"}
    superuser_client.post(URL, answers(response) | ticked)
    again = preview(superuser_client, TEXT + "\nUn paragraphe de plus.")
    assert "Ce rendez-vous existe déjà" in again.content.decode()
    superuser_client.post(URL, answers(again) | ticked)
    assert EventPage.objects.count() == 1


def test_answers_hold_when_the_command_imports_again(superuser_client: Client) -> None:
    response = preview(superuser_client)
    superuser_client.post(URL, answers(response) | {name_of(response, "Marie Dupont"): "text"})
    assert import_letter(read_pasted(TEXT)).status is Status.UNCHANGED
    import_letter(read_pasted(TEXT + "\nUn paragraphe de plus."))
    assert not Person.objects.exists()


def test_nothing_is_lost_when_an_answer_is_wrong(superuser_client: Client) -> None:
    response = preview(superuser_client)
    name = date_of(response, "4 et 5 mai")
    sent = answers(response) | {
        f"{name}-create": "on",
        f"{name}-title": "Mon titre",
        name_of(response, "Marie Dupont"): "text",
        "date": "15/02/2022",
    }
    kept = answers(superuser_client.post(URL, sent))
    assert {key: kept[key] for key in sent if key != "csrfmiddlewaretoken"} == {
        key: value for key, value in sent.items() if key != "csrfmiddlewaretoken"
    }


def test_every_field_has_a_label_and_errors_lead_to_it(superuser_client: Client) -> None:
    response = preview(superuser_client)
    name = date_of(response, "4 et 5 mai")
    refused = superuser_client.post(URL, answers(response) | {f"{name}-create": "on"})
    page = BeautifulSoup(refused.content, "html.parser")
    form = page.select_one("form.import-review")
    for field in form.select("input:not([type=hidden]), select"):
        assert page.select_one(f'label[for="{field["id"]}"]') or field.find_parent("label")
    anchors = [link["href"] for link in page.select(".import-errors a")]
    assert anchors
    assert all(page.select_one(anchor) for anchor in anchors)


def test_lines_of_guesses_are_in_the_source(superuser_client: Client) -> None:
    page = BeautifulSoup(preview(superuser_client).content, "html.parser")
    anchors = {link["href"] for link in page.select(".import-sentence a")}
    assert anchors
    assert all(page.select_one(anchor) for anchor in anchors)


def upload_message(client: Client, example_bytes: bytes) -> HttpResponseBase:
    lines = [line for line in example_bytes.decode().splitlines() if line.strip()]
    return client.post(URL, {"file": SimpleUploadedFile("l.eml", eml(lines))})


def test_images_are_kept_until_the_draft_then_added_to_the_library(
    superuser_client: Client, example_bytes: bytes, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    response = upload_message(superuser_client, example_bytes)
    assert UploadedFile.objects.count() == 1
    assert not get_image_model().objects.exists()
    sent = answers(response)
    superuser_client.post(URL, sent)
    assert draft(12).date == datetime.date(2031, 3, 4)
    image = get_image_model().objects.get()
    assert image.file.read() == PNG
    assert not UploadedFile.objects.exists()
    assert [p.name for p in tmp_path.glob("wagtail_uploads/*")] == []
    images = draft(12).import_report["images"]
    assert [(i["status"], i["id"], i["alt"]) for i in images] == [("held", image.pk, "Une haie")]


def test_text_of_the_mailing_tool_is_listed_in_the_review(
    superuser_client: Client, example_bytes: bytes
) -> None:
    page = upload_message(superuser_client, example_bytes).content.decode()
    assert "Laissé de côté" in page
    assert re.search(r"Voir cette lettre dans votre navigateur", page)


def test_html_of_the_clipboard_is_read_while_the_words_agree(superuser_client: Client) -> None:
    html = "".join(f"<p><b>{line}</b></p>" for line in TEXT.splitlines())
    response = superuser_client.post(URL, {"text": TEXT, "html": html})
    assert "<b>" not in response.content.decode()
    superuser_client.post(URL, answers(response))
    assert draft(7).import_report["source"]["format"] == "html"


def test_html_of_the_clipboard_is_forgotten_when_the_words_changed(
    superuser_client: Client,
) -> None:
    response = superuser_client.post(URL, {"text": TEXT, "html": "<p>Autre chose</p>"})
    superuser_client.post(URL, answers(response))
    assert draft(7).import_report["source"]["format"] == "text"


def test_editor_of_letters_only_is_not_asked_to_create_elsewhere(editor_client: Client) -> None:
    GroupPagePermission.objects.update(page=NewsletterIndexPage.objects.get())
    response = preview(editor_client)
    form = response.context_data["form"]
    assert form.dates() == []
    assert "Créer un brouillon d’initiative" not in response.content.decode()
    editor_client.post(URL, answers(response))
    assert draft(7).live is False


def test_sure_guesses_fold_away_and_doubtful_ones_come_first(superuser_client: Client) -> None:
    PersonFactory(name="Marie Dupont")
    text = TEXT + "\n🗣️ Édito : Semer\nJean Martin\nSemer prend une minute."
    page = BeautifulSoup(preview(superuser_client, text).content, "html.parser")
    sure = [legend.text for legend in page.select("details.import-sure legend")]
    assert "Marie Dupont" in sure
    assert "Jean Martin" not in sure
    assert "Jean Martin" in [legend.text for legend in page.select("form.import-review legend")]
