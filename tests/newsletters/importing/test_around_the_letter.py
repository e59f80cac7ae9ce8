"""What mail programs and mailing tools add around a letter is set aside, and listed."""

from datetime import date
from email.message import EmailMessage
from html import escape

import pytest

from hub.newsletters.importing import NewsletterImportError, parse_letter, read_pasted
from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.importing.readers import read_source
from hub.newsletters.importing.readers.forwarding import read_day
from tests.newsletters.importing.words import words_of

TITLE = "Lettre n° 7 : Le marché couvert de Villexemple"
LETTER = (
    TITLE,
    "Bonjour à toutes et à tous,",
    "Édito",
    "Les élus de Villexemple rouvrent le marché couvert\u00a0; une association y tient une cuisine "
    "partagée, ouverte à tous les habitants du bourg et des villages voisins.",
    "En pratique…",
    "Une réunion publique aura lieu le 12 mars 2024 à la mairie de Villexemple.",
)
NOTE = ("Bonjour Camille,", "voici la lettre, peux-tu la mettre en ligne ?", "Merci, Alix")
OUTLOOK = (
    "De : Alix Exemple <alix@exemple.invalid>",
    "Envoyé : mardi 12 mars 2024 09:00",
    "À : Camille Specimen <camille@exemple.invalid>",
    "Cc : equipe@exemple.invalid; bureau@exemple.invalid",
    f"Objet : {TITLE}",
)
THUNDERBIRD = (
    "-------- Message transféré --------",
    f"Sujet : {TITLE}",
    "Date : Tue, 12 Mar 2024 09:00:00 +0100",
    "De : Alix Exemple <alix@exemple.invalid>",
    "Répondre à : lettre@exemple.invalid",
    "Pour : camille@exemple.invalid",
)
APPLE = (
    "Début du message réexpédié :",
    "De: Alix Exemple <alix@exemple.invalid>",
    f"Objet: {TITLE}",
    "Date: 12 mars 2024 à 09:00:00 UTC+1",
    "À: Camille Specimen <camille@exemple.invalid>",
    "Répondre à: lettre@exemple.invalid",
)
GMAIL = (
    "---------- Forwarded message ---------",
    "De : Alix Exemple <alix@exemple.invalid>",
    "Date: mar. 12 mars 2024 à 09:00",
    f"Subject: {TITLE}",
    "To: <camille@exemple.invalid>",
)
ENGLISH = (
    "________________________________",
    "From: Alix Exemple <alix@exemple.invalid>",
    "Sent: Tuesday, March 12, 2024 9:00 AM",
    "To: Camille Specimen <camille@exemple.invalid>",
    f"Subject: {TITLE}",
)
HEADERS = {
    "outlook": OUTLOOK,
    "thunderbird": THUNDERBIRD,
    "apple": APPLE,
    "gmail": GMAIL,
    "english": ENGLISH,
}
NOTICES = {
    "delimiter": ("--", "Alix Exemple", "Chargée de mission", "Tél. 06 00 00 00 00"),
    "compliment": ("Bien cordialement,", "Alix Exemple", "alix@exemple.invalid"),
    "phone": ("Envoyé de mon iPhone",),
    "outlook-mobile": ("Télécharger Outlook pour Android",),
    "disclaimer": (
        "Ce message et ses pièces jointes sont confidentiels et établis à l’intention exclusive de "
        "ses destinataires.",
        "Si vous avez reçu ce message par erreur, merci de le détruire.",
    ),
    "english-disclaimer": (
        "This e-mail and any attachments are confidential and intended solely for the addressee.",
    ),
    "printing": ("Avant d’imprimer ce courriel, pensez à l’environnement.",),
    "online": ("Voir en ligne",),
    "profile": ("Mettre à jour votre profil", "Se désabonner"),
    "postal": ("Notre adresse postale :", "Association Exemple", "1 place du Marché", "99000 Ici"),
}


def as_html(lines: tuple[str, ...]) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def as_table(lines: tuple[str, ...]) -> str:
    """A header as Thunderbird writes it in HTML: a row per field."""
    rows = [line.partition(":") for line in lines]
    return "".join(
        f"<tr><th>{escape(name)}{colon} </th><td>{escape(value)}</td></tr>"
        if value
        else f"<tr><td>{escape(name)}</td></tr>"
        for name, colon, value in rows
    )


