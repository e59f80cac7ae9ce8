"""Where the site stands: the 106 criteria of the RGAA, kept in docs/accessibility/.

rgaa.yaml holds the criteria and what proves each of them, procedures.md what people check. The
rates and the wording follow the décret n° 2019-768 of 24 July 2019, article 2.
"""

import datetime
import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import yaml
from django.conf import settings

from hub.slugs import french_slug

FOLDER = settings.BASE_DIR / "docs" / "accessibility"
PROCEDURE = re.compile(r"^## (.+?)$(.*?)^- \*\*Suivie :\*\* (.+?)$", re.MULTILINE | re.DOTALL)
NOT_YET = "pas encore faite"
# The kinds of checks that have no entry of their own in the file, as the page names them.
TOOLS = {"axe": "axe", "preview": "aperçu de la rédaction", "house": "manage.py check"}


class Status(StrEnum):
    CONFORM = "conforme"
    FAILED = "non conforme"
    NOT_APPLICABLE = "non applicable"


class State(StrEnum):
    """The three states that a declaration may announce."""

    TOTAL = "totalement conforme"
    PARTIAL = "partiellement conforme"
    NONE = "non conforme"


@dataclass(frozen=True)
class Procedure:
    """What a person checks; `followed` says when and what was seen, empty when nobody has."""

    anchor: str
    title: str
    followed: str

    @property
    def date(self):
        """The day, as it is written."""
        return self.followed.partition(" : ")[0]


@dataclass(frozen=True)
class Criterion:
    """One criterion; `why` (not applicable), `wrong` and `mended` (not conform) may be empty."""

    number: str
    title: str
    level: str
    status: Status
    checks: tuple
    procedures: tuple
    automatic: str  # what the checks are called, in words
    why: str = ""
    wrong: str = ""
    mended: str = ""

    @property
    def proof(self):
        """What proves it, in a few French phrases; empty when nothing is there to be proved."""
        by_hand = [
            f"«\u00a0{p.title}\u00a0», {p.date or 'pas encore fait'}" for p in self.procedures
        ]
        parts = [("Automatique", self.automatic), ("À la main", " ; ".join(by_hand))]
        return " ".join(f"{name} : {words}." for name, words in parts if words)

    @property
    def when(self):
        """When it will be mended, as the end of a phrase."""
        return self.mended[:1].lower() + self.mended[1:]


@dataclass(frozen=True)
class Theme:
    number: int
    name: str
    criteria: tuple

    @property
    def counts(self):
        """[(status, how many)] for the statuses that the theme has, in the order of `Status`."""
        found = Counter(criterion.status for criterion in self.criteria)
        return [(status, found[status]) for status in Status if found[status]]


@dataclass(frozen=True)
class Matrix:
    version: str
    examined: datetime.date
    environment: tuple
    tools: tuple
    technologies: tuple
    themes: tuple
    named_checks: dict  # name: {"label": words, "test": references}

    @property
    def criteria(self):
        return [criterion for theme in self.themes for criterion in theme.criteria]

    def count(self, status):
        return sum(criterion.status == status for criterion in self.criteria)

    @property
    def conform(self):
        return self.count(Status.CONFORM)

    @property
    def applicable(self):
        return self.conform + self.count(Status.FAILED)

    @property
    def not_applicable(self):
        return self.count(Status.NOT_APPLICABLE)

    @property
    def failed(self):
        """The criteria that the site does not meet."""
        return [criterion for criterion in self.criteria if criterion.status == Status.FAILED]

    @property
    def rate(self):
        """Criteria met, out of 100 that apply; rounded down, so that 100 means all of them."""
        return 100 * self.conform // self.applicable

    @property
    def state(self):
        if self.conform == self.applicable:
            return State.TOTAL
        return State.PARTIAL if 2 * self.conform >= self.applicable else State.NONE


@cache
def read_matrix():
    """Return the `Matrix` of the files; raise KeyError or ValueError when one of them is wrong."""
    data = yaml.safe_load((FOLDER / "rgaa.yaml").read_text(encoding="utf-8"))
    procedures = read_procedures((FOLDER / "procedures.md").read_text(encoding="utf-8"))
    return build_matrix(data, procedures)


def read_procedures(text):
    """Return {anchor: Procedure} of the Markdown that tells them."""
    found = [
        Procedure(french_slug(title), title, "" if followed.startswith(NOT_YET) else followed)
        for title, _, followed in PROCEDURE.findall(text)
    ]
    return {procedure.anchor: procedure for procedure in found}


def build_matrix(data, procedures):
    """Return the `Matrix` of what the YAML file holds; errors as `read_matrix`."""
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


def _criterion(entry, named, procedures):
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
        mended=entry.get("mended", ""),
    )


def in_words(checks, named):
    """Return « axe (image-alt, link-name), parcours au clavier » for the checks of a criterion."""
    words = {}
    for check in checks:
        tool, _, rule = check.partition(" ")
        words.setdefault(TOOLS[tool] if rule else named[check]["label"], []).append(rule)
    return ", ".join(
        f"{name} ({', '.join(rules)})" if any(rules) else name for name, rules in words.items()
    )
