"""What images say to who does not see them."""

from hub.core.undescribed import lacks_alternative

from .findings import Finding, Severity

MESSAGE = "décrivez l’image, ou cochez «\u00a0image décorative\u00a0»."


def check_alternatives(proof):
    """Stop a letter with an image that has no alternative and is not said to be decorative."""
    letter = proof.letter
    if letter.image_id and not letter.image_alt and not letter.image_is_decorative:
        yield Finding(Severity.BLOCKS, MESSAGE, "Image de la lettre", field="image_alt")
    seen = set()
    for leaf in proof.leaves:
        images = leaf.parent
        if "decorative" in images and id(images) not in seen:
            seen.add(id(images))
            if lacks_alternative(images):
                yield Finding(Severity.BLOCKS, MESSAGE, leaf.where, leaf.block_id)
