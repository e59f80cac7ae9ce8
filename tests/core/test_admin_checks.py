"""The project's own system checks: each can fail, and the project passes all."""

import pytest
from django.core.checks import CheckMessage, run_checks
from wagtail import blocks

from hub.core.blocks import CalloutBlock, StoryStreamBlock
from hub.core.checks import kind_errors, page_errors, story_errors
from hub.core.page_types import listable_types
from hub.listing.checks import listing_errors
from hub.newsletters.models import NewsletterIndexPage, NewsletterPage


def ids(errors: list[CheckMessage]) -> list[str | None]:
    return [error.id for error in errors]


def test_project_checks_are_registered_and_pass(db: None) -> None:
    assert [error for error in run_checks() if error.id.startswith("hub.")] == []


def test_every_listable_type_is_checked() -> None:
    assert {model.__name__ for model in listable_types()} == {
        "EpisodePage",
        "EventPage",
        "InitiativePage",
        "NewsletterPage",
        "PodcastPage",
        "ResourcePage",
    }


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({}, []),
        ({"kind": ""}, ["hub.E001"]),
        ({"kind_label": ""}, ["hub.E001"]),
        ({"template": "newsletters/newsletter_page.html"}, ["hub.E002"]),
        ({"template": "pages/newsletters/nowhere.html"}, ["hub.E003"]),
        ({"card_template": ""}, ["hub.E009"]),
        ({"card_template": "components/nowhere.html"}, ["hub.E009"]),
    ],
)
def test_listable_page_breaks_a_rule(
    attributes: dict[str, str], expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in attributes.items():
        monkeypatch.setattr(NewsletterPage, name, value)
    assert ids(page_errors(NewsletterPage)) == expected


def test_listable_page_without_parents_breaks_a_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(NewsletterPage, "parent_page_types")
    assert ids(page_errors(NewsletterPage)) == ["hub.E004"]


class BareBlock(blocks.CharBlock):
    class Meta:
        template = "blocks/nowhere.html"


def test_block_without_words_nor_templates_breaks_the_rules() -> None:
    errors = story_errors(blocks.StreamBlock([("bare", BareBlock(label="Nu"))]))
    assert ids(errors) == ["hub.E005", "hub.E006", "hub.E006", "hub.E006"]


def test_project_block_passes_the_checks() -> None:
    assert story_errors(blocks.StreamBlock([("callout", CalloutBlock())])) == []
    assert story_errors(StoryStreamBlock()) == []


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [(["lettre"], []), ([], ["hub.E007"]), (["lettre", "courrier"], ["hub.E007"])],
)
def test_index_page_lists_kinds_that_exist(
    kinds: list[str], expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NewsletterIndexPage, "listing_kinds", kinds)
    assert ids(listing_errors(NewsletterIndexPage)) == expected


def test_two_types_may_not_share_a_kind() -> None:
    class Twin(NewsletterPage):
        kind = NewsletterPage.kind

        class Meta:
            abstract = True

    assert kind_errors([NewsletterPage, NewsletterPage]) == []
    assert ids(kind_errors([NewsletterPage, Twin])) == ["hub.E010"]
