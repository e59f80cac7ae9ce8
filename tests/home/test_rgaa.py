"""The RGAA matrix is complete, and each test or procedure that it names exists."""

import ast
import re
from collections.abc import Callable, Collection
from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
import yaml

from home import checks as home_checks
from home.accessibility import (
    FOLDER,
    Criterion,
    Matrix,
    State,
    Status,
    build_matrix,
    in_words,
    read_matrix,
    read_procedures,
)
from hub.core.wagtail_hooks import HubContentChecker

ROOT = Path(__file__).resolve().parents[2]
# RGAA 4.1.2, https://accessibilite.numerique.gouv.fr/methode/criteres-et-tests/
COUNTS = [9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12]
# Level AA: no criterion of WCAG 2.1 behind them is of level A, in the references of the RGAA.
AA_CRITERIA = {
    *("1.8", "3.2", "3.3", "4.5", "4.6", "7.5", "8.7", "8.8", "10.4", "10.5", "10.11", "10.12"),
    *("10.13", "11.3", "11.11", "11.12", "11.13", "12.1", "12.2", "12.3", "12.4", "12.5", "13.9"),
}
CRITERIA = read_matrix().criteria


@pytest.fixture
def data() -> dict[str, Any]:
    return yaml.safe_load((FOLDER / "rgaa.yaml").read_text(encoding="utf-8"))


@cache
def axe_rules() -> set[str]:
    """Return the rules that the bundled axe-core runs by default."""
    folder = Path(axe_playwright_python.__file__).parent
    source = next(folder.rglob("axe.min.js")).read_text(encoding="utf-8")
    starts = [*re.finditer(r'\{id:"([a-z-]+)",(?:impact|selector)', source)]
    ends = [start.start() for start in starts[1:]] + [None]
    rules = {s[1]: source[s.start() : end] for s, end in zip(starts, ends, strict=True)}
    return {
        name for name, text in rules.items() if not re.search(r'enabled:!1|"experimental"', text)
    }


def names_of_tests(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def django_checks() -> set[str]:
    sources = [path.read_text(encoding="utf-8") for path in ROOT.glob("h*/**/checks.py")]
    return set(re.findall(r'id="(hub\.E\d+)"', "".join(sources)))


def is_known(check: str) -> bool:
    tool, _, rule = check.partition(" ")
    known: dict[str, Callable[[], Collection[str]]] = {
        "axe": axe_rules,
        "preview": lambda: HubContentChecker.axe_run_only,
        "django": django_checks,
    }
    return rule in known[tool]() if rule else tool in read_matrix().named_checks


def test_the_106_criteria_are_there_in_their_order() -> None:
    matrix = read_matrix()

    assert [len(theme.criteria) for theme in matrix.themes] == COUNTS
    assert [criterion.number for criterion in matrix.criteria] == [
        f"{theme}.{number}"
        for theme, count in enumerate(COUNTS, start=1)
        for number in range(1, count + 1)
    ]


def test_each_criterion_has_a_title_and_its_level() -> None:
    assert len({criterion.title for criterion in CRITERIA}) == len(CRITERIA)
    assert {c.number for c in CRITERIA if c.level == "AA"} == AA_CRITERIA
    assert {c.level for c in CRITERIA} == {"A", "AA"}


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda c: c.number)
def test_each_status_is_explained(criterion: Criterion) -> None:
    explained = bool(criterion.why), bool(criterion.wrong and criterion.correction)

    assert explained == (
        criterion.status == Status.NOT_APPLICABLE,
        criterion.status == Status.FAILED,
    )


@pytest.mark.parametrize(
    "criterion", [c for c in CRITERIA if c.status == Status.CONFORM], ids=lambda c: c.number
)
def test_conforming_criterion_has_a_check_or_a_followed_procedure(
    criterion: Criterion,
) -> None:
    assert criterion.checks or any(procedure.followed for procedure in criterion.procedures)


