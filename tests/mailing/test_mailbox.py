"""Screens « Courriels du site »: the messages stored in development, read in the admin."""

from pathlib import Path

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from hub.mailing.screens.stored import StoredMessage, latest_messages, stored_message

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

RULE = "-" * 79
HTML = "<html><head><title>Lettre</title></head><body><p>L’été <b>à Beauvais</b></p></body></html>"


def send(
    subject: str = "Un été à Beauvais", text: str = "Bonjour", html: str = "", attached: str = ""
) -> None:
    message = EmailMultiAlternatives(subject, text, "hub@localhost", ["zoe@example.org"])
    if html:
        message.attach_alternative(html, "text/html")
    if attached:
        message.attach(attached, b"12345", "application/pdf")
    message.send()


def only_message(folder: Path) -> StoredMessage:
    (found,) = latest_messages(folder, 10)
    return found


def test_a_stored_message_is_read_as_it_was_sent(mailbox: Path) -> None:
    with time_machine.travel("2026-12-01T09:30:00+01:00", tick=False):
        send(html=HTML, attached="règlement.pdf")

    found = only_message(mailbox)

    assert (found.subject, found.recipients) == ("Un été à Beauvais", "zoe@example.org")
    assert found.text.strip() == "Bonjour"
    assert "L’été <b>à Beauvais</b>" in found.html
    assert found.attachments == [("règlement.pdf", 5)]
    assert found.sent_at
    assert found.sent_at.isoformat() == "2026-12-01T09:30:00+01:00"
    assert ("To", "zoe@example.org") in found.headers


def test_messages_of_one_connection_are_told_apart(mailbox: Path) -> None:
    with mail.get_connection() as connection:
        for number in range(3):
            mail.EmailMessage(
                f"Objet {number}", f"Avant\n{RULE}\naprès", to=["a@b.fr"], connection=connection
            ).send()

    found = latest_messages(mailbox, 10)

    assert [one.subject for one in found] == ["Objet 2", "Objet 1", "Objet 0"]
    assert all("après" in one.text for one in found)
    assert stored_message(mailbox, found[0].file, 1) == found[1]


def test_the_last_messages_come_first(mailbox: Path) -> None:
    for number in range(3):
        with time_machine.travel(f"2026-12-0{number + 1}T09:30:00+01:00", tick=False):
            send(f"Objet {number}")

    assert [one.subject for one in latest_messages(mailbox, 2)] == ["Objet 2", "Objet 1"]


@pytest.mark.parametrize(
    ("file", "place"),
    [("absent.log", 0), ("../secret.log", 0), ("..", 0), ("", 0), (None, 1)],
    ids=["absent", "above", "parent", "empty", "place"],
)
def test_an_unknown_message_is_none(mailbox: Path, file: str | None, place: int) -> None:
    send()
    (mailbox.parent / "secret.log").write_bytes(b"Subject: secret\n\nsecret\n")
    name = only_message(mailbox).file if file is None else file

    assert stored_message(mailbox, name, place) is None


def test_a_message_without_date_nor_subject_is_listed(mailbox: Path, admin_client: Client) -> None:
    mailbox.mkdir()
    (mailbox / "1.log").write_bytes(f"X-Autre: oui\n\ntexte\n{RULE}\n".encode())

    page = admin_client.get(reverse("mailbox")).text

    assert "Sans objet" in page
    assert "sans date" in page


def test_an_empty_mailbox_says_what_fills_it(mailbox: Path, admin_client: Client) -> None:
    page = admin_client.get(reverse("mailbox")).text

    assert "Aucun message pour l’instant." in page
    assert str(mailbox) in page


def test_an_administrator_reads_a_message(mailbox: Path, admin_client: Client) -> None:
    send("Objet <i>", "Voir https://example.org/a ou <script>", HTML)
    found = only_message(mailbox)
    args = [found.file, found.place]

    assert "Objet &lt;i&gt;" in admin_client.get(reverse("mailbox")).text
    page = admin_client.get(reverse("mailbox_message", args=args)).text
    frame = admin_client.get(reverse("mailbox_html", args=args))
    file = admin_client.get(reverse("mailbox_file", args=args))

    assert '<a href="https://example.org/a"' in page
    assert "&lt;script&gt;" in page
    assert reverse("mailbox_html", args=args) in page
    policy = frame["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "allow-scripts" not in policy
    assert frame["X-Frame-Options"] == "SAMEORIGIN"
    assert '<head><base target="_blank">' in frame.text
    assert file["Content-Type"] == "message/rfc822"
    assert file.content == found.data


def test_a_message_in_text_only_has_no_frame(mailbox: Path, admin_client: Client) -> None:
    send()
    found = only_message(mailbox)

    page = admin_client.get(reverse("mailbox_message", args=[found.file, found.place])).text

    assert "<iframe" not in page


def test_the_rest_of_a_full_mailbox_is_announced(
    mailbox: Path, admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hub.mailing.screens.mailbox.SHOWN", 1)
    send()
    assert "plus anciens" not in admin_client.get(reverse("mailbox")).text
    send()
    page = admin_client.get(reverse("mailbox"))
    assert len(page.context["sent"]) == 1
    assert "Les messages plus anciens sont dans le dossier." in page.text


def addresses(found: StoredMessage) -> list[str]:
    args = [found.file, found.place]
    names = ("mailbox_message", "mailbox_html", "mailbox_file")
    return [reverse("mailbox"), *(reverse(name, args=args) for name in names)]


def test_a_message_that_is_no_more_is_not_found(mailbox: Path, admin_client: Client) -> None:
    send()
    found = only_message(mailbox)
    (mailbox / found.file).unlink()

    assert [admin_client.get(url).status_code for url in addresses(found)] == [200, 404, 404, 404]


def test_an_editor_does_not_read_the_messages(mailbox: Path, editor_client: Client) -> None:
    send()

    for url in addresses(only_message(mailbox)):
        assert editor_client.get(url, follow=True).redirect_chain, url
    assert reverse("mailbox") not in editor_client.get(reverse("wagtailadmin_home")).text


def test_there_is_no_mailbox_elsewhere(
    mailbox: Path, admin_client: Client, settings: Settings
) -> None:
    send()
    urls = addresses(only_message(mailbox))
    assert reverse("mailbox") in admin_client.get(reverse("wagtailadmin_home")).text
    settings.MAILBOX_FOLDER = None

    assert {admin_client.get(url).status_code for url in urls} == {404}
    assert reverse("mailbox") not in admin_client.get(reverse("wagtailadmin_home")).text


def test_a_visitor_signs_in_first(mailbox: Path, client: Client) -> None:
    send()
    for url in addresses(only_message(mailbox)):
        assert "/login/" in client.get(url)["Location"]
