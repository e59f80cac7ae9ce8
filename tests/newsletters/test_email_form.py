"""The e-mail of a letter with every block: requirements of mail clients."""

import email
import re
from email import policy
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from wagtail.models import PageViewRestriction

from hub.core.models import PageTerritory
from hub.core.values.contrast import contrast_ratio
from hub.core.values.typography import french
from hub.mailing.messages.mjml import encoded_size
from hub.newsletters.models import NewsletterPage
from hub.newsletters.renderings import (
    PersonalLinks,
    build_email,
    render_email_html,
    render_plain_text,
)
from hub.newsletters.renderings.email import PAPER, render_email_mjml
from tests.factories import (
    EpisodePageFactory,
    EventPageFactory,
    ImageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    RubriqueFactory,
    TerritoryFactory,
    ThemeFactory,
)
from tests.factories import blocks as make
from tests.factories.newsletters import rubrique
from tests.factories.site_tree import SiteTree

pytestmark = pytest.mark.django_db

# MJML 4 elements that the template uses: {element: (parent, attributes)}.
MJML = {
    "mjml": (None, {"lang", "dir"}),
    "mj-head": ("mjml", set()),
    "mj-title": ("mj-head", set()),
    "mj-preview": ("mj-head", set()),
    "mj-attributes": ("mj-head", set()),
    "mj-style": ("mj-head", set()),
    "mj-raw": ("mj-head", set()),
    "mj-body": ("mjml", {"background-color", "width", "css-class"}),
    "mj-section": ("mj-body", {"border-top", "padding"}),
    "mj-column": ("mj-section", set()),
    "mj-text": ("mj-column", {"padding", "font-family", "font-size", "line-height", "color"}),
}


@pytest.fixture
def letter(site_tree: SiteTree) -> NewsletterPage:
    pages = (InitiativePageFactory(), EpisodePageFactory(), EventPageFactory())
    return NewsletterPageFactory(
        number=3,
        title="L’été & « l’automne » <ensemble>",
        rubriques=[
            rubrique(make.paragraph(), rubrique=RubriqueFactory(colour="#2f6f4f")),
            rubrique(*make.every_block(*pages)),
        ],
        themes=[ThemeFactory()],
        territories=[TerritoryFactory()],
        image=ImageFactory(ready=True),
        image_alt="Des habitants",
    )


@pytest.fixture
def soup(letter: NewsletterPage) -> BeautifulSoup:
    return BeautifulSoup(render_email_html(letter), "html.parser")


def test_mjml_holds_only_elements_and_attributes_of_mjml_in_their_place(
    letter: NewsletterPage,
) -> None:
    source = render_email_mjml(letter)
    tags = re.findall(r"<(/?)(mj[\w-]*)([^<>]*?)(/?)>", source)
    path = []
    for closing, name, attributes, alone in tags:
        if closing:
            assert path.pop() == name
            continue
        parent, known = MJML[name]
        in_defaults = path[-1:] == ["mj-attributes"]
        assert in_defaults or (path[-1] if path else None) == parent
        assert set(re.findall(r"([\w-]+)=", attributes)) <= known
        if not alone:
            path.append(name)
    assert path == []


def test_frame_of_the_template_is_well_formed_xml(letter: NewsletterPage) -> None:
    words = re.compile(r"(<mj-(?:text|raw|style)>).*?(</mj-(?:text|raw|style)>)", re.DOTALL)
    frame = ElementTree.fromstring(words.sub(r"\1\2", render_email_mjml(letter)))  # noqa: S314

    assert len(frame.findall("mj-body/mj-section")) == len(letter.rubriques) + 2


def test_no_mjml_element_is_left(letter: NewsletterPage) -> None:
    assert "<mj" not in render_email_html(letter)


def test_language_title_and_label_are_said(soup: BeautifulSoup, letter: NewsletterPage) -> None:
    assert soup.html["lang"] == "fr"
    assert soup.html["dir"] == "ltr"
    assert soup.title.get_text() == french(letter.numbered_title)
    assert soup.find(role="article")["aria-label"] == french(letter.numbered_title)


