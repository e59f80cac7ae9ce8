"""What only the Elasticsearch engine does; `tests/search/contract` has the rest."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from hub.search.contract import EngineUnavailable, Entry, RequestRefused, SearchPage, SearchRequest
from hub.search.elastic import ElasticsearchEngine, bulk
from hub.search.elastic.documents import document
from hub.search.elastic.rebuilding import drop_all
from hub.search.elastic.requests import search_body
from hub.search.elastic.writing import building_alias
from hub.search.query import parse_query
from hub.search.synonyms import synonym_table

# Names of territories are not corrected: they are in the database.
pytestmark = pytest.mark.django_db

RIVER = Entry(
    "river",
    "initiative",
    "La rivière retrouvée",
    url="/riviere/",
    body="La commune a rouvert sa rivière, et les habitants s’y baignent.",
    filters={"theme": ("eau", "nature"), "territoire": ("76540-rouen",)},
    path="00010001",
    date=date(2026, 3, 1),
    content_hash="abc",
    version=3,
)
BIKE = Entry(
    "bike",
    "lettre",
    "Le vélo à la campagne",
    body="Des pistes cyclables, une rénovation énergétique, une commune à vélo.",
    filters={"theme": ("mobilite",)},
    path="00010002",
    date=date(2026, 5, 1),
    version=1,
)


@pytest.fixture
def filled(elastic: ElasticsearchEngine) -> ElasticsearchEngine:
    elastic.rebuild([RIVER, BIKE])
    return elastic


@pytest.fixture
def requests(filled: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Return a list that records (method, path) of each request to the server."""
    sent = []
    send = filled.client.transport.perform_request

    def record_request(method: str, target: str, **options: Any) -> Any:
        sent.append((method, target.partition("?")[0]))
        return send(method, target, **options)

    monkeypatch.setattr(filled.client.transport, "perform_request", record_request)
    return sent


def uids(page: SearchPage) -> list[str]:
    return [hit.uid for hit in page.hits]


def indexes(engine: ElasticsearchEngine) -> set[str]:
    return set(engine.client.indices.get(index=f"{engine.index}*"))


# One request ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["", "commune", "commune rivière vélo", "« sa rivière »", "« nobody wrote this »", "rivèire"],
)
def test_a_page_costs_one_request_with_its_facets_and_corrections(
    filled: ElasticsearchEngine, requests: list[tuple[str, str]], text: str
) -> None:
    page = filled.search(
        SearchRequest(text, filters={"theme": ("eau",)}, facets=("theme", "type", "territoire"))
    )
    assert requests == [("POST", f"/{filled.index}/_search")]
    assert page.facets.keys() == {"theme", "type", "territoire"}


def test_suggestions_cost_one_request(
    filled: ElasticsearchEngine, requests: list[tuple[str, str]]
) -> None:
    filled.suggest("vé")
    assert len(requests) == 1


# Words ---------------------------------------------------------------------------------------


def test_an_unknown_word_is_corrected_and_a_known_one_never(filled: ElasticsearchEngine) -> None:
    page = filled.search(SearchRequest("rivèire"))
    assert uids(page) == ["river"]
    assert page.did_you_mean == "rivière"
    assert page.hits[0].matched == ("rivière",)
    # « commune » is in both; « communes », unknown as such, is a form of it.
    assert filled.search(SearchRequest("communes")).did_you_mean == ""


def test_words_of_hidden_entries_are_not_corrections(filled: ElasticsearchEngine) -> None:
    page = filled.search(SearchRequest("rivèire", hidden_paths=("00010001",)))
    assert (page.total, page.did_you_mean) == (0, "")


def test_a_correction_has_its_accents(filled: ElasticsearchEngine) -> None:
    assert filled.search(SearchRequest("renovatoin")).did_you_mean == "rénovation"


def test_out_of_vocabulary_words_do_not_empty_the_result(filled: ElasticsearchEngine) -> None:
    page = filled.search(SearchRequest("rivière zzzzzz yyyyyy xxxxxx"))
    assert uids(page) == ["river"]


