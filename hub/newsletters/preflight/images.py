"""What images say to who does not see them."""

from hub.core.editing.undescribed import lacks_alternative
from hub.core.publication import Finding, Severity

MESSAGE = "décrivez l’image, ou cochez «\u00a0image décorative\u00a0»."


def check_alternatives(proof):
    """Stop a letter whose text has an image without alternative, not said to be decorative."""
    seen = set()
    for leaf in proof.leaves:
        images = leaf.parent
        if "decorative" in images and id(images) not in seen:
            seen.add(id(images))
            if lacks_alternative(images):
                yield Finding(Severity.BLOCKS, MESSAGE, leaf.where, leaf.block_id, "rubriques")
