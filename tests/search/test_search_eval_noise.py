"""`search_eval --noise`: precision of the first part of results, unanswerable questions."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from hub.search.contract import Hit, SearchPage
from hub.search.evaluation import Noise, Question
from hub.search.evaluation.noise import FirstPart, first_part

DOCUMENTS: list[dict[str, Any]] = [
    {"uid": "port", "title": "Le port", "body": "Les quais de la pêche."},
    {"uid": "porte", "title": "La porte", "body": "Des portes closes."},
    {"uid": "voile", "title": "La voile", "body": "Un port ouvert au vent."},
]
QUESTIONS: list[dict[str, Any]] = [
    {"query": "pêche", "judgements": {"port": 1}},
    {"query": "closes", "judgements": {"porte": 0, "port": 1}},
    {"query": "vent", "judgements": {"port": 0}},
    {"query": "montagne", "judgements": {"port": 1}},
    {"query": "astrologie", "judgements": {}},
    {"query": "quais", "judgements": {}},
]


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A file of documents and questions."""
    path = tmp_path / "all.jsonl"
    path.write_text("\n".join(map(json.dumps, DOCUMENTS + QUESTIONS)), encoding="utf-8")
    return str(path)


@pytest.fixture
def noise_of(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run `search_eval --noise` and return what it prints."""

    def run(*arguments: str) -> str:
        call_command("search_eval", *arguments, "--noise")
        return capsys.readouterr().out

    return run


@pytest.mark.django_db
def test_wrong_and_unjudged_results_are_counted_and_listed(
    path: str, noise_of: Callable[..., str]
) -> None:
    results = json.loads(noise_of(path, "--json"))

    assert (results["engine"], results["documents"]) == ("embedded", 3)
    assert (results["questions"], results["answered"], results["noisy"]) == (4, 3, 2)
    assert results["precision"] == results["micro_precision"] == pytest.approx(1 / 3, abs=1e-4)
    assert results["wrong"] == {"closes": ["porte"]}
    assert results["unjudged"] == {"vent": ["voile"]}
    assert (results["nothing"], results["silent"]) == (2, 1)
    assert results["proposed"] == {"quais": ["port"]}


@pytest.mark.django_db
def test_the_noise_is_printed(path: str, noise_of: Callable[..., str]) -> None:
    printed = noise_of(path).replace("\u00a0", " ")

    assert "précision 0.333 par question, 0.333 par résultat" in printed
    assert "2 questions sur 3 ont un faux résultat" in printed
    assert "1 sur 2 ne reçoivent rien" in printed
    assert "closes : porte\n" in printed
    assert "vent : voile\n" in printed
    assert "quais : port\n" in printed


@pytest.mark.parametrize("other", [["--variants"], ["--baseline", "before.json"]])
def test_the_noise_is_measured_alone(path: str, other: list[str]) -> None:
    with pytest.raises(CommandError, match="--noise ne se combine"):
        call_command("search_eval", path, "--noise", *other)


@pytest.mark.django_db
def test_without_noise_every_question_needs_judgements(path: str) -> None:
    with pytest.raises(CommandError, match="ligne 8 : « judgements » doit donner"):
        call_command("search_eval", path)


def test_results_that_hold_a_part_of_the_question_are_not_of_the_first_part() -> None:
    hits = Hit("a"), Hit("b"), Hit("c"), Hit("d", holds_all=False)
    question = Question("", {"a": 1, "b": 0, "d": 0})

    part = first_part(question, SearchPage(hits, 4))

    assert part == FirstPart("", right=("a",), wrong=("b",), unjudged=("c",))
    assert part.precision == pytest.approx(1 / 3)


def test_precision_is_that_of_questions_with_results() -> None:
    parts = [
        FirstPart("x", ("a", "b", "c"), (), ()),
        FirstPart("y", (), ("a",), ()),
        FirstPart("z", (), (), ()),
    ]
    noise = Noise(parts, {})

    assert (noise.precision, noise.micro_precision) == (0.5, 0.75)
    assert Noise([], {}).precision == Noise([], {}).micro_precision == 1
