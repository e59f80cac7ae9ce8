"""Rubriques that say nothing, and colours that nobody would see."""

from hub.core.publication import Finding, Severity
from hub.core.values.plain_text import html_to_text
from hub.newsletters.preflight.contrast import contrast_ratio
from hub.newsletters.renderings.email import PAPER

# WCAG 2.2, 1.4.11: a graphic that helps to understand.
GRAPHIC_CONTRAST = 3


def check_empty_rubriques(proof):
    """Stop a letter that would show a title with nothing below."""
    for _, name, item in proof.rubriques:
        if not any(_says_something(child) for child in item["value"].get("content") or []):
            message = "elle est vide\u00a0: écrivez-la ou supprimez-la."
            yield Finding(Severity.BLOCKS, message, name, item.get("id") or "", "rubriques")


def _says_something(child):
    value = child["value"]
    if child["type"] == "separator":
        return False
    return bool(html_to_text(value)) if isinstance(value, str) else bool(value)


def check_colours(proof):
    """Warn about the line of a rubrique that is hard to see on light or dark paper."""
    colours = {r.colour: name for r, name, _ in proof.rubriques if r and r.colour}
    for colour, name in colours.items():
        schemes = [
            scheme
            for scheme, paper in PAPER.items()
            if contrast_ratio(colour, paper) < GRAPHIC_CONTRAST
        ]
        if schemes:
            message = (
                f"sa couleur {colour} se voit mal sur fond {' et '.join(schemes)}. "
                "Elle se change dans «\u00a0Rubriques\u00a0»."
            )
            yield Finding(Severity.WARNS, message, name, field="rubriques")
