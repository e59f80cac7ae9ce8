"""Each block renders the same words and links as HTML and as plain text."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.test import RequestFactory

from hub.core.blocks import StoryStreamBlock
from hub.core.story.loading import load_story
from hub.core.values.plain_text import block_to_text
from tests.factories import (
    EpisodePageFactory,
    EventPageFactory,
    FreePageFactory,
    InitiativePageFactory,
)
from tests.factories import blocks as make
from tests.factories.blocks import BlockData
from tests.factories.pages import PageFactory
from tests.factories.site_tree import SiteTree
from tests.shown_text import shown_text

pytestmark = pytest.mark.django_db

# Texts that each block must render in both forms, besides its links.
EXPECTED = {
    "paragraph": ["Ils s’écoutent, puis ils décident\u00a0: c’est l’été."],
    "heading": ["Ce qu’il s’est passé"],
    "step_list": ["Les étapes d’une démarche", "Écouter d’abord", "Une soirée à l’école."],
    "callout": ["Conseil", "À retenir", "Réunissez élus et agents dès l’été."],
    "quote": ["«\u00a0Nous avons appris à décider ensemble.\u00a0»", "Camille, d’ici", "maire"],
    "interview": [
        "Qu’est-ce qui a changé\u00a0?",
        "élue à l’alimentation",
        "Les services s’écoutent.",
        "Zoé d’Été, agente",
        "Oui, l’été a tout changé.",
    ],
    "image": ["L’école vue de la place", "L’école du village", "© Commune de Saint-Éloi"],
    "gallery": ["Un été en images", "L’école vue de la place", "L’école du village"],
    "embed": [
        "Le film de l’été",
        "https://www.youtube.com/watch?v=abcdefghijk",
        "Bienvenue à l’école…",
    ],
    "key_figure": ["3,6", "hectares", "arbres plantés à l’automne", "2022", "L’EPCI"],
    "table": ["Les rendez-vous de l’été", "Temps", "Durée", "L’écoute", "Une demi-journée"],
    "initiative": ["Un verger partagé à l’école", "Saint-Éloi (96)", "https://ailleurs.example/a"],
    "event": ["Une journée d’été entre pairs", "À l’hôtel de ville."],
    "document": ["La délibération d’été", "TXT", "/documents/"],
    "link_card": ["Un site ami\u00a0: l’été", "Des récits d’ailleurs.", "https://example.org/ete"],
}
BLOCKS = {
    "quote": lambda: make.quote(name="Camille, d’ici"),
    "initiative": lambda: make.initiative(url="https://ailleurs.example/a"),
}


def render(*blocks: BlockData) -> tuple[str, str]:
    """Return (HTML, text) of a story made of `blocks`, as an anonymous reader gets them."""
    page = FreePageFactory(body=list(blocks))
    request = RequestFactory().get("/")
    body = load_story(page, request)["body"]
    context = {"page": page, "request": request}
    return body.render_as_block(context), block_to_text(body.stream_block, body, context)


def words_of(html: str) -> str:
    """Return the text, alternatives and addresses of HTML, with spaces collapsed."""
    soup = BeautifulSoup(html, "html.parser")
    extra = [str(image.get("alt", "")) for image in soup("img")]
    extra += [str(link["href"]) for link in soup("a") if link.get("href")]
    return collapse_spaces(" ".join([soup.get_text(), *extra]))


def collapse_spaces(text: str) -> str:
    return re.sub(r"[ \t\n]+", " ", text)


@pytest.mark.parametrize("name", EXPECTED)
def test_every_word_and_link_is_on_the_web_and_in_the_text(site_tree: SiteTree, name: str) -> None:
    html, text = render(BLOCKS.get(name, getattr(make, name))())
    web = words_of(html)
    for words in EXPECTED[name]:
        assert words in web
        assert words in collapse_spaces(text)


def test_every_block_type_but_the_page_choosers_and_the_rule_is_covered() -> None:
    others = {"episode", "separator"}
    assert set(StoryStreamBlock().child_blocks) == set(EXPECTED) | others


@pytest.mark.parametrize(
    ("name", "factory"),
    [
        ("initiative", InitiativePageFactory),
        ("episode", EpisodePageFactory),
        ("event", EventPageFactory),
    ],
)
def test_linked_page_gives_its_title_summary_and_address(
    site_tree: SiteTree, name: str, factory: type[PageFactory]
) -> None:
    page = factory(title="La friche d’à côté")
    html, text = render(getattr(make, name)(page))
    assert f'href="{page.get_url()}"' in html
    assert page.get_url() in text
    assert "La friche d’à côté" in html
    assert "La friche d’à côté" in text


@pytest.mark.parametrize("name", StoryStreamBlock().child_blocks)
def test_preview_shows_the_block_alone(site_tree: SiteTree, name: str) -> None:
    block = StoryStreamBlock().child_blocks[name]
    html = block.render(block.get_preview_value() if hasattr(block.meta, "preview_value") else None)
    assert "{{" not in html
    if hasattr(block.meta, "preview_value"):
        assert words_of(html).strip()


def test_anchors_are_the_ids_of_blocks_and_answers(site_tree: SiteTree) -> None:
    page = FreePageFactory(body=[make.paragraph(), make.interview()])
    body = load_story(page, None)["body"]
    html = body.render_as_block({"page": page})
    answers = body[1].value["answers"].bound_blocks
    for block_id in [*(child.id for child in body), *(answer.id for answer in answers)]:
        assert html.count(f'id="b-{block_id}"') == 1


def test_anchors_do_not_depend_on_the_order_of_keys(site_tree: SiteTree) -> None:
    answer = {"name": "Zoé d’Été", "role": "agente", "text": "<p>Oui.</p>"}
    anchors = []
    for keys in (list(answer), sorted(answer, reverse=True)):
        value = {"question": "Et après\u00a0?", "answers": [{key: answer[key] for key in keys}]}
        page = FreePageFactory(body=json.dumps([{"type": "interview", "value": value, "id": "a"}]))
        body = load_story(page, None)["body"]
        anchors.append(body[0].value["answers"].bound_blocks[0].id)

    assert anchors[0] == anchors[1]


def test_headings_follow_the_level_of_their_page(site_tree: SiteTree) -> None:
    page = FreePageFactory(body=[make.heading(), make.interview()])
    body = load_story(page, None)["body"]
    soup = BeautifulSoup(body.render_as_block({"page": page, "level": 3}), "html.parser")
    assert [tag.name for tag in soup(re.compile(r"^h\d$"))] == ["h3", "h3"]


def test_table_marks_its_headers_and_its_caption(site_tree: SiteTree) -> None:
    html, _ = render(make.table())
    soup = BeautifulSoup(html, "html.parser")
    assert [cell["scope"] for cell in soup("th")] == ["col", "col"]
    assert soup.caption.get_text() == "Les rendez-vous de l’été"


def test_table_cell_that_spans_leaves_out_the_cells_it_covers(site_tree: SiteTree) -> None:
    name, value = make.table()
    value["mergeCells"] = [{"row": 1, "col": 0, "rowspan": 1, "colspan": 2}]
    html, _ = render((name, value))
    cells = BeautifulSoup(html, "html.parser")("td")
    assert [(shown_text(cell), cell["colspan"]) for cell in cells] == [("L’écoute", "2")]


def test_film_asks_nothing_of_its_host_before_a_click(site_tree: SiteTree) -> None:
    html, _ = render(make.embed())
    soup = BeautifulSoup(html, "html.parser")
    assert not soup("iframe")
    assert soup.button.has_attr("hidden")
    assert soup.button["data-player"].startswith("https://www.youtube-nocookie.com/embed/")
    loaded = [tag["src"] for tag in soup(["img", "script"])]
    assert all(address.startswith(("/media/", "/static/")) for address in loaded)


def test_text_holds_no_tag_and_no_entity(site_tree: SiteTree) -> None:
    odd = make.paragraph("L’eau &amp; le sol&nbsp;: 3 &lt; 5, « oui »")
    _, text = render(odd, make.quote("L’un & l’autre <ensemble>", name="A & B"))
    assert "L’eau & le sol\u00a0: 3 < 5" in text
    assert "L’un & l’autre <ensemble>" in text
    assert not re.search(r"&\w+;|</?(p|a|b|div|li)\b", text)
