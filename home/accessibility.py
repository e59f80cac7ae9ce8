"""Conformity of the site with the 106 criteria of the RGAA, read from docs/accessibility/.

rgaa.yaml holds the criteria and the proof of each of them, procedures.md the manual checks. The
rates and the wording follow the décret n° 2019-768 of 24 July 2019, article 2.
"""

import datetime
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

import yaml
from django.conf import settings

from hub.slugs import french_slug

FOLDER = settings.BASE_DIR / "docs" / "accessibility"
PROCEDURE = re.compile(r"^## (.+?)$(.*?)^- \*\*Suivie :\*\* (.+?)$", re.MULTILINE | re.DOTALL)
NOT_YET = "pas encore faite"
# Labels of the tools whose checks are written « tool rule » in rgaa.yaml.
TOOLS = {"axe": "axe", "preview": "aperçu de la rédaction", "django": "manage.py check"}


class Status(StrEnum):
    CONFORM = "conforme"
    FAILED = "non conforme"
    NOT_APPLICABLE = "non applicable"


class State(StrEnum):
    """The three levels of conformity of an accessibility declaration."""

    TOTAL = "totalement conforme"
    PARTIAL = "partiellement conforme"
    NONE = "non conforme"


@dataclass(frozen=True)
class Procedure:
    """A manual check; `followed` is its date and result in French, empty if not done yet."""

    anchor: str
    title: str
    followed: str

    @property
    def date(self) -> str:
        """The date of the check, as written in the file."""
        return self.followed.partition(" : ")[0]


@dataclass(frozen=True)
class Criterion:
    """One criterion of the RGAA.

    `why` is the reason why it is not applicable; `wrong` is the fault when it is not met, and
    `correction` says when it will be corrected. These three texts may be empty.
    """

    number: str
    title: str
    level: str
    status: Status
    checks: tuple[str, ...]
    procedures: tuple[Procedure, ...]
    automatic: str  # the automatic checks, in French
    why: str = ""
    wrong: str = ""
    correction: str = ""

    @property
    def proof(self) -> str:
        """The automatic and manual checks of the criterion, in French; may be empty."""
        by_hand = [
            f"«\u00a0{p.title}\u00a0», {p.date or 'pas encore fait'}" for p in self.procedures
        ]
        parts = [("Automatique", self.automatic), ("À la main", " ; ".join(by_hand))]
        return " ".join(f"{name} : {words}." for name, words in parts if words)

    @property
    def when(self) -> str:
        """The date of the correction, to be used within a French sentence."""
        return self.correction[:1].lower() + self.correction[1:]


@dataclass(frozen=True)
class Theme:
    number: int
    name: str
    criteria: tuple[Criterion, ...]

    @property
    def counts(self) -> list[tuple[Status, int]]:
        """The (status, number of criteria) pairs of the theme, in the order of `Status`."""
        found = Counter(criterion.status for criterion in self.criteria)
        return [(status, found[status]) for status in Status if found[status]]


@dataclass(frozen=True)
class Matrix:
    version: str
    examined: datetime.date
    environment: tuple[str, ...]
    tools: tuple[str, ...]
    technologies: tuple[str, ...]
    themes: tuple[Theme, ...]
    named_checks: dict[str, dict[str, Any]]  # name: {"label": words, "test": references}

    @property
    def criteria(self) -> list[Criterion]:
        return [criterion for theme in self.themes for criterion in theme.criteria]

    def count(self, status: Status) -> int:
        return sum(criterion.status == status for criterion in self.criteria)

    @property
    def conform(self) -> int:
        return self.count(Status.CONFORM)

    @property
    def applicable(self) -> int:
        return self.conform + self.count(Status.FAILED)

    @property
    def not_applicable(self) -> int:
        return self.count(Status.NOT_APPLICABLE)

    @property
    def failed(self) -> list[Criterion]:
        """The applicable criteria that the site does not meet."""
        return [criterion for criterion in self.criteria if criterion.status == Status.FAILED]

    @property
    def rate(self) -> int:
        """The percentage of applicable criteria that are met, rounded down: 100 means all."""
        return 100 * self.conform // self.applicable

    @property
    def state(self) -> State:
        if self.conform == self.applicable:
            return State.TOTAL
        return State.PARTIAL if 2 * self.conform >= self.applicable else State.NONE


@cache
def read_matrix() -> Matrix:
    """Return the `Matrix` of the files; raise KeyError or ValueError when one is invalid."""
    data = yaml.safe_load((FOLDER / "rgaa.yaml").read_text(encoding="utf-8"))
    procedures = read_procedures((FOLDER / "procedures.md").read_text(encoding="utf-8"))
    return build_matrix(data, procedures)


def read_procedures(text: str) -> dict[str, Procedure]:
    """Return {anchor: Procedure} from the Markdown of procedures.md."""
    found = [
        Procedure(french_slug(title), title, "" if followed.startswith(NOT_YET) else followed)
        for title, _, followed in PROCEDURE.findall(text)
    ]
    return {procedure.anchor: procedure for procedure in found}


def build_matrix(data: dict[str, Any], procedures: dict[str, Procedure]) -> Matrix:
    """Return the `Matrix` from the data of rgaa.yaml; raise the same errors as `read_matrix`."""
    named = data["checks"]
    themes = tuple(
        Theme(
            theme["number"],
            theme["name"],
            tuple(_criterion(entry, named, procedures) for entry in theme["criteria"]),
        )
        for theme in data["themes"]
    )
    lists = {name: tuple(data[name]) for name in ("environment", "tools", "technologies")}
    return Matrix(data["version"], data["examined"], **lists, themes=themes, named_checks=named)


def _criterion(
    entry: dict[str, Any], named: dict[str, dict[str, Any]], procedures: dict[str, Procedure]
) -> Criterion:
    checks = tuple(entry.get("check", ()))
    return Criterion(
        number=entry["number"],
        title=entry["title"],
        level=entry["level"],
        status=Status(entry["status"]),
        checks=checks,
        procedures=tuple(procedures[anchor] for anchor in entry.get("procedure", ())),
        automatic=in_words(checks, named),
        why=entry.get("why", ""),
        wrong=entry.get("wrong", ""),
        correction=entry.get("correction", ""),
    )


def in_words(checks: Iterable[str], named: dict[str, dict[str, Any]]) -> str:
    """Return the checks as text: « axe (image-alt, link-name), parcours au clavier »."""
    words = {}
    for check in checks:
        tool, _, rule = check.partition(" ")
        words.setdefault(TOOLS[tool] if rule else named[check]["label"], []).append(rule)
    return ", ".join(
        f"{name} ({', '.join(rules)})" if any(rules) else name for name, rules in words.items()
    )