def test_one_title_then_headings_in_order(soup: BeautifulSoup) -> None:
    levels = [int(tag.name[1]) for tag in soup(re.compile(r"^h\d$"))]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


def test_layout_tables_are_presentation_and_the_table_of_data_is_not(
    letter: NewsletterPage, soup: BeautifulSoup
) -> None:
    tables = soup("table")
    data = [table for table in tables if table.find("caption", recursive=False)]
    assert len(data) == 1
    assert not data[0].get("role")
    assert all(table["role"] == "presentation" for table in tables if table is not data[0])
    conditional = re.findall(r"<table[^>]*>", "".join(re.findall(r"<!--.*?-->", str(soup))))
    assert conditional
    assert all('role="presentation"' in table for table in conditional)


def test_images_have_alternative_size_and_full_address(soup: BeautifulSoup) -> None:
    images = soup("img")
    assert len(images) == 5
    for image in images:
        assert image.has_attr("alt")
        assert 0 < int(image["width"]) <= 552
        assert int(image["height"]) > 0
        assert image["src"].startswith("http://testserver/media/")
        assert image["src"].endswith((".jpg", ".jpeg"))


def test_image_that_is_not_ready_leaves_its_alternative(site_tree: SiteTree) -> None:
    picture = make.image(picture=ImageFactory())
    letter = NewsletterPageFactory(rubriques=[rubrique(picture)])
    found = BeautifulSoup(render_email_html(letter), "html.parser")
    assert not found("img")
    assert "L’école vue de la place" in found.get_text()


def test_every_address_is_absolute_and_untracked(
    soup: BeautifulSoup, letter: NewsletterPage
) -> None:
    addresses = [str(link.get("href", "")) for link in soup("a")]
    assert addresses
    assert all(re.match(r"https?://|mailto:", address) for address in addresses)
    assert not any("utm_" in address for address in addresses)
    hosts = {re.match(r"https?://([^/]+)", image["src"])[1] for image in soup("img")}
    assert hosts == {"testserver"}


def test_nothing_is_loaded_but_images(letter: NewsletterPage) -> None:
    html = render_email_html(letter)
    assert not re.search(r"<(link|script|iframe|form|input|button|svg|video|audio)\b", html)
    assert not re.search(r"@import|@font-face|url\(|fonts\.g", html)


def test_dark_scheme_is_declared_and_media_queries_stay(soup: BeautifulSoup) -> None:
    assert soup.find("meta", attrs={"name": "color-scheme"})["content"] == "light dark"
    styles = "".join(style.get_text() for style in soup("style"))
    assert "@media (prefers-color-scheme: dark)" in styles
    assert "@media only screen and (min-width:480px)" in styles


def test_colours_of_text_and_ground_are_readable_in_both_schemes(soup: BeautifulSoup) -> None:
    assert contrast_ratio("#1f2c2a", "#ffffff") >= 4.5
    assert contrast_ratio("#17594a", "#ffffff") >= 4.5
    assert contrast_ratio("#ebe7dd", "#1c2524") >= 4.5
    assert contrast_ratio("#93d3bb", "#1c2524") >= 4.5
    used = set(re.findall(r"#[0-9a-f]{6}\b", str(soup).lower()))
    # The other colours are borders and the hidden preview text.
    assert set(PAPER.values()) <= used
    assert {"#1f2c2a", "#17594a", "#ebe7dd", "#93d3bb", "#1c2524", "#ffffff"} <= used


def test_words_stay_apart_where_elements_meet_on_two_lines(site_tree: SiteTree) -> None:
    text = "<b>un</b>\n<i>deux</i> <a href='https://example.org/'>trois</a>\n<b>quatre</b>"
    letter = NewsletterPageFactory(rubriques=[rubrique(make.paragraph(text))])
    words = BeautifulSoup(render_email_html(letter), "html.parser").get_text()
    assert "un deux trois quatre" in words


