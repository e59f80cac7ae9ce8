"""nginx serves the static copy while the site is away (deploy/nginx/hub.conf)."""

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from hub.static_export.addresses import QUERY, QUERY_FOLDER
from hub.static_export.requesting import INTERNAL_LOCATION
from tests.services import nginx
from tests.services.postgresql import HOST, free_port

FILES = {
    "index.html": "home",
    "lettres/index.html": "letters",
    "lettres/lettre-1/index.html": "a letter",
    "lettres/lettre-1/texte/index.txt": "its text",
    "lettres.rss": "<rss/>",
    "agenda.csv": "jour",
    "documents/1/dossier.pdf": "a document",
    "sons/1.mp3": "0123456789",
    f"{QUERY_FOLDER}/page=2/lettres/index.html": "second page",
    f"{QUERY_FOLDER}/theme=mobilite&page=2/lettres.json": "{}",
}
AWAY = "Le site est momentanément indisponible"


class AwayHandler(http.server.BaseHTTPRequestHandler):
    """The site without its database: every address is a 503."""

    def do_GET(self) -> None:
        self.send_response(503)
        self.end_headers()
        self.wfile.write(b"the page 503 of the site")

    def log_message(self, *arguments: object) -> None:
        pass


class Reader(requests.Session):
    """Requests to nginx, by path, without a proxy."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.trust_env = False
        self.address = address

    def request(  # type: ignore[override]
        self, method: str, path: str, **options: object
    ) -> requests.Response:
        return super().request(method, f"http://{self.address}{path}", timeout=60, **options)


def start_nginx(folder: Path, hub: str) -> Iterator[Reader]:
    """Run nginx in front of `hub` with FILES as the static copy."""
    for name, content in FILES.items():
        path = folder / "export" / "versions" / "1" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    (folder / "export" / "current").symlink_to("versions/1")
    with nginx.server(folder, hub, folder / "media", folder / "static") as running:
        yield Reader(running.address)


@pytest.fixture(scope="module")
def nginx_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """nginx in front of a site that is stopped."""
    yield from start_nginx(tmp_path_factory.mktemp("stopped"), f"{HOST}:{free_port()}")


@pytest.fixture
def nginx_server_without_database(tmp_path: Path, nginx_server: Reader) -> Iterator[Reader]:
    """nginx in front of a site that answers 503."""
    with http.server.ThreadingHTTPServer((HOST, 0), AwayHandler) as hub:
        threading.Thread(target=hub.serve_forever, daemon=True).start()
        yield from start_nginx(tmp_path, f"{HOST}:{hub.server_port}")
        hub.shutdown()


@pytest.mark.parametrize(
    ("address", "content_type", "text"),
    [
        ("/", "text/html; charset=utf-8", "home"),
        ("/lettres/", "text/html; charset=utf-8", "letters"),
        ("/lettres", "text/html; charset=utf-8", "letters"),
        (
            "/lettres/lettre-1/?utm_source=e&utm_medium=f",
            "text/html; charset=utf-8",
            "a letter",
        ),
        ("/lettres/lettre-1/texte/", "text/plain; charset=utf-8", "its text"),
        ("/lettres.rss", "application/rss+xml; charset=utf-8", "<rss/>"),
        ("/agenda.csv", "text/csv; charset=utf-8", "jour"),
        ("/documents/1/dossier.pdf", "application/pdf", "a document"),
        ("/sons/1.mp3", "audio/mpeg", "0123456789"),
        ("/lettres/?page=2", "text/html; charset=utf-8", "second page"),
        ("/lettres.json?theme=mobilite&page=2", "application/json; charset=utf-8", "{}"),
    ],
)
def test_the_copy_is_served_while_the_site_is_stopped(
    address: str, content_type: str, text: str, nginx_server: Reader
) -> None:
    answer = nginx_server.get(address)

    assert (answer.status_code, answer.text) == (200, text)
    assert answer.headers["Content-Type"] == content_type
    assert answer.headers["X-Static-Copy"] == "yes"
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "address",
    [
        "/recherche/?q=jardin",
        "/lettres/?q=jardin",
        "/lettres/?page=3",
        "/lettres/?page=../../versions",
        "/inspiration/une-page/contact/",
        "/admin/",
        "/?utm_source=a&q=jardin",
    ],
)
def test_what_the_copy_lacks_is_the_page_503(address: str, nginx_server: Reader) -> None:
    answer = nginx_server.get(address)

    assert answer.status_code == 503
    assert AWAY in answer.content.decode()
    assert answer.headers["Retry-After"] == "30"
    assert "X-Static-Copy" not in answer.headers


def test_a_form_that_is_sent_is_the_page_503(nginx_server: Reader) -> None:
    assert nginx_server.post("/lettres/", data={"a": "b"}).status_code == 503


def test_files_to_save_and_ranges_are_those_of_the_site(nginx_server: Reader) -> None:
    for address in ("/documents/1/dossier.pdf", "/agenda.csv"):
        assert nginx_server.get(address).headers["Content-Disposition"] == "attachment"
    assert "Content-Disposition" not in nginx_server.get("/").headers
    part = nginx_server.get("/sons/1.mp3", headers={"Range": "bytes=2-4"})
    assert (part.status_code, part.text) == (206, "234")


def test_without_its_database_readers_get_the_copy_and_editors_the_site(
    nginx_server_without_database: Reader,
) -> None:
    reader = nginx_server_without_database

    assert (reader.get("/").status_code, reader.get("/").text) == (200, "home")
    assert AWAY in reader.get("/recherche/?q=a").content.decode()
    editor = reader.get("/admin/pages/")
    assert (editor.status_code, editor.text) == (503, "the page 503 of the site")


def test_nginx_has_the_queries_and_the_location_of_the_export() -> None:
    text = nginx.CONFIGURATION.read_text(encoding="utf-8")

    assert f'"~^{QUERY}$"  "/{QUERY_FOLDER}/$args";' in text
    assert f"location {INTERNAL_LOCATION} {{" in text
