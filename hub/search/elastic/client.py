"""Elasticsearch client with short time-outs, and conversion of its errors."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from elastic_transport import (
    ConnectionTimeout,
    HttpHeaders,
    TransportError,
    Urllib3HttpNode,
)
from elastic_transport.client_utils import DefaultType
from elasticsearch import ApiError, Elasticsearch
from elasticsearch.serializer import JsonSerializer, OrjsonSerializer
from urllib3 import Timeout

from hub.search.contract import EngineTooSlow, EngineUnavailable, RequestRefused

if TYPE_CHECKING:
    from elastic_transport._node import NodeApiResponse

# Seconds. Readers wait one second at most, the fallback to the embedded engine included.
CONNECT_TIMEOUT = 0.3
READ_TIMEOUT = 0.8
# For rebuilds and the outbox, which run in the background.
WRITE_TIMEOUT = 30
# Connections per node: at least one per thread of a process.
CONNECTIONS = 50


class ConnectTimeoutNode(Urllib3HttpNode):
    """A node with a connection time-out of its own, within that of the whole request."""

    def perform_request(
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: HttpHeaders | None = None,
        request_timeout: DefaultType | float | None = None,
    ) -> "NodeApiResponse":
        limit = READ_TIMEOUT
        if request_timeout and not isinstance(request_timeout, DefaultType):
            limit = request_timeout
        timeout = Timeout(total=limit, connect=min(CONNECT_TIMEOUT, limit))
        # The stubs say a number of seconds; the value is passed to urllib3, which takes both.
        return super().perform_request(method, target, body, headers, timeout)  # type: ignore[arg-type]


def connect(urls: Sequence[str], api_key: str = "") -> Elasticsearch:
    """Return a client of these nodes, without connecting.

    Time-outs and error statuses are not retried; connection errors, which fail fast, are retried
    once on each other node.
    """
    return Elasticsearch(
        [with_port(url) for url in urls],
        api_key=api_key or None,
        node_class=ConnectTimeoutNode,
        connections_per_node=CONNECTIONS,
        request_timeout=READ_TIMEOUT,
        max_retries=len(urls) - 1,
        retry_on_timeout=False,
        retry_on_status=(),
        http_compress=False,
        # A page of a search by meaning is 400 candidates, 350 kB of JSON.
        serializers={JsonSerializer.mimetype: OrjsonSerializer()},
    )


def with_port(url: str) -> str:
    """Return a URL with an explicit port, which the client requires."""
    parts = urlsplit(url)
    if parts.port:
        return url
    port = 443 if parts.scheme == "https" else 80
    return parts._replace(netloc=f"{parts.netloc}:{port}").geturl()


@contextmanager
def translated_errors() -> Iterator[None]:
    """Convert the client's exceptions into `EngineUnavailable` or its subclasses."""
    try:
        yield
    except ConnectionTimeout as error:
        raise EngineTooSlow(str(error)) from error
    except ApiError as error:
        raise failure_of(error.meta.status, str(error)) from error
    except (TransportError, OSError) as error:
        raise EngineUnavailable(str(error)) from error


def failure_of(status: int, why: str) -> EngineUnavailable:
    """Return the exception of an error status."""
    # 404: the index has not been built; 408 and 429: the server is overloaded.
    is_refused = 400 <= status < 500 and status not in (404, 408, 429)
    return (RequestRefused if is_refused else EngineUnavailable)(why)


def parts_of(answer: Any, count: int) -> list[Any]:
    """Return the `count` responses of a `_msearch`."""
    parts = answer.get("responses", ())
    if len(parts) != count:
        raise EngineUnavailable("this is not an answer of Elasticsearch")
    return list(parts)


def check_complete(answer: Any) -> Any:
    """Return a `_search` response; raise `EngineUnavailable` if it is partial or an error."""
    if "error" in answer:
        raise failure_of(answer.get("status", 0), str(answer["error"]))
    if "_shards" not in answer or "hits" not in answer:
        raise EngineUnavailable("this is not an answer of Elasticsearch")
    if answer.get("timed_out"):
        raise EngineTooSlow("the server gave what it had found when its time was up")
    if answer["_shards"]["failed"]:
        raise EngineUnavailable(f"{answer['_shards']['failed']} shards did not answer")
    return answer
