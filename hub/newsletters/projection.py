"""Search projection of a letter: its texts, with each rubrique as an anchored passage."""

from typing import TYPE_CHECKING, Any

from hub.core.projection import (
    Passage,
    Projection,
    block_to_searchable_text,
    documents_in,
    speech_passages,
)

if TYPE_CHECKING:
    from hub.newsletters.models import NewsletterPage


def letter_projection(letter: "NewsletterPage", story: dict[str, Any]) -> Projection:
    """Return the `Projection` of a letter from its loaded texts."""
    projection = Projection()
    projection.add_text(letter.period)
    projection.add_story(story["intro"])
    for child in story["rubriques"]:
        words = block_to_searchable_text(child.block, child.value)
        projection.add_text(words)
        if child.id and words:
            # Same anchor as in templates/blocks/rubriques.html.
            projection.passages.append(Passage(f"r-{child.id}", "rubrique", words))
    projection.passages += speech_passages(story["rubriques"])
    projection.documents += documents_in(story["rubriques"])
    projection.add_story(story["closing"])
    return projection
