"""Completeness of a case study: « complète » (full) when nothing is missing, else « brève »."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspiration.means import ProjectResource

if TYPE_CHECKING:
    from inspiration.models import InitiativePage

STORY = [
    ("challenge", "le défi"),
    ("objectives", "les objectifs"),
    ("actions", "ce qui a été fait"),
    ("participation", "la participation des habitants"),
    ("obstacles", "les freins et échecs"),
    ("success_factors", "les conditions de réussite"),
    ("advice", "les conseils aux pairs"),
]
ROWS = [
    ("steps", "la démarche"),
    ("partners", "qui coopère"),
    ("results", "les résultats"),
]


@dataclass(frozen=True)
class Completeness:
    """Labels of the expected parts that are present and of those that are missing."""

    present: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def percent(self) -> int:
        return round(100 * len(self.present) / (len(self.present) + len(self.missing)))

    @property
    def is_complete(self) -> bool:
        return not self.missing

    @property
    def label(self) -> str:
        return "complète" if self.is_complete else "brève"


def completeness_of(page: "InitiativePage") -> Completeness:
    """Return the `Completeness` of an InitiativePage."""
    checks = [(label, bool(getattr(page, name))) for name, label in STORY]
    checks += [(label, bool(getattr(page, name).all())) for name, label in ROWS]
    checks.append(("les moyens", any(kind.is_documented(page) for kind in ProjectResource)))
    return Completeness(
        present=tuple(label for label, done in checks if done),
        missing=tuple(label for label, done in checks if not done),
    )
