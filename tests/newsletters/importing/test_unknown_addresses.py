"""Unknown e-mail addresses: the review asks about each; publication is blocked until then."""

import pytest
from django.http import HttpResponseBase
from django.test import Client
from wagtail.models import Site

from hub.core.models import HubSettings
from hub.core.publication import blocking_findings
from hub.newsletters.addresses import addresses_in
from hub.newsletters.importing import NewsletterImportError
from hub.newsletters.importing.builder import ImportOptions, Status, import_letter
from hub.newsletters.importing.builder.addresses import address_key, without_addresses
from hub.newsletters.importing.builder.decisions import Decisions
from hub.newsletters.importing.documents import Emphasis, Link, Paragraph, Span
from hub.newsletters.importing.readers import read_pasted_page
from hub.newsletters.models import NewsletterPage
from tests.factories import NewsletterPageFactory, PersonFactory
from tests.factories import blocks as make
from tests.factories.newsletters import rubrique
from tests.newsletters.importing.drafts import draft, imported, letter
from tests.newsletters.importing.test_admin_review import URL, answers, preview

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

ALIX, CAMILLE = "alix@exemple.invalid", "camille.specimen@exemple.invalid"
TEXT = letter(
    "n° 7",
    "Les haies",
    f"🗣️ Édito\nPlanter une haie prend une matinée. Écrivez à Alix ({ALIX}) pour venir.",
    f"📝 En pratique…\nLe rendez-vous est à la mairie. Inscription : {CAMILLE}",
)


def problems(page: NewsletterPage) -> list[str]:
    return [str(f) for f in blocking_findings(page) if "adresse" in str(f)]


def answered(client: Client, response: HttpResponseBase, **sent: str) -> NewsletterPage:
    named = {f"address-{address_key(email)}": value for email, value in sent.items()}
    client.post(URL, answers(response) | named)
    return draft(7)


def test_unknown_address_stops_publication_until_it_is_answered(superuser_client: Client) -> None:
    response = preview(superuser_client, TEXT)
    shown = [
        question.unknown.found.address for question in response.context_data["form"].addresses()
    ]
    assert shown == [ALIX, CAMILLE]
    assert "Adresses électroniques" in response.content.decode()
    page = answered(superuser_client, response)
    assert len(problems(page)) == 2
    assert ALIX in problems(page)[0]
    with pytest.raises(NewsletterImportError, match="adresse"):
        imported(TEXT, publish=True)


def test_kept_address_is_published_and_removed_address_is_not(superuser_client: Client) -> None:
    response = preview(superuser_client, TEXT)
    page = answered(superuser_client, response, **{ALIX: "keep", CAMILLE: "remove"})
    stored = str(page.rubriques.raw_data)
    assert ALIX in stored
    assert CAMILLE not in stored
    assert "Écrivez à Alix" in stored
    assert page.public_addresses == ALIX
    assert problems(page) == []
    answers_stored = [entry["answer"] for entry in page.import_report["addresses"]]
    assert answers_stored == ["keep", "remove"]
    assert CAMILLE not in str(page.import_report)
    html = superuser_client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "retirée" in html


def test_answers_are_applied_by_the_next_import(superuser_client: Client) -> None:
    answered(superuser_client, preview(superuser_client, TEXT), **{ALIX: "keep", CAMILLE: "remove"})
    assert imported(TEXT).status is Status.UNCHANGED
    again = imported(f"{TEXT}\nUne phrase de plus.")
    assert again.status is Status.UPDATED
    assert CAMILLE not in str(again.page.rubriques.raw_data)
    assert again.page.public_addresses == ALIX


def test_address_written_in_the_form_is_accepted() -> None:
    page = imported(TEXT).page
    page.public_addresses = f"{ALIX}, {CAMILLE.upper()}"
    assert problems(page) == []


@pytest.mark.parametrize("is_public", [True, False])
def test_address_of_the_directory_is_not_asked(is_public: bool, superuser_client: Client) -> None:
    PersonFactory(email=ALIX.upper(), email_is_public=is_public)
    response = preview(superuser_client, TEXT)
    shown = [
        question.unknown.found.address for question in response.context_data["form"].addresses()
    ]
    assert shown == [CAMILLE]


def test_address_of_the_site_is_not_asked(superuser_client: Client) -> None:
    site = Site.objects.get(is_default_site=True)
    HubSettings.objects.update_or_create(site=site, defaults={"contact_email": ALIX})
    page = answered(superuser_client, preview(superuser_client, TEXT), **{CAMILLE: "remove"})
    assert problems(page) == []


def test_address_of_a_byline_is_not_asked(superuser_client: Client) -> None:
    text = letter("n° 7", "Les haies", f"🗣️ Édito\nAlix Exemple : {ALIX}\nPlanter est facile.")
    assert preview(superuser_client, text).context_data["form"].addresses() == []


def test_address_in_a_link_only_is_asked_and_removed() -> None:
    html = (
        "<p>Lettre n° 7 : Les haies</p><p>Édito</p>"
        f'<p>Pour venir, <a href="mailto:{ALIX}?subject=Haies">écrivez-nous</a> vite.</p>'
    )
    document = read_pasted_page(
        "Lettre n° 7 : Les haies\nÉdito\nPour venir, écrivez-nous vite.", html
    )
    assert len(problems(import_letter(document).page)) == 1
    decisions = Decisions(addresses={address_key(ALIX): "remove"})
    page = import_letter(document, ImportOptions(decisions=decisions)).page
    assert ALIX not in str(page.rubriques.raw_data)
    assert "écrivez-nous" in str(page.rubriques.raw_data)
    assert problems(page) == []


def test_letter_written_by_hand_is_not_concerned() -> None:
    page = NewsletterPageFactory(rubriques=[rubrique(make.paragraph(f"Écrivez à {ALIX}."))])
    assert problems(page) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Écrivez à A.B@exemple.invalid.", ["a.b@exemple.invalid"]),
        ("mailto:a@exemple.invalid et a@exemple.invalid", ["a@exemple.invalid"]),
        ("Suivez @compte@instance.example", []),
        ("https://exemple.invalid/@compte@instance.example", []),
        ("/images/logo@2x.png", []),
    ],
)
def test_addresses_of_a_text(text: str, found: list[str]) -> None:
    assert addresses_in(text) == found


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"Alix <{ALIX}> répond.", "Alix répond."),
        (f"Alix ({ALIX}), à la mairie", "Alix, à la mairie"),
        (f"Contact : {ALIX}", "Contact :"),
        (f"{ALIX} et Camille", " et Camille"),
        (f"{ALIX}, {ALIX}", None),
        (ALIX, None),
    ],
)
def test_removed_address_leaves_the_other_words(text: str, left: str | None) -> None:
    [*paragraphs] = without_addresses([Paragraph(text, Span(1, 1))], {address_key(ALIX)})
    assert [paragraph.text for paragraph in paragraphs] == ([] if left is None else [left])


def test_marks_follow_the_removal_of_an_address() -> None:
    text = f"Alix ({ALIX}) lit le guide."
    start = text.index("le guide")
    paragraph = Paragraph(
        text,
        Span(1, 1),
        emphasis=(Emphasis(0, len(text)),),
        links=(Link("https://exemple.invalid/", start, start + 8),),
    )
    [cleaned] = without_addresses([paragraph], {address_key(ALIX)})
    [link] = cleaned.links
    assert cleaned.text[link.start : link.end] == "le guide"
    assert all(mark.end <= len(cleaned.text) for mark in cleaned.emphasis)
