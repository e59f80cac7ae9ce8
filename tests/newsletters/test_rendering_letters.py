"""The web page and the text form of a letter."""

import re

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from hub.newsletters.models import NewsletterPage
from tests.factories import (
    EpisodePageFactory,
    EventPageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    PersonFactory,
    RubriqueFactory,
    TerritoryFactory,
    ThemeFactory,
)
from tests.factories import blocks as make
from tests.factories.newsletters import rubrique
from tests.factories.site_tree import SiteTree
from tests.shown_text import shown_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(site_tree: SiteTree) -> NewsletterPage:
    return NewsletterPageFactory(
        number=3,
        title="Entrée dans la seconde phase",
        rubriques=[
            rubrique(
                make.paragraph(),
                make.heading(),
                rubrique=RubriqueFactory(name="Édito d’essai", slug="essai-edito", emoji="🗣️"),
                headline="L’envol des projets",
                author=PersonFactory(name="Léa d’Ici", email="lea@example.org"),
            ),
            rubrique(*make.every_block(), headline=""),
        ],
        themes=[ThemeFactory(name="Coopération d’essai")],
        territories=[TerritoryFactory(name="Lisle-d’Essai")],
    )


def page_of(client: Client, page: NewsletterPage) -> BeautifulSoup:
    response = client.get(page.get_url())
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text_of(client: Client, letter: NewsletterPage) -> str:
    response = client.get(f"{letter.get_url()}texte/")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    return response.content.decode()


def test_letter_says_its_number_date_and_period(client: Client, letter: NewsletterPage) -> None:
    article = page_of(client, letter).article
    words = re.sub(r"\s+", " ", article.header.get_text())
    assert "Lettre n° 3 · février 2022" in words
    assert "1er mars 2022" in words
    assert "Entrée dans la seconde phase" in words


def test_headings_are_in_order_with_one_title(client: Client, letter: NewsletterPage) -> None:
    headings = page_of(client, letter).main.find_all(re.compile(r"^h\d$"))
    levels = [int(tag.name[1]) for tag in headings]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


def test_summary_leads_to_each_rubrique(client: Client, letter: NewsletterPage) -> None:
    soup = page_of(client, letter)
    targets = [link["href"] for link in soup.select("nav.toc a")]
    assert targets == [f"#r-{rubrique.id}" for rubrique in letter.rubriques]
    assert all(soup.find(id=target[1:]).name == "section" for target in targets)


def test_ids_of_the_page_are_unique(client: Client, letter: NewsletterPage) -> None:
    ids = [tag["id"] for tag in page_of(client, letter)(id=True)]
    assert len(ids) == len(set(ids))


def test_emoji_of_a_rubrique_is_hidden_from_screen_readers(
    client: Client, letter: NewsletterPage
) -> None:
    title = page_of(client, letter).find("h2", id=re.compile("-titre$"))
    assert title.find("span", attrs={"aria-hidden": "true"}).get_text() == "🗣️"
    assert "Édito d’essai\u00a0: L’envol des projets" in shown_text(title)


def test_address_of_an_author_is_shown_only_when_public(
    client: Client, letter: NewsletterPage
) -> None:
    assert "lea@example.org" not in str(page_of(client, letter)) + text_of(client, letter)
    author = letter.rubriques[0].value["author"]
    author.email_is_public = True
    author.save()
    assert "lea@example.org" in str(page_of(client, letter))


def test_page_holds_no_inline_style_and_no_inline_script(
    client: Client, letter: NewsletterPage
) -> None:
    soup = page_of(client, letter)
    assert not soup.select("main [style]")
    assert all(script.get("src") for script in soup.select("main script"))


def test_text_form_has_the_content_of_the_page(client: Client, letter: NewsletterPage) -> None:
    story = page_of(client, letter).select_one("div.story-main")
    # Texts of the web page only: the player, the kind of a reference, the trust block.
    for tag in story.find_all(
        class_=["film-play", "film-note", "film-host", "reference-kind", "trust", "cite-this"]
    ):
        tag.decompose()
    for tag in story.find_all("summary"):
        tag.decompose()
    words = set(re.findall(r"[\w’-]+", story.get_text(" ")))
    said = set(re.findall(r"[\w’-]+", text_of(client, letter)))
    assert words - said == set()


