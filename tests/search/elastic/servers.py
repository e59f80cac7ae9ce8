"""HTTP servers on loopback that simulate failures of a search server."""

import contextlib
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.services.elasticsearch.nodes import free_ports

WHOLE: dict[str, Any] = {
    "took": 1,
    "timed_out": False,
    "_shards": {"total": 1, "successful": 1, "skipped": 0, "failed": 0},
    "hits": {"total": {"value": 0, "relation": "eq"}, "max_score": None, "hits": []},
    "aggregations": {"total": {"doc_count": 0}},
}
PARTIAL = WHOLE | {"timed_out": True}
WITHOUT_A_SHARD = WHOLE | {"_shards": {"total": 2, "successful": 1, "skipped": 0, "failed": 1}}


class StubServer:
    """A server that gives every request the same answer.

    `status` and `answer` may be changed while it runs; `status` None: it never answers. `requests`
    are the paths that were asked.
    """

    def __init__(self, status: int | None = 200, answer: dict[str, Any] = WHOLE) -> None:
        self.status, self.answer = status, answer
        self.requests = []
        self.over = threading.Event()

    @contextmanager
    def running(self) -> Iterator[str]:
        """Yield the address of the server; stop it at the end."""
        stub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                stub.requests.append(self.path)
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                if stub.status is None:
                    stub.over.wait()
                    self.close_connection = True
                    return
                body = json.dumps(stub.answer).encode()
                self.send_response(stub.status)
                self.send_header("X-Elastic-Product", "Elasticsearch")
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = answer  # noqa: N815

            def log_message(self, *arguments: object) -> None:
                """Disable logging."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            self.over.set()
            server.shutdown()
            thread.join()
            server.server_close()


def nowhere() -> str:
    """Return an address at which nobody answers."""
    return f"http://127.0.0.1:{free_ports(1)[0]}"


@contextmanager
def black_hole() -> Iterator[str]:
    """Yield an address whose connections are never accepted: its queue is full."""
    with socket.socket() as listener, contextlib.ExitStack() as callers:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(4):
            caller = callers.enter_context(socket.socket())
            caller.setblocking(False)
            caller.connect_ex(listener.getsockname())
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
