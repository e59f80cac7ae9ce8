import smtplib

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from inspiration.models import InitiativePage
from tests.factories import InitiativePageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

LETTER = {
    "name": "Zoé d’Été",
    "email": "zoe@example.org",
    "message": "Bonjour,\nl’été nous intéresse.",
}


@pytest.fixture
def page() -> InitiativePage:
    return InitiativePageFactory(reachable=True, title="Un verger à l’école")


@pytest.fixture
def url(page: InitiativePage) -> str:
    return f"{page.url}contact/"


def test_the_message_goes_to_the_contact_with_the_reader_to_answer(
    client: Client, page: InitiativePage, url: str
) -> None:
    response = client.post(url, LETTER)

    assert response.status_code == 302
    assert response.url == f"{url}?envoye=1"
    (message,) = mail.outbox
    assert message.to == ["contact@example.org"]
    assert message.reply_to == ["zoe@example.org"]
    assert message.subject == "Votre initiative «\u00a0Un verger à l’école\u00a0»"
    assert "l’été nous intéresse." in message.body
    assert "Zoé d’Été" in message.body
    assert page.full_url in message.body


def test_the_reader_is_told_that_the_message_left(client: Client, url: str) -> None:
    html = client.post(url, LETTER, follow=True).text

    assert "Votre message est parti" in html
    assert "<textarea" not in html


def test_neither_page_nor_form_shows_the_address(
    client: Client, page: InitiativePage, url: str
) -> None:
    for address in (page.url, url):
        assert "contact@example.org" not in client.get(address).text


def test_the_form_has_a_label_for_each_field(client: Client, url: str) -> None:
    soup = BeautifulSoup(client.get(url).text, "html.parser")

    for name in LETTER:
        field = soup.find(None, {"name": name})
        label = soup.find("label", attrs={"for": field["id"]})
        assert label.get_text(strip=True).endswith("(obligatoire)")
    email = soup.find(None, {"name": "email"})
    assert "prenom.nom@exemple.fr" in soup.find(id=email["aria-describedby"]).text


def test_there_is_no_form_without_a_contact(client: Client) -> None:
    page = InitiativePageFactory()

    assert client.get(f"{page.url}contact/").status_code == 404
    assert client.post(f"{page.url}contact/", LETTER).status_code == 404


def test_a_robot_that_fills_the_hidden_field_thinks_it_sent(client: Client, url: str) -> None:
    response = client.post(url, {**LETTER, "website": "https://spam.example"})

    assert response.status_code == 302
    assert not mail.outbox


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "pas une adresse"),
        ("email", ""),
        ("email", "zoe@example.org\nBcc: tous@example.org"),
        ("name", ""),
        ("message", " "),
        ("message", "é" * 4001),
    ],
)
def test_a_wrong_value_is_refused_and_the_rest_stays_in_the_form(
    client: Client, url: str, field: str, value: str
) -> None:
    response = client.post(url, {**LETTER, field: value})

    assert response.status_code == 200
    assert not mail.outbox
    soup = BeautifulSoup(response.text, "html.parser")
    kept = "name" if field != "name" else "email"
    assert soup.find(None, {"name": kept})["value"] == LETTER[kept]
    wrong = soup.find(None, {"name": field})
    assert wrong["aria-invalid"] == "true"


def test_line_breaks_in_a_name_or_title_add_no_header(
    client: Client, page: InitiativePage, url: str
) -> None:
    page.title = "Été\nBcc: tous@example.org"
    page.save()

    client.post(url, {**LETTER, "name": "Zoé\r\nBcc: tous@example.org"})

    (message,) = mail.outbox
    sent = message.message()
    assert "Bcc" not in sent
    assert message.recipients() == ["contact@example.org"]


def test_each_error_leads_to_its_field(client: Client, url: str) -> None:
    response = client.post(url, {"name": "Zoé", "email": "zoe"})

    soup = BeautifulSoup(response.text, "html.parser")
    summary = soup.find(None, {"role": "alert"})
    targets = [soup.find(id=link["href"].removeprefix("#")) for link in summary.find_all("a")]
    assert [target["name"] for target in targets] == ["email", "message"]
    assert "nom@exemple.fr" in summary.text


@pytest.mark.parametrize(
    "error", [ConnectionRefusedError("refus"), smtplib.SMTPException("panne"), TimeoutError()]
)
def test_a_mail_server_down_keeps_the_message_and_says_so(
    client: Client,
    url: str,
    monkeypatch: pytest.MonkeyPatch,
    error: ConnectionRefusedError | TimeoutError | smtplib.SMTPException,
) -> None:
    def fail(self: EmailBackend, messages: list[EmailMessage]) -> None:
        raise error

    monkeypatch.setattr(EmailBackend, "send_messages", fail)

    response = client.post(url, LETTER)

    assert response.status_code == 200
    soup = BeautifulSoup(response.text, "html.parser")
    assert "l’été nous intéresse." in soup.find("textarea").text
    assert soup.find(None, {"role": "alert"}).text.strip()


def test_a_title_of_255_characters_gives_a_subject_within_bounds(
    client: Client, page: InitiativePage, url: str
) -> None:
    page.title = "é" * 255
    page.save()

    client.post(url, LETTER)

    assert len(mail.outbox[0].subject) <= 150


def test_the_message_is_protected_from_other_sites(page: InitiativePage, url: str) -> None:
    assert Client(enforce_csrf_checks=True).post(url, LETTER).status_code == 403
    assert not mail.outbox


def test_the_form_is_never_cached_and_the_page_sets_no_cookie(
    client: Client, page: InitiativePage, url: str
) -> None:
    assert "no-store" in client.get(url)["Cache-Control"]
    client.cookies.clear()
    assert not client.get(page.url).cookies


def test_a_hundred_messages_from_one_source_are_throttled_and_a_reader_is_served(
    client: Client, url: str
) -> None:
    robot = {"HTTP_X_FORWARDED_FOR": "203.0.113.5"}
    answers = [client.post(url, LETTER, **robot) for _ in range(100)]

    assert 20 <= len(mail.outbox) <= 40  # two windows at most
    throttled = answers[-1]
    assert throttled.status_code == 429
    assert int(throttled["Retry-After"]) > 0
    assert "trop de messages viennent de votre adresse" in throttled.text
    soup = BeautifulSoup(throttled.text, "html.parser")
    assert soup.find("textarea").text.strip() == LETTER["message"]
    sent = len(mail.outbox)
    assert client.post(url, LETTER, HTTP_X_FORWARDED_FOR="198.51.100.7").status_code == 302
    assert len(mail.outbox) == sent + 1