@pytest.mark.parametrize("check", sorted({check for c in CRITERIA for check in c.checks}))
def test_each_check_exists(check: str) -> None:
    assert is_known(check)


@pytest.mark.parametrize(
    "check", ["axe css-orientation-lock", "axe rien", "django hub.E999", "rien"]
)
def test_check_that_does_not_run_is_detected(check: str) -> None:
    assert not is_known(check)


@pytest.mark.parametrize(
    "reference",
    sorted({ref for check in read_matrix().named_checks.values() for ref in check["test"]}),
)
def test_each_test_exists(reference: str) -> None:
    path, _, name = reference.partition("::")

    names = names_of_tests(path)
    assert name in names if name else any(n.startswith("test_") for n in names)


def test_each_named_check_and_procedure_is_of_use() -> None:
    matrix, text = read_matrix(), (FOLDER / "procedures.md").read_text(encoding="utf-8")
    used = {check for c in CRITERIA for check in c.checks if " " not in check}
    followed = {procedure.anchor for c in CRITERIA for procedure in c.procedures}

    assert set(matrix.named_checks) == used
    assert set(read_procedures(text)) == followed
    assert len(followed) == len(re.findall("(?m)^## ", text))


def test_each_procedure_says_what_to_do_what_to_see_and_how_long_it_takes() -> None:
    text = (FOLDER / "procedures.md").read_text(encoding="utf-8")

    for part in text.split("\n## ")[1:]:
        assert re.findall(r"(?m)^- \*\*(\w+) :\*\*", part) == ["Faire", "Voir", "Durée", "Suivie"]


def test_a_procedure_that_nobody_followed_says_so() -> None:
    text = "## Lire\n\n- **Suivie :** {}\n"

    (never,) = read_procedures(text.format("pas encore faite")).values()
    (once,) = read_procedures(text.format("1er mai 2026 : rien vu")).values()

    assert (never.followed, never.date) == ("", "")
    assert once.date == "1er mai 2026"


def matrix_of(data: dict[str, Any], *statuses: str) -> Matrix:
    criteria = [
        {"number": f"1.{rank}", "title": f"T {rank}", "level": "A", "status": status}
        for rank, status in enumerate(statuses, start=1)
    ]
    return build_matrix({**data, "themes": [{"number": 1, "name": "I", "criteria": criteria}]}, {})


@pytest.mark.parametrize(
    ("statuses", "rate", "state"),
    [
        (["conforme", "conforme", "non applicable"], 100, State.TOTAL),
        (["conforme", "conforme", "non conforme"], 66, State.PARTIAL),
        (["conforme", "non conforme"], 50, State.PARTIAL),
        (["conforme", "non conforme", "non conforme"], 33, State.NONE),
    ],
)
def test_the_state_follows_the_legal_thresholds(
    data: dict[str, Any], statuses: list[str], rate: int, state: State
) -> None:
    matrix = matrix_of(data, *statuses)

    assert (matrix.rate, matrix.state) == (rate, state)


def test_rate_with_a_failure_is_never_100(data: dict[str, Any]) -> None:
    assert matrix_of(data, *["conforme"] * 999, "non conforme").rate == 99


def test_unknown_status_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="presque"):
        matrix_of(data, "presque")


def test_checks_are_described_by_tool() -> None:
    words = in_words(
        ("axe list", "titres", "axe listitem"), {"titres": {"label": "niveaux de titre"}}
    )

    assert words == "axe (list, listitem), niveaux de titre"


def test_matrix_that_cannot_be_read_is_an_error_of_the_site(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert home_checks.check_accessibility_matrix(None) == []

    def fail() -> None:
        raise KeyError("themes")

    monkeypatch.setattr(home_checks, "read_matrix", fail)

    (error,) = home_checks.check_accessibility_matrix(None)
    assert error.id == "hub.E011"
    assert "themes" in error.msg
