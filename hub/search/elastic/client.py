"""The client of the servers: short waits, and one kind of error for all that can go wrong."""

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
from elasticsearch import ApiError, Elasticsearch
from urllib3 import Timeout

from hub.search.contract import EngineTooSlow, EngineUnavailable, RequestRefused

if TYPE_CHECKING:
    from elastic_transport._node import NodeApiResponse

# Seconds. A reader waits a second at most, the embedded engine's answer included.
CONNECT_TIMEOUT = 0.3
READ_TIMEOUT = 0.8
# Nobody waits for a rebuild or the outbox.
WRITE_TIMEOUT = 30
# As many readers as a process may have threads.
CONNECTIONS = 50


class ImpatientNode(Urllib3HttpNode):
    """A node to which connecting has a limit of its own, within that of the whole request."""

    def perform_request(
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: HttpHeaders | None = None,
        request_timeout: float | None = None,
    ) -> "NodeApiResponse":
        limit = request_timeout or READ_TIMEOUT
        timeout = Timeout(total=limit, connect=min(CONNECT_TIMEOUT, limit))
        return super().perform_request(method, target, body, headers, timeout)


def connect(urls: Sequence[str], api_key: str = "") -> Elasticsearch:
    """Return a client of these nodes; nothing is sent yet.

    Nothing that failed in time is tried again, except a closed connection, which fails at once: it
    is tried on each other node.
    """
    return Elasticsearch(
        [with_port(url) for url in urls],
        api_key=api_key or None,
        node_class=ImpatientNode,
        connections_per_node=CONNECTIONS,
        request_timeout=READ_TIMEOUT,
        max_retries=len(urls) - 1,
        retry_on_timeout=False,
        retry_on_status=(),
        http_compress=False,
    )


def with_port(url: str) -> str:
    """Return an address with its port, which the client insists on."""
    parts = urlsplit(url)
    if parts.port:
        return url
    port = 443 if parts.scheme == "https" else 80
    return parts._replace(netloc=f"{parts.netloc}:{port}").geturl()


@contextmanager
def translated() -> Iterator[None]:
    """Turn what the client raises into `EngineUnavailable`, with the reason."""
    try:
        yield
    except ConnectionTimeout as error:
        raise EngineTooSlow(str(error)) from error
    except ApiError as error:
        # 404 is an index that has not been built; 408 and 429 are the state of the server.
        ours = 400 <= error.meta.status < 500 and error.meta.status not in (404, 408, 429)
        raise (RequestRefused if ours else EngineUnavailable)(str(error)) from error
    except (TransportError, OSError) as error:
        raise EngineUnavailable(str(error)) from error


def whole(answer: Any) -> Any:
    """Return an answer of `_search`; raise `EngineUnavailable` when a part of it is missing."""
    if "_shards" not in answer or "hits" not in answer:
        raise EngineUnavailable("this is not an answer of Elasticsearch")
    if answer.get("timed_out"):
        raise EngineTooSlow("the server gave what it had found when its time was up")
    if answer["_shards"]["failed"]:
        raise EngineUnavailable(f"{answer['_shards']['failed']} shards did not answer")
    return answer
