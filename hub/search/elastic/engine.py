"""The Elasticsearch engine: implements `Engine` with the client."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from hub.search.completion import readings
from hub.search.contract import (
    Engine,
    EngineUnavailable,
    Entry,
    Health,
    RequestRefused,
    SearchPage,
    SearchRequest,
    Suggestion,
)
from hub.search.elastic.answers import search_page
from hub.search.elastic.client import (
    WRITE_TIMEOUT,
    check_complete,
    connect,
    parts_of,
    translated_errors,
)
from hub.search.elastic.hybrid import NEAR, UNREAD, bodies_of, hybrid_page
from hub.search.elastic.rebuilding import drop_all, rebuild
from hub.search.elastic.requests import parameters, search_body
from hub.search.elastic.suggestions import suggest_body
from hub.search.elastic.writing import apply
from hub.search.meaning import QuestionVector, question_vector
from hub.search.names import with_known_names, with_proper_names
from hub.search.query import ParsedQuery, Synonyms, parse_query
from hub.search.synonyms import current_synonyms

logger = logging.getLogger(__name__)

PAGE = 1000
KEEP_ALIVE = "1m"
COLOURS = {"green": "vert", "yellow": "jaune", "red": "rouge"}


class ElasticsearchEngine(Engine):
    """Search engine on the nodes of an Elasticsearch cluster.

    - `urls`: URLs of the nodes of one cluster; `api_key`: API key, empty if none is needed;
    - `index`: alias of the index, one for each site of the cluster;
    - `synonyms`: a callable that returns {`hub.search.query.table_key`: words}.

    Nothing is stored before the first `rebuild`: a search never runs on a partial index.
    """

    name = "elasticsearch"

    def __init__(
        self,
        urls: Sequence[str],
        *,
        api_key: str = "",
        index: str = "hub",
        synonyms: Callable[[], Synonyms] = current_synonyms,
    ) -> None:
        self.index = index
        self.synonyms = synonyms
        self.client = connect(urls, api_key)
        self.write_client = self.client.options(request_timeout=WRITE_TIMEOUT)

    def apply(self, entries: Iterable[Entry], deleted: Iterable[str] = ()) -> dict[str, str]:
        with translated_errors():
            return apply(self.write_client, self.index, entries, deleted)

    def rebuild(self, entries: Iterable[Entry]) -> int:
        with translated_errors():
            return rebuild(self.write_client, self.index, entries)

    def search(self, request: SearchRequest) -> SearchPage:
        start = time.perf_counter()
        query = with_proper_names(parse_query(request.text, self.synonyms()))
        query = with_known_names(query)
        question = None
        if query.terms and request.sort == "pertinence":
            question = question_vector(query.asked)
        page = None
        if question is not None:
            page = self._search_by_meaning(request, query, question)
        if page is None:
            answer = self._ask(search_body(request, query), **parameters(query))
            page = search_page(answer, request, query)
        return replace(page, engine=self.name, took_ms=(time.perf_counter() - start) * 1000)

    def suggest(
        self,
        prefix: str,
        *,
        hidden_paths: Sequence[str] = (),
        now: datetime | None = None,
        limit: int = 8,
    ) -> list[Suggestion]:
        found = readings(prefix)
        if not found or limit < 1:
            return []
        answer = self._ask(suggest_body(found, hidden_paths, now, limit))
        return [
            Suggestion(hit["_id"], **{k: hit["_source"][k] for k in ("kind", "title", "url")})
            for hit in answer["hits"]["hits"]
        ]

    def stored(self) -> Iterator[tuple[str, str, int]]:
        with translated_errors():
            opened = self.client.open_point_in_time(index=self.index, keep_alive=KEEP_ALIVE)
        point = opened["id"]
        try:
            after = None
            while True:
                hits = self._stored_after(point, after)
                for hit in hits:
                    content_hash = hit.get("fields", {}).get("content_hash", [""])[0]
                    yield hit["_id"], content_hash, hit["_version"]
                if len(hits) < PAGE:
                    return
                after = hits[-1]["sort"]
        finally:
            with translated_errors():
                self.client.options(ignore_status=404).close_point_in_time(id=point)

    def _stored_after(self, point: str, after: list[Any] | None) -> list[dict[str, Any]]:
        with translated_errors():
            answer = self.write_client.search(
                pit={"id": point, "keep_alive": KEEP_ALIVE},
                query={"bool": {"must_not": [{"term": {"is_gone": True}}]}},
                sort=[{"_shard_doc": "asc"}],
                search_after=after,
                size=PAGE,
                source=False,
                version=True,
                docvalue_fields=[{"field": "content_hash"}],
                allow_partial_search_results=False,
            )
            return check_complete(answer)["hits"]["hits"]

    def health(self) -> Health:
        try:
            with translated_errors():
                state = self.client.cluster.health()
                entries = self.client.count(index=self.index)["count"]
        except EngineUnavailable as error:
            return Health(False, 0, f"Elasticsearch ne répond pas : {error}")
        nodes, colour = state["number_of_nodes"], COLOURS[state["status"]]
        plural = "s" if nodes > 1 else ""
        detail = f"Elasticsearch répond\u00a0: {nodes} nœud{plural}, état {colour}."
        return Health(True, entries, detail)

    def forget(self) -> None:
        """Delete every index of this name, and close the connections."""
        with translated_errors():
            drop_all(self.write_client, self.index)
        self.client.close()

    def _search_by_meaning(
        self, request: SearchRequest, query: ParsedQuery, question: QuestionVector
    ) -> SearchPage | None:
        """Return the page of a question, in one request of several searches.

        None if the server refuses that of the vectors.
        """
        header = {"index": self.index, **parameters(query)}
        bodies = bodies_of(request, query, question)
        with translated_errors():
            answer = self.client.msearch(
                searches=[line for body in bodies.values() for line in (header, body)],
                filter_path=UNREAD,
            )
        answers = dict(zip(bodies, parts_of(answer, len(bodies)), strict=True))
        try:
            check_complete(answers[NEAR])
        except RequestRefused as error:
            logger.warning("The server refuses the search by meaning: %s", error)
            return None
        for part in answers.values():
            check_complete(part)
        return hybrid_page(answers, request, query, question)

    def _ask(self, body: dict[str, Any], **options: Any) -> Any:
        options = {"allow_partial_search_results": False, **options}
        with translated_errors():
            return check_complete(self.client.search(index=self.index, body=body, **options))