def documents(*parts: tuple[str, ...]) -> list[SourceDocument]:
    """The same paragraphs as pasted text, as HTML and as the two bodies of a message."""
    lines = tuple(line for part in parts for line in part)
    plain = EmailMessage()
    plain["Subject"], plain["From"] = f"TR : {TITLE}", "a@exemple.invalid"
    plain.set_content("\n\n".join(lines), cte="base64")
    rich = EmailMessage()
    rich["Subject"], rich["From"] = f"Tr: {TITLE}", "a@exemple.invalid"
    rich.set_content(as_html(lines), subtype="html", cte="base64")
    return [
        read_pasted("\n\n".join(lines)),
        read_source("l.html", f"<html><body>{as_html(lines)}</body></html>".encode()),
        read_source("l.eml", plain.as_bytes()),
        read_source("l.eml", rich.as_bytes()),
    ]


def texts(document: SourceDocument) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def assert_listed(document: SourceDocument, *parts: tuple[str, ...]) -> None:
    """Every word is in the letter or in the report."""
    kept = set(words_of(p.text for p in (*document.paragraphs, *document.left_out)))
    assert set(words_of(line for part in parts for line in part)) - kept == set()


@pytest.mark.parametrize("name", HEADERS)
@pytest.mark.parametrize("note", [(), NOTE, NOTE[:1]], ids=["alone", "note", "short"])
def test_header_of_a_forwarded_message_is_set_aside(name: str, note: tuple[str, ...]) -> None:
    for document in documents(note, HEADERS[name], LETTER):
        assert texts(document) == list(LETTER)
        assert parse_letter(document.paragraphs).number == 7
        assert_listed(document, note, HEADERS[name], LETTER)
        assert document.is_forwarded


def test_header_of_thunderbird_in_a_table_is_set_aside() -> None:
    html = f"{as_html(NOTE)}<table>{as_table(THUNDERBIRD)}</table>{as_html(LETTER)}"
    document = read_source("l.html", html.encode())
    assert texts(document) == list(LETTER)
    assert_listed(document, NOTE, THUNDERBIRD, LETTER)


def test_header_with_line_breaks_in_one_paragraph_is_set_aside() -> None:
    html = f"<p>{'<br>'.join(map(escape, OUTLOOK))}</p>{as_html(LETTER)}"
    assert texts(read_source("l.html", html.encode())) == list(LETTER)


def test_header_on_one_line_is_set_aside() -> None:
    document = read_pasted("\n".join((" ".join(OUTLOOK), *LETTER)))
    assert texts(document) == list(LETTER)


def test_nested_forwards_keep_the_innermost_message() -> None:
    for document in documents(NOTE, OUTLOOK, NOTE[:2], THUNDERBIRD, LETTER):
        assert texts(document) == list(LETTER)


def test_quoted_forward_loses_its_marks() -> None:
    quoted = "\n".join(f"> {line}" for line in (*APPLE[1:], "", *LETTER))
    document = read_pasted(f"{NOTE[1]}\n\n{APPLE[0]}\n\n{quoted}")
    assert texts(document) == list(LETTER)


def test_line_of_attribution_is_set_aside() -> None:
    line = "Le mar. 12 mars 2024 à 09:00, Alix Exemple <alix@exemple.invalid> a écrit :"
    for document in documents(NOTE, (line,), LETTER):
        assert texts(document) == list(LETTER)


def test_forwarded_subject_and_day_are_those_of_the_letter() -> None:
    message = EmailMessage()
    message["Subject"], message["From"] = "Tr: pour le site", "a@exemple.invalid"
    message["Date"] = "Fri, 05 Apr 2024 10:00:00 +0200"
    message.set_content("\n\n".join((*NOTE, *OUTLOOK, *LETTER[1:])))
    document = read_source("l.eml", message.as_bytes())
    assert parse_letter(document.paragraphs).number == 7
    assert document.sent == date(2024, 3, 12)


def test_unreadable_day_of_a_forward_stays_unknown() -> None:
    message = EmailMessage()
    message["Subject"], message["From"] = f"Tr: {TITLE}", "a@exemple.invalid"
    message["Date"] = "Fri, 05 Apr 2024 10:00:00 +0200"
    header = [line for line in OUTLOOK if not line.startswith("Envoyé")]
    message.set_content("\n\n".join((*header, *LETTER)))
    assert read_source("l.eml", message.as_bytes()).sent is None


@pytest.mark.parametrize(
    "written",
    [
        *("mardi 12 mars 2024 09:00", "12 mars 2024 à 09:00:00 UTC+1", "12/03/2024 09:00"),
        *("mar. 12 mars 2024 à 09:00", "Tue, 12 Mar 2024 09:00:00 +0100", "12/03/2024"),
    ],
)
def test_day_of_a_forward_is_read(written: str) -> None:
    assert read_day(written) == date(2024, 3, 12)


