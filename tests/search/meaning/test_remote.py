"""The encoder of a server: OpenAI-compatible and TEI, healthy and hostile."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import pytest

from hub.search.meaning import EncoderTooSlow, EncoderUnavailable, encode_entries, question_vector
from hub.search.meaning.remote import RemoteEncoder
from tests.search.encoders import FakeEncoder, use_encoder
from tests.search.meaning.test_vectors import ENTRY

Answer = Callable[["Handler", dict[str, Any]], None]


class Handler(BaseHTTPRequestHandler):
    """Handler that records each request and calls the `answer` of its server."""

    server: "Server"

    def do_POST(self) -> None:
        content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append((self.path, self.headers.get("Authorization"), content))
        self.server.answer(self, content)

    def send(self, content: object, status: int = 200) -> None:
        self.send_body(json.dumps(content).encode(), status)

    def send_body(self, body: bytes, status: int = 200, length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    """A local server of embeddings; `answer` is replaced by the tests."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests: list[tuple[str, str | None, dict[str, Any]]] = []
        self.answer: Answer = healthy
        self.address = f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, *arguments: object) -> None:
        """Ignore the clients that give up."""


def vectors(texts: list[str]) -> list[list[float]]:
    return FakeEncoder().encode_passages(texts).tolist()


def healthy(handler: Handler, content: dict[str, Any]) -> None:
    if "inputs" in content:
        handler.send(vectors(content["inputs"]))
        return
    found = vectors(content["input"])
    rows = [{"index": index, "embedding": vector} for index, vector in enumerate(found)]
    # The order of an answer is free: `index` gives that of the texts.
    handler.send({"data": rows[::-1]})


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "requested"),
    [
        ("", "/v1/embeddings"),
        ("/v1", "/v1/embeddings"),
        ("/v1/embeddings", "/v1/embeddings"),
        ("/api/embeddings", "/api/embeddings"),
        ("/embed", "/embed"),
    ],
)
def test_vectors_are_those_of_the_texts_in_their_order(
    server: Server, path: str, requested: str
) -> None:
    texts = ["un verger", "un bus", "a\0b"]
    found = RemoteEncoder(server.address + path, "e5", "secret").encode_passages(texts)
    assert np.allclose(found, vectors(["un verger", "un bus", "a b"]))
    ((path, authorization, content),) = server.requests
    assert (path, authorization) == (requested, "Bearer secret")
    assert content.get("model") == (None if path == "/embed" else "e5")


def test_prefixes_are_added_and_change_the_name(server: Server) -> None:
    plain = RemoteEncoder(server.address, "e5")
    encoder = RemoteEncoder(server.address, "e5", "", "query:", "passage:")
    encoder.encode_questions(["verger"])
    encoder.encode_passages(["verger"])
    assert [content["input"] for *_, content in server.requests] == [
        ["query: verger"],
        ["passage: verger"],
    ]
    assert plain.name != encoder.name
    assert plain.name == RemoteEncoder("http://127.0.0.1:1", "e5").name


def test_password_of_the_address_is_not_in_the_name() -> None:
    encoder = RemoteEncoder("http://user:password@127.0.0.1:1/embed")
    assert "password" not in encoder.name


HOSTILE: dict[str, Answer] = {
    "error page": lambda handler, _: handler.send_body(b"<html>Bad gateway</html>", 502),
    "error with vectors": lambda handler, content: handler.send(vectors(content["input"]), 500),
    "page": lambda handler, _: handler.send_body(b"<html></html>"),
    "empty": lambda handler, _: handler.send_body(b""),
    "other object": lambda handler, _: handler.send({"error": "no model"}),
    "list": lambda handler, _: handler.send([1, 2]),
    "null": lambda handler, _: handler.send(None),
    "rows without vectors": lambda handler, _: handler.send({"data": [{"index": 0}]}),
    "rows of numbers": lambda handler, _: handler.send({"data": [1, 2]}),
    "mixed indexes": lambda handler, _: handler.send(
        {"data": [{"index": "a", "embedding": [1]}, {"index": 0, "embedding": [1]}]}
    ),
    "truncated": lambda handler, _: handler.send_body(b'{"data": [{"index": 0', length=999),
    "short JSON": lambda handler, _: handler.send_body(b'{"data": [{"index": 0'),
    "deep JSON": lambda handler, _: handler.send_body(b"[" * 200_000),
    "not UTF-8": lambda handler, _: handler.send_body(b'"\xff"'),
    "fewer vectors": lambda handler, _: handler.send({"data": []}),
    "NaN": lambda handler, _: handler.send_body(b'{"data":[{"index":0,"embedding":[NaN,1]}]}'),
    "null vector": lambda handler, _: handler.send({"data": [{"index": 0, "embedding": [0, 0]}]}),
    "texts": lambda handler, _: handler.send({"data": [{"index": 0, "embedding": ["a"]}]}),
    "closed": lambda handler, _: handler.connection.shutdown(socket.SHUT_RDWR),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_answer_is_an_unavailable_encoder(server: Server, name: str) -> None:
    server.answer = HOSTILE[name]
    with pytest.raises(EncoderUnavailable):
        RemoteEncoder(server.address).encode_questions(["verger"])


def test_redirect_is_not_followed(server: Server) -> None:
    def redirect(handler: Handler, content: dict[str, Any]) -> None:
        handler.send_response(307)
        handler.send_header("Location", "/embed")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    server.answer = redirect
    with pytest.raises(EncoderUnavailable):
        RemoteEncoder(server.address).encode_questions(["verger"])
    assert len(server.requests) == 1


def test_too_long_answer_is_refused(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hub.search.meaning.remote.LONGEST_ANSWER", 1000)
    with pytest.raises(EncoderUnavailable, match="trop longue"):
        RemoteEncoder(server.address).encode_passages(["verger"] * 9)


def silent(handler: Handler, content: dict[str, Any]) -> None:
    time.sleep(1)


def drip(handler: Handler, content: dict[str, Any]) -> None:
    """Send a byte at a time: no single read reaches the time-out of the socket."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _ in range(50):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.02)


@pytest.mark.parametrize("answer", [silent, drip])
def test_slow_answer_is_given_up(
    server: Server, monkeypatch: pytest.MonkeyPatch, answer: Answer
) -> None:
    monkeypatch.setattr("hub.search.meaning.remote.QUESTION_SECONDS", 0.1)
    server.answer = answer
    with pytest.raises(EncoderTooSlow):
        RemoteEncoder(server.address).encode_questions(["verger"])


def test_closed_port_is_an_unavailable_encoder() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(EncoderUnavailable):
        RemoteEncoder(address).encode_questions(["verger"])


@pytest.mark.django_db
def test_slow_server_costs_one_time_out(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = RemoteEncoder(server.address, "e5")
    with use_encoder(encoder):
        encode_entries([ENTRY])
        assert question_vector("verger") is not None
        monkeypatch.setattr("hub.search.meaning.remote.QUESTION_SECONDS", 0.1)
        server.answer = silent
        server.requests.clear()
        assert [question_vector(f"verger {n}") for n in range(5)] == [None] * 5
    assert len(server.requests) == 1