def test_an_absent_phrase_falls_back_to_its_words(filled: ElasticsearchEngine) -> None:
    assert uids(filled.search(SearchRequest("« vélo à la campagne »"))) == ["bike"]
    assert uids(filled.search(SearchRequest("« rivière commune »", sort="date"))) == [
        "bike",
        "river",
    ]


def test_the_words_of_a_synonym_are_reported(elastic: ElasticsearchEngine) -> None:
    elastic.synonyms = lambda: synonym_table([("cours d’eau", "rivière")])
    elastic.rebuild([RIVER, BIKE])
    page = elastic.search(SearchRequest("cours d’eau"))
    assert uids(page) == ["river"]
    assert "rivière" in page.hits[0].matched


def test_scores_are_the_sum_of_word_scores(filled: ElasticsearchEngine) -> None:
    few = filled.search(SearchRequest("rivière"))
    more = filled.search(SearchRequest("rivière commune habitants"))
    assert 0 < few.hits[0].score < more.hits[0].score < 100


# Writing -------------------------------------------------------------------------------------


def test_nothing_is_searched_nor_stored_before_the_first_rebuild(
    elastic: ElasticsearchEngine,
) -> None:
    drop_all(elastic.client, elastic.index)
    for ask in (
        lambda: elastic.search(SearchRequest("eau")),
        lambda: elastic.apply([RIVER]),
        lambda: elastic.apply([], ["river"]),
        lambda: list(elastic.stored()),
    ):
        with pytest.raises(EngineUnavailable):
            ask()
    assert indexes(elastic) == set()
    assert not elastic.health().is_up


def test_an_older_version_is_ignored_and_the_same_one_taken(filled: ElasticsearchEngine) -> None:
    assert filled.apply([replace(RIVER, title="Avant", version=2)]) == {}
    assert filled.suggest("avant") == []
    assert filled.apply([replace(RIVER, title="Pareil", content_hash="def")]) == {}
    assert filled.suggest("pareil")[0].uid == "river"


def test_a_deleted_entry_comes_back_with_the_version_that_it_had(
    filled: ElasticsearchEngine,
) -> None:
    for _ in range(3):
        assert filled.apply([], ["river", "unknown"]) == {}
    assert filled.search(SearchRequest()).total == 1
    assert filled.apply([RIVER]) == {}
    assert filled.search(SearchRequest()).total == 2


def test_what_cannot_be_stored_is_refused_and_the_rest_is_stored(
    filled: ElasticsearchEngine,
) -> None:
    long = replace(BIKE, uid="long", filters={"theme": ("x" * 40_000,)})
    refused = filled.apply([long, replace(BIKE, uid=" "), replace(BIKE, uid="u" * 201), BIKE])
    assert refused.keys() == {"long", " ", "u" * 201}
    assert filled.search(SearchRequest()).total == 2


