"""Fusion of the rankings by words and by meaning, and what it leaves out."""

import pytest

from hub.search import fusion
from hub.search.fusion import Question, above_floor, fuse, is_about_this_site, share_of_best

OURS = Question(words=3, background=-1.0)


def fused(
    words: dict[str, float],
    cosines: dict[str, float],
    question: Question = OURS,
    holding_all: tuple[str, ...] = (),
    coverage: dict[str, float] | None = None,
    boosts: dict[str, float] | None = None,
) -> fusion.Fused:
    return fuse(
        question, words, cosines, holding_all=holding_all, coverage=coverage or {}, boosts=boosts
    )


def test_scores_of_words_are_shares_of_the_best() -> None:
    assert share_of_best({"a": 8.0, "b": 2.0}) == {"a": 1.0, "b": 0.25}
    assert share_of_best({"a": 0.0}) == {"a": 0.0}
    assert share_of_best({}) == {}


def test_cosines_are_scaled_between_the_best_and_the_floor() -> None:
    assert above_floor({"a": 0.5, "b": 0.3, "c": 0.1}) == pytest.approx(
        {"a": 1.0, "b": 0.5, "c": 0.0}
    )
    assert above_floor({"a": 0.2}) == {"a": 1.0}
    assert above_floor({}) == {}


def test_floor_is_the_hundredth_cosine() -> None:
    cosines = {f"{rank:03}": 1 - rank / 1000 for rank in range(200)}
    scaled = above_floor(cosines)
    assert scaled["000"] == 1.0
    assert scaled["099"] == pytest.approx(0.0)
    assert scaled["150"] == 0.0


def test_an_entry_found_by_both_comes_first() -> None:
    scores = fused({"words": 9.0, "both": 8.0}, {"meaning": 0.5, "both": 0.45, "floor": 0.1}).scores
    assert max(scores, key=scores.__getitem__) == "both"


def test_what_holds_all_is_not_among_the_close() -> None:
    found = fused({"a": 9.0}, {"a": 0.5, "b": 0.45, "c": 0.1}, holding_all=("a",))
    assert found.close == {"b"}
    assert found.scores.keys() == {"a", "b", "c"}


def test_close_entries_are_cut_where_they_no_longer_stand_out() -> None:
    cosines = {"best": 0.6} | {f"{rank:03}": 0.2 - rank / 1000 for rank in range(120)}
    assert fused({}, cosines).close == {"best"}


def test_close_entries_are_limited() -> None:
    cosines = {f"{rank:03}": 0.6 - rank / 10_000 for rank in range(60)} | {"floor": 0.0}
    close = fused({}, cosines).close
    assert close == {f"{rank:03}" for rank in range(fusion.MAX_CLOSE)}


@pytest.mark.parametrize(("words", "moved"), [(2, set()), (3, {"apart"})])
def test_an_entry_that_holds_a_sentence_here_and_there_is_close(
    words: int, moved: set[str]
) -> None:
    question = Question(words=words, background=-1.0)
    cosines = {"best": 0.6, "apart": 0.12, "floor": 0.1}
    found = fused({"best": 9.0, "apart": 2.0}, cosines, question, holding_all=("best", "apart"))
    assert found.moved == moved
    assert "best" not in found.close
    assert moved <= found.close


def test_nearness_multiplies_the_meaning() -> None:
    plain = fused({}, {"a": 0.5, "b": 0.49, "c": 0.1}).scores
    near = fused({}, {"a": 0.5, "b": 0.49, "c": 0.1}, boosts={"b": 1.5}).scores
    assert plain["a"] > plain["b"]
    assert near["b"] > near["a"]


@pytest.mark.parametrize(
    ("question", "best", "expected"),
    [
        (Question(words=3, background=0.30), 0.20, True),
        (Question(words=3, background=0.30), 0.15, False),
        (Question(words=1, background=0.30), 0.15, True),
        (Question(words=1, background=0.30), 0.10, False),
        (Question(words=3, background=0.60), 0.26, True),
        (Question(words=3, background=0.60, is_known=True), 0.0, True),
    ],
)
def test_questions_about_other_subjects_are_recognised(
    question: Question, best: float, expected: bool
) -> None:
    assert is_about_this_site(question, [best, -0.2]) is expected


def test_question_about_another_subject_proposes_nothing() -> None:
    other = Question(words=3, background=0.4)
    assert fused({"a": 2.0}, {"a": 0.1, "b": 0.05}, other).close == set()


def test_most_of_the_words_are_enough_whatever_the_meaning() -> None:
    other = Question(words=3, background=0.4)
    found = fused({"a": 2.0, "b": 1.9}, {"c": 0.1}, other, coverage={"a": 0.7, "b": 0.5})
    assert found.close == {"a"}


def test_without_candidates_there_is_nothing() -> None:
    assert fused({}, {}) == fusion.Fused({}, frozenset())
