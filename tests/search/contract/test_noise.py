"""The noise set: its validity, and the precision of the results that hold all that was asked."""

from functools import cache
from pathlib import Path

from hub.search.contract import Engine
from hub.search.evaluation import measure_noise, read_judged_set
from hub.search.evaluation.judged_sets import JudgedSet
from hub.territories.models import Territory
from tests.search.contract.conftest import words_only

FOLDER = Path(__file__).resolve().parents[2] / "relevance"
DOCUMENTS = [FOLDER / name / "documents.jsonl" for name in ("hub", "harder")]
GOAL = 0.95
# Names of territories that are also words: their documents are those of the set.
NAMES = {"37261": "Tours", "30311": "Sauve"}

pytestmark = words_only


@cache
def judged() -> JudgedSet:
    return read_judged_set([FOLDER / "noise", *DOCUMENTS], unanswerable=True)


def test_questions_are_different_and_judged_on_known_documents(encoder: None) -> None:
    known = {document.uid for document in judged().documents}
    answerable = [question for question in judged().questions if question.judgements]

    assert len(answerable) == 60
    assert len(judged().questions) == 100
    assert len({question.text for question in judged().questions}) == 100
    for question in judged().questions:
        assert question.tags, question.text
        assert set(question.judgements) <= known, question.text
        assert set(question.judgements.values()) <= {0, 1}, question.text


def test_the_first_part_is_precise(engine: Engine) -> None:
    for code, name in NAMES.items():
        Territory.objects.create(code=code, name=name, kind="commune")
    engine.rebuild(judged().documents)

    noise = measure_noise(engine, judged().questions)

    assert noise.as_dict()["unjudged"] == {}
    assert noise.precision >= GOAL, noise.as_dict()["wrong"]
