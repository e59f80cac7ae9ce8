"""What a letter is found by: its words, and each rubrique at its own place."""

from hub.core.projection import (
    Passage,
    Projection,
    block_to_searchable_text,
    documents_in,
    speech_passages,
)


def letter_projection(letter, story):
    """Return the `Projection` of a letter from its loaded texts."""
    projection = Projection()
    projection.add_text(letter.period)
    projection.add_story(story["intro"])
    for child in story["rubriques"]:
        words = block_to_searchable_text(child.block, child.value)
        projection.add_text(words)
        if child.id and words:
            # The anchor that templates/blocks/rubriques.html writes.
            projection.passages.append(Passage(f"r-{child.id}", "rubrique", words))
    projection.passages += speech_passages(story["rubriques"])
    projection.documents += documents_in(story["rubriques"])
    projection.add_story(story["closing"])
    return projection
