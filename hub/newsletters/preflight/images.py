"""Check of the text alternatives of images."""

from collections.abc import Iterator

from hub.core.editing.undescribed import lacks_alternative
from hub.core.publication import Finding, Severity
from hub.newsletters.preflight.proof import Proof

MESSAGE = "décrivez l’image, ou cochez «\u00a0image décorative\u00a0»."


def check_alternatives(proof: Proof) -> Iterator[Finding]:
    """Block a letter with an image that has no alternative and is not marked decorative."""
    seen = set()
    for leaf in proof.leaves:
        value = leaf.parent
        if "decorative" in value and id(value) not in seen:
            seen.add(id(value))
            if lacks_alternative(value):
                yield Finding(Severity.BLOCKS, MESSAGE, leaf.where, leaf.block_id, "rubriques")
