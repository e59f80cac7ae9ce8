import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from hub.search.contract import Entry
from hub.search.embedded import EmbeddedEngine
from hub.search.evaluation.measures import Figures, ndcg, reciprocal_rank
from hub.search.evaluation.variants import typographic, with_one_typo, without_accents
from hub.search.models import SearchEntry, SearchIndex
from tests.search.encoders import FakeEncoder, use_encoder

pytestmark = pytest.mark.django_db

DOCUMENTS = [
    {"uid": "ecole", "title": "", "body": "Une école neuve."},
    {"uid": "velo", "title": "Le vélo", "body": "Une piste.", "themes": ["Mobilité"]},
]
QUESTIONS = [
    {"query": "L'école ?", "judgements": {"ecole": 1}, "tags": ["accents"]},
    {"query": "mobilité", "judgements": {"velo": 3, "ecole": 0}},
]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., str]:
    """Write JSON Lines, or raw text, into a file and return its path."""

    def write(name: str, lines: list[dict[str, Any]] | str) -> str:
        path = tmp_path / name
        text = lines if isinstance(lines, str) else "\n".join(map(json.dumps, lines))
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def evaluate(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    call_command("search_eval", *arguments)
    return capsys.readouterr().out


def test_figures_are_printed_by_tag(
    write: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    files = write("questions.jsonl", QUESTIONS), write("documents.jsonl", DOCUMENTS)

    printed = evaluate(capsys, files[0], "--documents", files[1])

    lines = {line.split()[0]: line.split()[1:] for line in printed.splitlines() if line.strip()}
    assert lines["ensemble"] == ["2", "1.000", "1.000", "1.00", "1.00", "0.0%"]
    assert lines["accents"][0] == "1"


def test_documents_are_encoded_unless_the_encoder_is_off(
    write: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    files = write("questions.jsonl", QUESTIONS), "--documents", write("documents.jsonl", DOCUMENTS)
    encoder = FakeEncoder("petit modèle")
    with use_encoder(encoder):
        assert "Encodeur : aucun." in evaluate(capsys, *files, "--encoder", "off")
        assert encoder.texts == []
        assert "Encodeur : petit modèle." in evaluate(capsys, *files)
    assert "Le vélo\nMobilité\nUne piste." in encoder.texts


def test_a_folder_of_documents_and_questions_gives_json(
    write: Callable[..., str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write("questions.jsonl", QUESTIONS)
    write("documents.jsonl", DOCUMENTS)

    results = json.loads(evaluate(capsys, str(tmp_path), "--json", "--variants"))

    assert results["engine"] == "embedded"
    assert (results["documents"], results["questions"]) == (2, 2)
    assert results["ndcg@10"] == results["mrr@10"] == results["hit@3"] == results["hit@10"] == 1
    assert results["empty"] == 0
    assert list(results["variants"]) == ["sans accents", "typographie", "une faute"]
    assert results["variants"]["sans accents"]["ndcg@10"] == 1


def test_the_index_of_the_site_is_unchanged(
    write: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    EmbeddedEngine().apply([Entry(uid="site", kind="lettre", title="École")])

    evaluate(capsys, write("all.jsonl", QUESTIONS + DOCUMENTS))

    assert list(SearchEntry.objects.values_list("uid", flat=True)) == ["site"]
    assert SearchIndex.objects.count() == 1


def test_without_documents_the_site_is_searched(
    write: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    EmbeddedEngine().apply([Entry(uid="velo", kind="lettre", title="La mobilité")])
    path = write("questions.jsonl", QUESTIONS[1:])

    assert json.loads(evaluate(capsys, path, "--json"))["ndcg@10"] == 1


def test_a_site_that_holds_nothing_judged_is_refused(write: Callable[..., str]) -> None:
    with pytest.raises(CommandError, match="--documents"):
        call_command("search_eval", write("questions.jsonl", QUESTIONS))


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("{", "bad.jsonl, ligne 1 : ce n’est pas du JSON"),
        ("\n[]", "bad.jsonl, ligne 2 : un objet"),
        ('{"titre": 1}', "ligne 1 : ni « query »"),
        ('{"query": 1, "judgements": {"a": 1}}', "« query » doit être un texte"),
        ('{"query": "a", "judgements": {}}', "« judgements » doit donner"),
        ('{"query": "a", "judgements": {"a": "1"}}', "la note de « a »"),
        ('{"query": "a", "judgements": {"a": 1}, "tags": "x"}', "« tags » doit être une liste"),
        ('{"uid": ""}', "« uid » doit être"),
        ('{"uid": "a", "body": 1}', "« body » doit être un texte"),
        ('{"uid": "a"}\n{"uid": "a"}', "ligne 2 : « a » est déjà décrit"),
        ('{"uid": "a"}', "Aucune question"),
    ],
)
def test_a_bad_file_is_named_with_its_line(
    lines: str, message: str, write: Callable[..., str]
) -> None:
    with pytest.raises(CommandError, match=message):
        call_command("search_eval", write("bad.jsonl", lines))


def test_a_missing_file_is_named() -> None:
    with pytest.raises(CommandError, match="nowhere.jsonl : lecture impossible"):
        call_command("search_eval", "nowhere.jsonl")


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "latin.jsonl"
    path.write_bytes("é".encode("latin-1"))

    with pytest.raises(CommandError, match="UTF-8"):
        call_command("search_eval", str(path))


def test_a_fall_below_the_baseline_fails(
    write: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = write("all.jsonl", [*DOCUMENTS, {"query": "tennis", "judgements": {"velo": 1}}])
    before = write("before.json", '{"ndcg@10": 0.5}')

    with pytest.raises(CommandError, match="0.000, contre 0.500"):
        call_command("search_eval", path, "--baseline", before)
    evaluate(capsys, path, "--baseline", write("low.json", '{"ndcg@10": 0.005}'))
    with pytest.raises(CommandError, match="n’est pas un résultat"):
        call_command("search_eval", path, "--baseline", path)


def test_measures_are_those_of_the_literature() -> None:
    grades = {"a": 3, "b": 1}

    assert ndcg(["a", "b"], grades) == 1
    assert ndcg(["b", "a"], grades) == pytest.approx((1 + 7 / 1.58496) / (7 + 1 / 1.58496), 1e-4)
    assert ndcg(["x"] * 10 + ["a"], grades) == 0
    assert ndcg(["a"], {"a": 0}) is None
    assert reciprocal_rank(["x", "b"], grades) == 0.5
    assert reciprocal_rank(["x"] * 10 + ["a"], grades) == 0


def test_figures_average_questions() -> None:
    figures = Figures.of([(["a"], {"a": 1}), (["x", "y", "z", "a"], {"a": 1}), ([], {"a": 1})])

    assert (figures.hit_3, figures.hit_10, figures.empty) == (1 / 3, 2 / 3, 1 / 3)
    assert figures.mrr == pytest.approx((1 + 0.25) / 3)


def test_variants_simulate_typed_queries() -> None:
    assert without_accents("À l’École") == "a l’ecole"
    assert typographic("L'école rurale ?") == "L’école «\u00a0rurale\u00a0» ?"
    assert typographic('Une "carte grise"') == "Une «\u00a0carte grise\u00a0» ?"


def test_a_typo_changes_one_word_deterministically() -> None:
    text = "Rénovation énergétique des écoles"
    slipped = with_one_typo(text)

    assert slipped == with_one_typo(text)
    different = [a for a, b in zip(text.split(), slipped.split(), strict=True) if a != b]
    assert len(different) == 1
    assert with_one_typo("le vélo") == "le vélo"
