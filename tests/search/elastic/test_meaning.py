"""Vectors in Elasticsearch: mapping, writing, requests, failures; the rest is in `contract`."""

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from hub.search.circuit_breaker import CircuitBreaker
from hub.search.contract import Entry, Fragment, SearchRequest
from hub.search.elastic import ElasticsearchEngine
from hub.search.elastic.mapping import MAPPINGS
from hub.search.elastic.nearest import cosine
from hub.search.embedded import EmbeddedEngine
from hub.search.failover import FailoverEngine
from hub.search.meaning import SCALE, encode_entries
from tests.search.elastic.servers import PARTIAL, WHOLE, StubServer
from tests.search.encoders import FakeEncoder, use_encoder

pytestmark = pytest.mark.django_db

BEES = Entry(
    "bees",
    "lettre",
    "Paroles du village",
    body="Un rucher.",
    fragments=(Fragment("b-1", "rubrique", "De l’apiculture, encore de l’apiculture au village."),),
    content_hash="h",
    version=1,
)
QUESTION = SearchRequest("apiculteurs")


@pytest.fixture(autouse=True)
def encoder(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeEncoder]:
    # The keys of a database that is rolled back are used again.
    monkeypatch.setattr("hub.search.embedded.vectors._snapshots", {})
    encoder = FakeEncoder()
    with use_encoder(encoder):
        encode_entries([])
        yield encoder


@pytest.fixture
def requests(
    elastic: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch
) -> list[tuple[str, str]]:
    """Return a list that records (method, path) of each request to the server."""
    sent = []
    send = elastic.client.transport.perform_request

    def record_request(method: str, target: str, **options: Any) -> Any:
        sent.append((method, target.partition("?")[0]))
        return send(method, target, **options)

    monkeypatch.setattr(elastic.client.transport, "perform_request", record_request)
    return sent


def sequence_number(engine: ElasticsearchEngine, uid: str) -> int:
    return engine.client.get(index=engine.index, id=uid)["_seq_no"]


def test_a_page_by_meaning_costs_one_request(
    elastic: ElasticsearchEngine, requests: list[tuple[str, str]]
) -> None:
    encode_entries([BEES])
    elastic.rebuild([BEES])
    requests.clear()
    for options in ({}, {"filters": {"type": ("lettre",)}}, {"offset": 300}, {"limit": 0}):
        page = elastic.search(replace(QUESTION, facets=("type",), **options))
        assert page.by_meaning
        assert (page.total, page.facets) == (1, {"type": {"lettre": 1}})
        assert requests == [("POST", "/_msearch")]
        requests.clear()


def test_vectors_known_later_are_stored_and_equal_ones_are_not_written_again(
    elastic: ElasticsearchEngine,
) -> None:
    elastic.rebuild([BEES])
    assert elastic.search(QUESTION).total == 0
    encode_entries([BEES])
    elastic.apply([BEES])
    (hit,) = elastic.search(QUESTION).hits
    assert (hit.uid, hit.fragment) == ("bees", 0)
    before = sequence_number(elastic, "bees")
    elastic.apply([BEES])
    assert sequence_number(elastic, "bees") == before
    assert "pieces" not in elastic.client.get(index=elastic.index, id="bees")["_source"]
    assert elastic.health().entries == 1
    assert list(elastic.stored()) == [("bees", "h", 1)]


def test_a_new_model_needs_no_rebuild(elastic: ElasticsearchEngine) -> None:
    encode_entries([BEES])
    elastic.rebuild([BEES])
    with use_encoder(FakeEncoder("other", dimensions=256)):
        encode_entries([])
        # Its vectors are not in the index yet.
        assert not elastic.search(QUESTION).by_meaning
        encode_entries([BEES])
        elastic.apply([BEES])
        assert [hit.fragment for hit in elastic.search(QUESTION).hits] == [0]


