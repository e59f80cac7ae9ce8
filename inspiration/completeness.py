"""How complete a case study is: « brève » when published, « complète » when all is told."""

from dataclasses import dataclass

from inspiration.means import Mean

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
    """`told` and `missing` are what a reader expects, in words."""

    told: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def percent(self):
        return round(100 * len(self.told) / (len(self.told) + len(self.missing)))

    @property
    def is_complete(self):
        return not self.missing

    @property
    def label(self):
        return "complète" if self.is_complete else "brève"


def completeness_of(page):
    """Return the `Completeness` of an InitiativePage."""
    checks = [(label, bool(getattr(page, name))) for name, label in STORY]
    checks += [(label, bool(getattr(page, name).all())) for name, label in ROWS]
    checks.append(("les moyens", any(mean.is_told(page) for mean in Mean)))
    return Completeness(
        told=tuple(label for label, done in checks if done),
        missing=tuple(label for label, done in checks if not done),
    )
