"""Goal Q3: what the hub's own judged set is, and that no engine answers it worse than before."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from hub.search.evaluation import evaluate, read_judged_set, scratch_engines

FOLDER = Path(__file__).resolve().parents[2] / "relevance"
GOAL, APART, FALL = 0.80, 0.05, 0.01


@pytest.fixture(scope="module")
def judged():
    return read_judged_set([FOLDER / "hub"])


def before(engine):
    """The nDCG@10 of an engine, as `search_eval --json` wrote it."""
    return json.loads((FOLDER / f"{engine}.json").read_text(encoding="utf-8"))["ndcg@10"]


def test_every_query_has_its_right_answers_among_the_documents(judged):
    known = {document.uid for document in judged.documents}
    queries = [question.text for question in judged.questions]

    assert len(queries) >= 120
    assert len(set(queries)) == len(queries)
    for question in judged.questions:
        assert question.tags, question.text
        assert set(question.judgements) <= known, question.text
        assert set(question.judgements.values()) <= {1, 2, 3}, question.text
        assert max(question.judgements.values()) >= 2, question.text


def test_every_document_answers_something_and_is_short(judged):
    useful = {uid for question in judged.questions for uid in question.judgements}

    assert {document.uid for document in judged.documents} == useful
    assert all(document.title and document.summary for document in judged.documents)
    assert all(len(document.body) < 1_000 for document in judged.documents)


@pytest.mark.django_db
def test_the_set_is_answered_as_well_as_before(engine, judged):
    engine.rebuild(judged.documents)

    figures, _ = evaluate(engine, judged.questions)

    assert figures.ndcg >= max(GOAL, before(engine.name) - FALL)


def test_engines_answer_alike():
    figures = sorted(before(engine) for engine in scratch_engines())

    assert all(more - less <= APART for less, more in pairwise(figures))
