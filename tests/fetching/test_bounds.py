"""Bounds of a request: total time, decompression; TLS keeps the name of the host."""

import datetime
import gzip
import socket
import ssl
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from hub.fetching import TooLargeError, fetch, open_url
from tests.web import Web

NAME = "sons.example.org"


@contextmanager
def listening(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    """Answer one connection on loopback with `answer`; yield the port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(10)

        def serve() -> None:
            try:
                with server.accept()[0] as connection:
                    connection.settimeout(10)
                    answer(connection)
            except OSError:
                pass  # cut by the client: what the tests are about

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        thread.join(10)
        assert not thread.is_alive()


def drip(start: bytes) -> Callable[[socket.socket], None]:
    """Return an answer: `start`, then a byte every 20 ms for as long as the client reads."""

    def answer(connection: socket.socket) -> None:
        pause = threading.Event()
        connection.sendall(start)
        for _ in range(500):
            connection.sendall(b"x")
            pause.wait(0.02)

    return answer


@pytest.mark.parametrize(
    "start",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nX-Slow: ",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n",
    ],
    ids=["status", "headers", "body", "body without a length", "chunked body"],
)
def test_server_that_drips_is_cut_when_the_time_is_over(start: bytes, web: Web) -> None:
    with listening(drip(start)) as port, pytest.raises(requests.Timeout):
        fetch(f"http://127.0.0.1:{port}/", limit=1_000_000, total=0.3)


def test_tls_handshake_that_drips_is_cut(web: Web) -> None:
    with listening(drip(b"\x16\x03\x03\x40\x00")) as port, pytest.raises(requests.Timeout):
        fetch(f"https://127.0.0.1:{port}/", limit=100, total=0.3)


def test_time_is_that_of_all_redirects(web: Web) -> None:
    with listening(drip(b"")) as port:
        web.add("/", status=302, Location=f"http://127.0.0.1:{port}/")
        with pytest.raises(requests.Timeout):
            fetch(web.url(), limit=100, total=0.3)


def test_compressed_bomb_is_not_decompressed_whole(web: Web) -> None:
    bomb = gzip.compress(b"\0" * 100_000_000, 9)
    web.add("/", bomb, Content_Encoding="gzip")
    tracemalloc.start()
    try:
        with pytest.raises(TooLargeError):
            fetch(web.url(), limit=200_000, headers={"Accept-Encoding": "gzip"})
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A self-signed certificate for `NAME`, with its key, in one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.datetime.now(datetime.UTC)
    day = datetime.timedelta(days=1)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - day)
        .not_valid_after(now + day)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "certificate.pem"
    file.write_bytes(
        built.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return file


@pytest.mark.parametrize(("name", "accepted"), [(NAME, True), ("autre.example.org", False)])
def test_https_keeps_the_name_for_sni_and_the_certificate(
    name: str, accepted: bool, certificate: Path, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str | None] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.sni_callback = lambda _socket, server_name, _context: seen.append(server_name)

    def answer(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as secured:
            host = next(line for line in secured.recv(4096).split(b"\r\n") if b"Host:" in line)
            secured.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(host), host))

    monkeypatch.setattr(requests.adapters, "DEFAULT_CA_BUNDLE_PATH", str(certificate))
    resolve = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda _host, port, **options: resolve("127.0.0.1", port, **options)
    )
    with listening(answer) as port:
        if accepted:
            found = fetch(f"https://{name}:{port}/", limit=100)
            assert found.content == f"Host: {name}:{port}".encode()
        else:
            with pytest.raises(requests.exceptions.SSLError):
                fetch(f"https://{name}:{port}/", limit=100)
    assert seen == [name]


def test_fast_response_is_whole_within_the_time(web: Web) -> None:
    web.add("/", "contenu")
    with open_url("GET", web.url(), total=30) as response:
        assert response.content == b"contenu"
