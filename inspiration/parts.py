"""Parts of a case study, in reading order."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspiration.models import InitiativePage

# Anchor in the page: title, and fields; the part is shown if any of them is filled.
PARTS = {
    "defi": ("Le défi", ["challenge"]),
    "objectifs": ("Les objectifs", ["objectives"]),
    "actions": ("Ce qui a été fait", ["actions"]),
    "demarche": ("La démarche", ["steps"]),
    "partenaires": ("Qui coopère", ["partners"]),
    "habitants": ("La participation des habitants", ["participation"]),
    "resultats": ("Les résultats", ["results"]),
    # With results and no obstacles, the page says that the obstacles are not documented yet.
    "freins": ("Freins et échecs", ["obstacles", "results"]),
    "reussite": ("Les conditions de réussite", ["success_factors"]),
    "conseils": ("Conseils aux pairs", ["advice"]),
    "transposer": ("Transposer chez soi", ["prerequisites", "minimum_scale", "reusable_bricks"]),
}
TITLES = {anchor: title for anchor, (title, _) in PARTS.items()}


def filled_parts(
    page: "InitiativePage", inspired_by: "Sequence[InitiativePage]"
) -> list[tuple[str, str]]:
    """Return the (anchor, title) of each part that the page shows.

    `inspired_by` are the initiatives that inspired the page and that the reader may see.
    """
    filled = {
        anchor
        for anchor, (_, names) in PARTS.items()
        if any(_is_filled(page, name) for name in names)
    }
    if inspired_by:
        filled.add("transposer")
    return [(anchor, title) for anchor, title in TITLES.items() if anchor in filled]


def _is_filled(page: "InitiativePage", name: str) -> bool:
    value = getattr(page, name)
    return bool(value.all() if hasattr(value, "all") else value)