def test_colour_of_a_rubrique_draws_its_line(letter: NewsletterPage) -> None:
    assert "border-top:4px solid #2f6f4f" in render_email_html(letter)


def test_public_form_is_the_message_without_the_links_of_one_reader(
    client: Client, letter: NewsletterPage
) -> None:
    response = client.get(f"{letter.get_url()}courriel/")
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.content.decode() == render_email_html(letter)
    assert "désinscrire" not in response.content.decode()


def test_public_form_of_a_hidden_letter_is_hidden_too(client: Client, site_tree: SiteTree) -> None:
    draft = NewsletterPageFactory(draft=True, slug="brouillon")
    assert client.get("/lettres/brouillon/courriel/").status_code == 404
    draft.save_revision().publish()
    assert client.get("/lettres/brouillon/courriel/").status_code == 200
    PageViewRestriction.objects.create(page=draft, restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/lettres/brouillon/courriel/").status_code in (302, 404)


def test_message_has_text_first_then_html_in_short_lines(letter: NewsletterPage) -> None:
    build_email(letter, ["lea@example.org"]).send()
    raw = mail.outbox[0].message().as_bytes(linesep="\r\n")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    raw.decode("ascii")  # a relay needs no extension
    parsed = email.message_from_bytes(raw, policy=policy.default)
    assert parsed.get_content_type() == "multipart/alternative"
    text, html = parsed.iter_parts()
    assert text.get_content_type() == "text/plain"
    assert html.get_content_type() == "text/html"
    for part in (text, html):
        assert part.get_content_charset() == "utf-8"
        assert part["Content-Transfer-Encoding"] == "quoted-printable"
    assert parsed["Subject"].strip() == letter.subject
    assert text.get_content().replace("\r\n", "\n") == render_plain_text(letter)
    assert html.get_content().replace("\r\n", "\n").strip() == render_email_html(letter)


def test_message_of_one_reader_ends_with_their_links_in_both_parts(letter: NewsletterPage) -> None:
    links = PersonalLinks("https://example.org/choix/abc", "https://example.org/adieu/abc")
    message = build_email(letter, ["lea@example.org"], personal=links)
    for part in (message.body, message.alternatives[0].content):
        assert links.preferences_url in part
        assert links.unsubscribe_url in part


def test_size_is_that_of_the_html_part_on_its_way(letter: NewsletterPage) -> None:
    html = render_email_html(letter)
    part = build_email(letter, ["lea@example.org"]).message().get_payload()[1]
    assert abs(encoded_size(html) - len(part.get_payload())) < 100


def test_message_says_nothing_that_the_site_hides(site_tree: SiteTree) -> None:
    secret = InitiativePageFactory(title="SECRET", summary="SECRET", draft=True)
    link = make.paragraph(f'Voir <a linktype="page" id="{secret.pk}">la suite</a>.')
    letter = NewsletterPageFactory(rubriques=[rubrique(link, make.initiative(secret))])
    html = render_email_html(letter)
    assert "SECRET" not in html
    assert "Voir la suite." in BeautifulSoup(html, "html.parser").get_text()


def test_forms_of_a_draft_say_its_own_territories(site_tree: SiteTree) -> None:
    letter = NewsletterPageFactory(territories=[TerritoryFactory(name="Ville-d’Avant")])
    render_email_html(letter)
    draft = letter.save_revision().as_object()
    draft.territory_links = [PageTerritory(territory=TerritoryFactory(name="Lisle-d’Essai"))]
    for form in (render_email_html(draft), render_plain_text(draft)):
        assert "Lisle-d’Essai" in form
        assert "Ville-d’Avant" not in form


def test_unsaved_letter_has_an_email(site_tree: SiteTree) -> None:
    letter = NewsletterPage(
        title="Lettre d’essai",
        intro="<p>Bonjour</p>",
        rubriques=[rubrique(*make.every_block())],
    )
    assert "Lettre d’essai" in render_email_html(letter)