def test_stored_entries_are_listed_over_several_pages(
    filled: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hub.search.elastic.engine.PAGE", 2)
    filled.apply([replace(BIKE, uid=f"bike-{n}", content_hash=f"h{n}") for n in range(4)])
    stored = list(filled.stored())
    assert sorted(stored) == [
        ("bike", "", 1),
        *((f"bike-{n}", f"h{n}", 1) for n in range(4)),
        ("river", "abc", 3),
    ]


# Rebuilding ----------------------------------------------------------------------------------


def test_a_rebuild_leaves_one_index_and_its_entries(filled: ElasticsearchEngine) -> None:
    (before,) = indexes(filled)
    assert filled.rebuild([RIVER]) == 1
    (after,) = indexes(filled)
    assert before != after
    assert uids(filled.search(SearchRequest())) == ["river"]


def test_a_rebuild_that_fails_leaves_the_former_index_as_it_was(
    filled: ElasticsearchEngine,
) -> None:
    before = indexes(filled)

    def failing() -> Iterator[Entry]:
        yield replace(RIVER, uid="new")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        filled.rebuild(failing())
    assert indexes(filled) == before
    assert filled.search(SearchRequest()).total == 2


def test_a_rebuild_removes_the_index_of_a_killed_one(filled: ElasticsearchEngine) -> None:
    filled.client.indices.create(
        index=f"{filled.index}-killed", aliases={building_alias(filled.index): {}}
    )
    filled.rebuild([RIVER])
    assert len(indexes(filled)) == 1


def test_edits_during_a_rebuild_are_neither_lost_nor_undone(filled: ElasticsearchEngine) -> None:
    def read_then_edited() -> Iterator[Entry]:
        # The rebuild has read all of these before the edits below.
        yield from [RIVER, BIKE, replace(BIKE, uid="moved"), replace(BIKE, uid="away")]
        changed = replace(RIVER, title="La rivière changée", version=4)
        filled.apply([changed, replace(BIKE, uid="new")], ["bike", "away"])
        filled.apply([replace(BIKE, uid="away", version=2)])

    # One at a time: some are written before the edits, some after.
    assert filled.rebuild(read_then_edited()) == 4
    stored = {uid: version for uid, _, version in filled.stored()}
    assert stored == {"river": 4, "moved": 1, "new": 1, "away": 2}
    assert len(filled.search(SearchRequest("changée")).hits) == 1


def test_edits_before_what_the_rebuild_read_is_written_win(
    filled: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "CHUNK", 1)

    def edited_then_written() -> Iterator[Entry]:
        filled.apply([replace(RIVER, version=9)], ["bike"])
        yield from [RIVER, BIKE]

    assert filled.rebuild(edited_then_written()) == 1
    assert list(filled.stored()) == [("river", "abc", 9)]


def test_a_deletion_under_way_is_no_entry_for_readers(filled: ElasticsearchEngine) -> None:
    def reading() -> Iterator[Entry]:
        filled.apply([], ["bike"])
        yield RIVER
        assert filled.search(SearchRequest()).total == 1

    filled.rebuild(reading())
    assert filled.health().entries == 1


# Limits --------------------------------------------------------------------------------------


def test_a_field_that_is_not_in_the_mapping_is_refused(filled: ElasticsearchEngine) -> None:
    strange = document(RIVER) | {"surprise": 1}
    outcome = bulk.send(filled.client, filled.index, [{"_id": "strange", "_source": strange}])
    assert "strict_dynamic_mapping_exception" in outcome.refused["strange"]


def test_every_value_of_a_facet_is_counted(filled: ElasticsearchEngine) -> None:
    values = tuple(f"v{n}" for n in range(300))
    filled.apply([replace(RIVER, filters={"theme": values}, version=4)])
    counts = filled.search(SearchRequest(facets=("theme",))).facets["theme"]
    assert counts == dict.fromkeys(values, 1) | {"mobilite": 1}


def test_a_page_beyond_the_last_is_empty_and_right_however_far(filled: ElasticsearchEngine) -> None:
    for offset in (2, 20_000, 10_000_000):
        page = filled.search(SearchRequest(offset=offset, facets=("type",)))
        assert (page.hits, page.total) == ((), 2)
        assert page.facets["type"] == {"initiative": 1, "lettre": 1}


def test_a_refused_request_is_distinguished_from_an_outage(
    filled: ElasticsearchEngine,
) -> None:
    with pytest.raises(RequestRefused):
        filled._ask({"query": {"no_such_query": {}}})


def test_only_letters_lose_score_with_age(elastic: ElasticsearchEngine) -> None:
    day = date(2026, 6, 1)
    letters = [
        replace(BIKE, uid=f"{kind}-{years}", kind=kind, date=day - timedelta(365 * years))
        for kind in ("lettre", "initiative")
        for years in (0, 4)
    ]
    elastic.rebuild(letters)
    scores = {hit.uid: hit.score for hit in elastic.search(SearchRequest("vélo")).hits}
    assert scores["lettre-4"] < scores["lettre-0"]
    assert scores["initiative-4"] == scores["initiative-0"]


def test_the_longest_question_is_answered(filled: ElasticsearchEngine) -> None:
    text = " ".join(f"communes{n}" for n in range(9)) + " « rivière commune » -nature -route"
    assert filled.search(SearchRequest(text)).total in (0, 1, 2)
    body = search_body(SearchRequest(text), parse_query(text))
    assert body["from"] == 0