def test_letter_that_quotes_a_message_at_its_end_is_kept() -> None:
    old = ("Merci pour votre lettre.",)
    for document in documents(LETTER, OUTLOOK, old):
        assert texts(document) == [*LETTER, *old]
        assert_listed(document, LETTER, OUTLOOK, old)


@pytest.mark.parametrize("name", NOTICES)
def test_notice_below_the_letter_is_set_aside(name: str) -> None:
    for document in documents(LETTER, NOTICES[name]):
        assert texts(document) == list(LETTER)
        assert_listed(document, LETTER, NOTICES[name])


def test_all_notices_together_are_set_aside() -> None:
    names = ("online", "profile", "compliment", "disclaimer", "printing")
    below = [NOTICES[name] for name in names]
    warning = ("ATTENTION : ce message provient d’un expéditeur externe.",)
    for document in documents(warning, ("Voir en ligne",), LETTER, *below):
        assert texts(document) == list(LETTER)
        assert_listed(document, warning, LETTER, *below)


@pytest.mark.parametrize(
    "attribute",
    [
        'class="gmail_signature"',
        'class="moz-signature"',
        'id="Signature"',
        'id="AppleMailSignature"',
    ],
)
def test_signature_marked_by_the_mail_program_is_set_aside(attribute: str) -> None:
    signature = (
        f'<div {attribute}><p>Alix Exemple</p><p>alix@exemple.invalid</p><img src="https://a.example/'
        'l.png" alt="Logo de l’association"></div>'
    )
    document = read_source("l.html", (as_html(LETTER) + signature).encode())
    assert texts(document) == list(LETTER)
    assert_listed(document, ("Alix Exemple", "Logo de l’association"))


def test_letter_written_inside_a_signature_is_kept() -> None:
    long = as_html((*LETTER, "Une phrase de plus pour la lettre. " * 30))
    document = read_source("l.html", f'<div id="Signature">{long}</div>'.encode())
    assert texts(document)[: len(LETTER)] == list(LETTER)


@pytest.mark.parametrize(
    "sentence",
    [
        "Le message des élus est confidentiel pour l’instant\u00a0; nous y reviendrons.",
        "De : 14 h à 16 h",
        "À : la mairie de Villexemple",
        "Attention : le marché extérieur ferme à midi.",
        "Cordialement invités, les habitants viennent le samedi.",
        "Pensez à l’environnement : venez à pied.",
        "Le maire, Alix Exemple, a écrit :",
        "Envoyé par la mairie à tous les foyers, le bulletin sort en mars.",
    ],
)
def test_sentence_of_a_letter_is_not_a_notice(sentence: str) -> None:
    for document in documents(LETTER, (sentence,)):
        assert texts(document) == [*LETTER, sentence]


def test_delimiter_between_rubriques_is_not_a_signature() -> None:
    lines = (*LETTER[:4], "--", *LETTER[4:], "Une phrase assez longue pour la lettre. " * 8)
    document = read_pasted("\n".join(lines))
    assert texts(document)[-1].startswith("Une phrase assez longue")


def test_plain_text_of_mailchimp_keeps_only_the_letter() -> None:
    text = "\n".join(
        (
            "View this email in your browser (https://us1.campaign-archive.com/?u=x)",
            "",
            f"** {TITLE}",
            "------------------------------------------------------------",
            "",
            "** Édito",
            "------------------------------------------------------------",
            LETTER[3],
            "",
            "============================================================",
            "** Facebook (https://www.facebook.com/exemple)",
            "** Site (https://exemple.invalid)",
            "Copyright © 2024 Exemple, All rights reserved.",
            "Want to change how you receive these emails?",
            "You can ** update your preferences (https://exemple.us1.list-manage.com/profile?u=x)",
            "or ** unsubscribe (https://exemple.us1.list-manage.com/unsubscribe?u=x)",
        )
    )
    document = read_source("l.txt", text.encode())
    letter = parse_letter(document.paragraphs)
    assert (letter.number, letter.title) == (7, "Le marché couvert de Villexemple")
    assert [rubrique.name for rubrique in letter.rubriques] == ["Édito"]
    assert [line for line in texts(document) if "=" not in line] == [TITLE, "Édito", LETTER[3]]
    assert len(document.left_out) == 7


def test_text_made_only_of_notices_is_kept_whole() -> None:
    document = read_pasted("Se désabonner\nVoir en ligne")
    assert texts(document) == ["Se désabonner", "Voir en ligne"]


@pytest.mark.parametrize(
    "data", [b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n ", b"<!doctype html>", b"<p>"]
)
def test_page_without_a_word_is_refused(data: bytes) -> None:
    with pytest.raises(NewsletterImportError, match="aucun mot|vide"):
        read_source("l.html", data)
