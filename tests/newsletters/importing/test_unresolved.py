"""Lost links that remain to be restored in an edited letter."""

import json

import pytest

from hub.newsletters.lost_links import unresolved_links
from hub.newsletters.models import NewsletterPage
from tests.newsletters.importing.drafts import draft, imported, letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

TEXT = letter(
    "n° 7",
    "Les haies",
    "📝 En pratique…\nLe collectif en a tiré ce court-métrage :\nTout le monde est venu.",
    "🔜 À suivre…\nVous pouvez les retrouver sur ce Framadate. Le bilan est à lire ici.",
    "👉 Inspiration par le Journal…\n➡️ Valombrette (99) : un verger tenu par le collège",
)


@pytest.fixture
def page() -> NewsletterPage:
    imported(TEXT)
    return draft(7)


def kinds(page: NewsletterPage) -> list[str]:
    return [link.kind for link in unresolved_links(page)]


def rewrite(page: NewsletterPage, old: str, new: str) -> NewsletterPage:
    """Save the letter with a text of its rubriques replaced."""
    data = json.dumps(list(page.rubriques.raw_data), ensure_ascii=False)
    assert json.dumps(old, ensure_ascii=False)[1:-1] in data
    page.rubriques = data.replace(
        json.dumps(old, ensure_ascii=False)[1:-1], json.dumps(new, ensure_ascii=False)[1:-1]
    )
    page.save_revision(clean=False)
    return draft(7)


def test_imported_letter_lacks_all_its_lost_links(page: NewsletterPage) -> None:
    assert kinds(page) == ["video", "link", "agenda", "initiative"]
    first = unresolved_links(page)[0]
    assert (first.words, first.line) == ("court-métrage", 4)
    assert "En pratique" in first.place
    assert first.block_id in str(page.rubriques.raw_data)


@pytest.mark.parametrize(
    "linked",
    [
        "<p>Vous pouvez les retrouver sur ce <a href='https://a.example/'>Framadate</a>.",
        "<p>Vous pouvez <a href='https://a.example/'>les retrouver sur ce Framadate</a>.",
        '<p data-block-key="a1b2">Vous pouvez les retrouver sur <a linktype="page" id="1">'
        "ce <b>Framadate</b></a>.",
    ],
)
def test_link_put_on_words_of_the_sentence_counts(page: NewsletterPage, linked: str) -> None:
    page = rewrite(page, "<p>Vous pouvez les retrouver sur ce Framadate.", linked)
    assert kinds(page) == ["video", "link", "initiative"]


def test_link_of_another_sentence_of_the_paragraph_does_not_count(page: NewsletterPage) -> None:
    link = "<a href='https://a.example/'>Le bilan</a> est à lire ici."
    assert "agenda" in kinds(rewrite(page, "Le bilan est à lire ici.", link))


def test_removed_sentence_has_no_lost_link(page: NewsletterPage) -> None:
    page = rewrite(page, "Le collectif en a tiré ce court-métrage\u00a0:", "Le collectif filme.")
    assert "video" not in kinds(page)


def test_rewritten_sentence_keeps_its_lost_link(page: NewsletterPage) -> None:
    page = rewrite(
        page,
        "Vous pouvez les retrouver sur ce Framadate.",
        "Vous pouvez toutes les retrouver, vite, sur ce Framadate.",
    )
    assert "agenda" in kinds(page)


def test_film_block_after_its_sentence_counts(page: NewsletterPage) -> None:
    data = list(page.rubriques.raw_data)
    film = {"type": "embed", "value": {"url": "https://a.example/"}, "id": None}
    data[0]["value"]["content"].insert(1, film)
    page.rubriques = json.dumps(data)
    assert "video" not in kinds(page)


def test_initiative_with_an_address_or_without_its_block_counts(page: NewsletterPage) -> None:
    data = list(page.rubriques.raw_data)
    block = data[-1]["value"]["content"][-1]
    block["value"]["url"] = "https://a.example/"
    page.rubriques = json.dumps(data)
    assert "initiative" not in kinds(page)
    data[-1]["value"]["content"].pop()
    page.rubriques = json.dumps(data)
    assert "initiative" not in kinds(page)


def test_letter_not_imported_has_no_lost_link() -> None:
    assert unresolved_links(NewsletterPage()) == []
