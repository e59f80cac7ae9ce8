"""Search by meaning: entries near a question, with a deterministic encoder."""

import datetime
from collections.abc import Iterator

import pytest

from hub.search import fusion
from hub.search.contract import Engine, Fragment, SearchPage, SearchRequest
from hub.search.meaning import encode_entries
from hub.search.meaning.calibration import neutral_texts
from tests.search.contract.conftest import NOW, entry, words_only
from tests.search.encoders import FailingEncoder, FakeEncoder, use_encoder

# The encoder is that of `library`.
pytestmark = words_only
# The vectors of the tests are near for words that share trigrams: of the same meaning for them,
# and without a common stem.
QUESTION = "apicultorat"

FILLER = "Le conseil parle de voirie et de fleurs."
ENTRIES = [
    entry(
        "bees",
        "Apiculture",
        "De l’apiculture au village.",
        filters={"theme": ("nature",)},
        path="0001",
    ),
    entry(
        "recording",
        "Paroles du village",
        "Un enregistrement. La mairie refait sa toiture. Apiculture, apiculture, apicole.",
        kind="episode",
        fragments=(
            Fragment("b-1", "rubrique", "La mairie refait sa toiture avec des artisans du canton."),
            Fragment("b-2", "rubrique", "Apiculture, apiculture et apiculture : apicole, l’api."),
        ),
        filters={"theme": ("nature", "emploi")},
        path="0002",
    ),
    *(entry(f"other-{n}", f"Voirie {n}", f"{FILLER} {n}", path="0003") for n in range(40)),
    entry(
        "past",
        "Apiculture",
        "L’apiculture d’hier.",
        visible_until=datetime.datetime(2026, 5, 31, tzinfo=datetime.UTC),
    ),
]


@pytest.fixture(autouse=True)
def library(engine: Engine) -> Iterator[None]:
    """The engine, filled with entries and their vectors."""
    with use_encoder(FakeEncoder()):
        encode_entries(ENTRIES)
        engine.rebuild(ENTRIES)
        yield


def ask(engine: Engine, text: str, **options: object) -> SearchPage:
    return engine.search(SearchRequest(text, now=NOW, limit=100, **options))


def test_entries_are_found_without_a_common_word(engine: Engine) -> None:
    page = ask(engine, QUESTION)
    assert page.by_meaning
    assert page.holding_all == 0
    assert {hit.uid for hit in page.hits[:2]} == {"bees", "recording"}
    assert not any(hit.holds_all for hit in page.hits)
    assert page.total == len(page.hits) <= fusion.MAX_CLOSE


def test_a_result_has_its_nearest_fragment(engine: Engine) -> None:
    fragments = {hit.uid: hit.fragment for hit in ask(engine, QUESTION).hits}
    assert fragments["recording"] == 1
    assert fragments["bees"] is None
    toiture = {hit.uid: hit.fragment for hit in ask(engine, "toiture de la mairie").hits}
    assert toiture["recording"] == 0


def test_entries_with_the_words_come_before_those_near_in_meaning(engine: Engine) -> None:
    page = ask(engine, "apiculture")
    assert [hit.uid for hit in page.hits if hit.holds_all] == ["bees", "recording"]
    assert page.holding_all == 2


def test_entries_that_a_reader_may_not_see_are_not_near(engine: Engine) -> None:
    assert "past" not in {hit.uid for hit in ask(engine, QUESTION).hits}
    for options in (
        {"hidden_paths": ("0001",)},
        {"fixed": {"type": ("episode",)}},
        {"among": ("recording", "other-1")},
        {"filters": {"theme": ("emploi",)}},
        {"text": f"{QUESTION} -village"},
        {"since": datetime.date(2026, 2, 1)},
    ):
        text = str(options.pop("text", QUESTION))
        assert "bees" not in {hit.uid for hit in ask(engine, text, **options).hits}


def test_facets_count_the_entries_near_in_meaning(engine: Engine) -> None:
    page = ask(engine, QUESTION, filters={"theme": ("emploi",)}, facets=("theme", "type"))
    assert [hit.uid for hit in page.hits] == ["recording"]
    assert page.total == 1
    assert page.facets == {"theme": {"nature": 2, "emploi": 1}, "type": {"episode": 1}}


def test_a_question_on_a_foreign_subject_finds_nothing(engine: Engine) -> None:
    foreign = max(neutral_texts().background, key=len)
    engine.apply([], [one.uid for one in ENTRIES if one.uid not in ("bees", "recording")])
    assert ask(engine, foreign).total == 0


def test_other_sorts_use_words_alone(engine: Engine) -> None:
    for sort in ("date", "titre", "proximite"):
        page = ask(engine, QUESTION, sort=sort)
        assert (page.total, page.by_meaning) == (0, False)


def test_nearness_of_territories_multiplies_meaning(engine: Engine) -> None:
    far = [
        entry(uid, "Apiculture", "De l’apiculture.", filters={"lieu": (uid,)}) for uid in ("a", "b")
    ]
    encode_entries(far)
    engine.apply(far, [one.uid for one in ENTRIES])
    for near in "ab":
        hits = ask(engine, QUESTION, near={near: 0.5}).hits
        assert hits[0].uid == near
        assert hits[0].score > hits[1].score


def test_a_failing_encoder_leaves_the_answer_by_words(engine: Engine) -> None:
    with use_encoder(FailingEncoder()):
        pages = [ask(engine, f"apiculture {number}") for number in range(12)]
    assert all("bees" in {hit.uid for hit in page.hits} for page in pages)
    assert not all(page.by_meaning for page in pages)


def test_without_encoder_words_alone_answer(engine: Engine) -> None:
    with use_encoder(None):
        assert ask(engine, QUESTION).total == 0
        page = ask(engine, "apiculture")
    assert (page.total, page.by_meaning) == (2, False)
    assert all(hit.fragment is None for hit in page.hits)
