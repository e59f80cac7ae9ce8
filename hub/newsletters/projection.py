"""Search projection of a letter: its texts, with the anchored passages of each rubrique."""

from typing import TYPE_CHECKING, Any

from wagtail.blocks import StreamValue

from hub.core.passages import section_passages
from hub.core.projection import Projection, documents_in
from hub.core.searchable_text import block_to_searchable_text, to_searchable_text

if TYPE_CHECKING:
    from hub.newsletters.models import NewsletterPage


def letter_projection(letter: "NewsletterPage", story: dict[str, Any]) -> Projection:
    """Return the `Projection` of a letter from its loaded texts."""
    projection = Projection()
    projection.add_standing("", letter.period)
    projection.add_story(story["intro"], anchor="ouverture")
    for child in story["rubriques"]:
        _add_rubrique(projection, child)
    projection.documents += documents_in(story["rubriques"])
    projection.add_story(story["closing"], anchor="conclusion")
    return projection


def _add_rubrique(projection: Projection, child: StreamValue.StreamChild) -> None:
    """Add a rubrique: its name and its tagline are the same in every letter."""
    # Same anchor as in templates/blocks/rubriques.html.
    anchor = f"r-{child.id}" if child.id else ""
    rubrique, headline = child.value["rubrique"], to_searchable_text(child.value["headline"])
    author = child.value["author"]
    projection.add_standing(anchor, rubrique.name if rubrique else "")
    projection.add_text(headline)
    projection.add_standing(anchor, rubrique.tagline if rubrique else "")
    projection.add_standing(anchor, f"Par {author.name}" if author else "")
    projection.add_text(*_texts(child.value["content"]))
    projection.passages += section_passages(
        child.value["content"], anchor, "rubrique", opening=headline
    )


def _texts(stream: StreamValue) -> list[str]:
    return [block_to_searchable_text(child.block, child.value) for child in stream]