def test_text_form_folds_its_lines(client: Client, letter: NewsletterPage) -> None:
    lines = text_of(client, letter).split("\n")
    assert all(len(line) <= 78 or "://" in line for line in lines)


def test_siblings_are_the_nearest_visible_letters(client: Client, letter: NewsletterPage) -> None:
    NewsletterPageFactory(number=1, title="La première")
    NewsletterPageFactory(number=2, title="BROUILLON CACHÉ", draft=True)
    NewsletterPageFactory(number=5, title="La cinquième")
    secret = NewsletterPageFactory(number=4, title="PRIVÉE CACHÉE")
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    soup = page_of(client, letter)
    around = soup.find("nav", class_="neighbours")
    assert [a["rel"] for a in around.find_all("a")] == [["prev"], ["next"]]
    assert "La première" in around.get_text()
    assert "La cinquième" in around.get_text()
    assert "CACHÉ" not in str(soup)


@pytest.mark.parametrize("hide", ["draft", "private"])
def test_title_of_a_hidden_page_never_shows(client: Client, site_tree: SiteTree, hide: str) -> None:
    pages = [
        factory(title=f"SECRET {name}", summary="SECRET résumé")
        for name, factory in (
            ("initiative", InitiativePageFactory),
            ("épisode", EpisodePageFactory),
            ("date", EventPageFactory),
        )
    ]
    initiative, episode, event = pages
    link = make.paragraph(f'Voir <a linktype="page" id="{initiative.pk}">la suite</a>.')
    content = [
        link,
        make.initiative(initiative),
        make.initiative(initiative, title="Titre écrit ici", place="Saint-Éloi"),
        make.episode(episode),
        make.event(event),
    ]
    letter = NewsletterPageFactory(rubriques=[rubrique(*content)])
    for page in pages:
        if hide == "draft":
            page.unpublish()
        else:
            PageViewRestriction.objects.create(
                page=page, restriction_type=PageViewRestriction.LOGIN
            )
    for form in (str(page_of(client, letter).main), text_of(client, letter)):
        assert "SECRET" not in form
        assert "secret" not in form
        assert "Titre écrit ici" in form
        assert "la suite" in form


def test_territory_of_a_speaker_is_linked_when_it_has_a_page(
    client: Client, site_tree: SiteTree
) -> None:
    shown = TerritoryFactory(name="Lisle-d’Essai", in_programme=True)
    other = TerritoryFactory(name="Ailleurs-d’Essai")
    letter = NewsletterPageFactory(
        rubriques=[
            rubrique(
                make.quote(name="Camille", role="maire de Lisle-d’Essai", territory=shown),
                make.quote(name="Claude", role="maire", territory=other),
            )
        ]
    )
    soup = page_of(client, letter)
    links = {a.get_text(): a["href"] for a in soup.select("article a")}
    assert links["Lisle-d’Essai"] == shown.url
    assert "Ailleurs-d’Essai" in soup.get_text()
    assert "Ailleurs-d’Essai" not in links


def queries_of(client: Client, page: NewsletterPage) -> int:
    client.get(page.get_url())  # renditions and content types are made once
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(page.get_url()).status_code == 200
    return len(queries)


def test_letter_costs_the_same_with_three_or_thirty_speakers(
    client: Client, site_tree: SiteTree
) -> None:
    initiatives = [InitiativePageFactory() for _ in range(8)]

    def letter_of(number: int, size: int) -> NewsletterPage:
        speeches = [block for _ in range(size) for block in (make.quote(), make.interview())]
        others = [
            block
            for initiative in initiatives[: size // 3]
            for block in (
                make.initiative(initiative),
                make.image(),
                make.paragraph(f'<a linktype="page" id="{initiative.pk}">lire</a>'),
            )
        ]
        content = [*speeches, *others]
        return NewsletterPageFactory(
            number=number, rubriques=[rubrique(*content), rubrique(*content)]
        )

    assert queries_of(client, letter_of(3, 3)) == queries_of(client, letter_of(4, 30))


def test_preview_of_an_unsaved_letter_renders(site_tree: SiteTree) -> None:
    letter = NewsletterPage(
        title="Lettre d’essai",
        intro="<p>Bonjour</p>",
        rubriques=[rubrique(*make.every_block())],
    )
    response = letter.make_preview_request()
    assert response.status_code == 200
    assert "Lettre d’essai" in response.rendered_content
