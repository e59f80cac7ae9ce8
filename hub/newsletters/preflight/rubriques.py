"""Checks for empty rubriques and for colours with too little contrast."""

from collections.abc import Iterator
from typing import Any

from hub.core.publication import Finding, Severity
from hub.core.values.contrast import contrast_ratio
from hub.core.values.plain_text import html_to_text
from hub.newsletters.preflight.proof import Proof
from hub.newsletters.renderings.email import PAPER

# WCAG 2.2, 1.4.11: minimum for a graphic needed to understand the content.
MIN_GRAPHIC_CONTRAST = 3


def check_empty_rubriques(proof: Proof) -> Iterator[Finding]:
    """Block a letter that has a rubrique without content."""
    for _, name, item in proof.rubriques:
        if not any(_has_content(child) for child in item["value"].get("content") or []):
            message = "elle est vide\u00a0: écrivez-la ou supprimez-la."
            yield Finding(Severity.BLOCKS, message, name, item.get("id") or "", "rubriques")


def _has_content(child: dict[str, Any]) -> bool:
    value = child["value"]
    if child["type"] == "separator":
        return False
    return bool(html_to_text(value)) if isinstance(value, str) else bool(value)


def check_colours(proof: Proof) -> Iterator[Finding]:
    """Warn about a rubrique whose coloured line has too little contrast in a colour scheme."""
    colours = {r.colour: name for r, name, _ in proof.rubriques if r and r.colour}
    for colour, name in colours.items():
        schemes = [
            scheme
            for scheme, paper in PAPER.items()
            if contrast_ratio(colour, paper) < MIN_GRAPHIC_CONTRAST
        ]
        if schemes:
            message = (
                f"sa couleur {colour} se voit mal sur fond {' et '.join(schemes)}. "
                "Elle se change dans «\u00a0Rubriques\u00a0»."
            )
            yield Finding(Severity.WARNS, message, name, field="rubriques")