def test_an_index_without_vectors_gets_them(
    elastic: ElasticsearchEngine, requests: list[tuple[str, str]]
) -> None:
    """An index of a former version: its mapping has neither pieces nor stems in order."""
    new = ("pieces", "encoder", "pieces_hash")
    properties = {k: v for k, v in MAPPINGS["properties"].items() if k not in new}
    exact = dict(properties["exact"]["properties"])
    del exact["stems"]
    with use_encoder(None):
        (index,) = elastic.client.indices.get(index=f"{elastic.index}*")
        elastic.client.indices.delete(index=index)
        mappings = MAPPINGS | {"properties": properties | {"exact": {"properties": exact}}}
        elastic.client.indices.create(index=index, aliases={elastic.index: {}}, mappings=mappings)
    requests.clear()
    page = elastic.search(SearchRequest("rucher village"))
    # The search of the vectors is refused, then the words are searched alone.
    assert (page.total, page.by_meaning, len(requests)) == (0, False, 2)
    encode_entries([BEES])
    elastic.apply([BEES])
    assert elastic.search(QUESTION).total == 1
    assert elastic.search(SearchRequest("rucher village")).holding_all == 1


def test_both_engines_give_the_same_order(elastic: ElasticsearchEngine) -> None:
    pick = random.Random(5)
    words = ["apiculture", "jardin", "école", "vélo", "compost", "forêt", "cantine", "budget"]
    entries = [
        Entry(f"e{n:02}", "lettre", " ".join(pick.sample(words, 2)), body=f"{pick.choice(words)}.")
        for n in range(40)
    ]
    encode_entries(entries)
    elastic.rebuild(entries)
    embedded = EmbeddedEngine("same-order", synonyms=dict)
    embedded.rebuild(entries)
    # Without a common word: each engine has its own BM25.
    for text in ("apicultorat", "jardinesque", "écolage vélocipède", "forestage"):
        request = SearchRequest(text, limit=50)
        pages = [engine.search(request) for engine in (elastic, embedded)]
        assert all(page.by_meaning for page in pages)
        first, second = ([(hit.uid, hit.holds_all) for hit in page.hits] for page in pages)
        assert set(first) == set(second)
        # Equal cosines may be sorted by another tie.
        assert all(abs(place - second.index(hit)) <= 1 for place, hit in enumerate(first))


@pytest.mark.parametrize("dimensions", [64, 384, 1024])
def test_a_cosine_survives_a_score_of_32_bits(
    dimensions: int,
) -> None:
    for product in (-250_000, -1, 0, 7, 123_457, 250_000):
        score = float(np.float32(0.5 + product / (32768 * dimensions)))
        assert cosine(score, dimensions) == pytest.approx(product / SCALE**2, abs=5e-6)


REFUSED = {"error": {"type": "query_shard_exception", "reason": "no field"}, "status": 400}
BROKEN = {"error": {"type": "exception"}, "status": 503}
COUNTED = WHOLE | {
    "aggregations": WHOLE["aggregations"] | {"index": {"doc_count": 0, "held": {"buckets": {}}}}
}


def stub_page(answers: list[dict[str, Any]]) -> tuple[bool, bool, int]:
    """Return (is degraded, is by meaning, number of requests) of a page of these answers."""
    embedded = EmbeddedEngine("stub-server", synonyms=dict)
    embedded.rebuild([BEES])
    # The answer to a `_msearch`, and to a `_search`.
    server = StubServer(200, WHOLE | {"responses": answers})
    with server.running() as url:
        elastic = ElasticsearchEngine([url], synonyms=dict)
        page = FailoverEngine(elastic, embedded, CircuitBreaker()).search(QUESTION)
    return page.degraded, page.engine == "elasticsearch" and page.by_meaning, len(server.requests)


def test_a_refused_search_of_vectors_leaves_the_page_by_words() -> None:
    assert stub_page([COUNTED, WHOLE]) == (False, True, 1)
    assert stub_page([COUNTED, REFUSED]) == (False, False, 2)


@pytest.mark.parametrize(
    "answers",
    [
        [COUNTED, BROKEN],
        [COUNTED, PARTIAL],
        [PARTIAL, WHOLE],
        [BROKEN, WHOLE],
        [COUNTED],
        [],
    ],
)
def test_a_part_that_fails_is_an_outage(answers: list[dict[str, Any]]) -> None:
    is_degraded, _, requests = stub_page(answers)
    assert is_degraded
    assert requests == 1
