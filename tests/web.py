"""A web server on loopback, for code that requests addresses (`hub.fetching`)."""

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from hub.fetching import addresses


@dataclass(frozen=True)
class Answer:
    """A response: status, body and headers. `broken` closes the connection before the end.

    With `ranges`, a request for « bytes=a-b » is answered by that part (206).
    """

    status: int = 200
    content: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    broken: bool = False
    ranges: bool = False

    def part(self, requested: str | None) -> "Answer":
        """Return the answer to a request with this `Range` header."""
        if not self.ranges or not requested:
            return self
        first, last = requested.removeprefix("bytes=").split("-")
        content = self.content[int(first) : int(last) + 1]
        place = f"bytes {first}-{int(first) + len(content) - 1}/{len(self.content)}"
        return Answer(206, content, {**self.headers, "Content-Range": place})


class Web:
    """Answers by path, or by (method, path), and the (method, path, headers) requested.

    What has no answer is a 404. `url` is the address of a path.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.answers: dict[str | tuple[str, str], Answer] = {}
        self.requests: list[tuple[str, str, Mapping[str, str]]] = []

    def url(self, path: str = "/") -> str:
        return f"{self.address}{path}"

    def add(self, path: str, content: bytes | str = b"", status: int = 200, **headers: str) -> str:
        """Answer at `path`, with header names written with underscores; return the URL."""
        body = content.encode() if isinstance(content, str) else content
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = Answer(status, body, named)
        return self.url(path)

    @property
    def requested(self) -> list[tuple[str, str]]:
        """The (method, path) of each request, in order."""
        return [(method, path) for method, path, _ in self.requests]


def _handler(web: Web) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            web.requests.append((self.command, self.path, dict(self.headers)))
            found = web.answers.get((self.command, self.path)) or web.answers.get(self.path)
            answer = (found or Answer(404)).part(self.headers.get("Range"))
            self.send_response(answer.status)
            length = str(len(answer.content))
            for name, value in {"Content-Length": length, **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                half = len(answer.content) // 2
                self.wfile.write(answer.content[:half] if answer.broken else answer.content)

        do_GET = do_HEAD = answer  # noqa: N815 (names of http.server)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    """A web server on loopback whose address passes as public; other addresses are as ever."""
    is_public = addresses.is_public
    monkeypatch.setattr(
        addresses, "is_public", lambda address: address == "127.0.0.1" or is_public(address)
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    found = Web(f"http://127.0.0.1:{server.server_address[1]}")
    server.RequestHandlerClass = _handler(found)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()
    thread.join()
