"""Readers of the site of production: pages, files, sounds, through nginx and gunicorn."""

import re
import socket
import ssl
import stat
from pathlib import Path
from urllib.parse import quote, urlsplit

import requests

from tests.services.production.site import Production
from tests.services.production.visitors import Visitor
from tests.services.production.waiting import wait_until


def test_every_public_page_answers_with_compression_and_security(reader: Visitor) -> None:
    site_map = reader.get("/sitemap.xml").text
    paths = [urlsplit(url).path for url in re.findall(r"<loc>\s*([^<\s]+)\s*</loc>", site_map)]
    assert len(paths) > 30

    answers = {path: reader.get(path) for path in paths}

    assert {path: one.status_code for path, one in answers.items() if one.status_code != 200} == {}
    home = answers["/"]
    assert home.headers["Content-Encoding"] in ("gzip", "br")
    assert home.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "nginx/" not in home.headers["Server"]
    assert not reader.cookies


def test_a_page_has_the_files_it_names_cached_for_a_year(reader: Visitor) -> None:
    sheets = [link["href"] for link in reader.page("/").select("link[rel=stylesheet]")]

    for path in sheets:
        answer = reader.get(path)
        assert answer.status_code == 200
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_other_accounts_read_the_static_files(production_site: Production) -> None:
    folder = Path(production_site.variables["STATIC_ROOT"])
    found = [folder, *folder.rglob("*")]
    assert len(found) > 1_000
    needed = {path: stat.S_IROTH | (stat.S_IXOTH if path.is_dir() else 0) for path in found}
    assert [path for path in found if needed[path] & ~path.stat().st_mode] == []


def test_a_list_and_a_search_find_an_initiative(reader: Visitor) -> None:
    links = [link["href"] for link in reader.page("/inspiration/").select("main h3 a, main h2 a")]
    initiative = next(path for path in links if path.startswith("/inspiration/"))
    title = reader.page(initiative).select_one("h1").get_text(strip=True)

    found = reader.page(f"/recherche/?q={quote(title)}")

    assert initiative in [urlsplit(link["href"]).path for link in found.select("main a[href]")]


def test_a_sound_is_sent_by_nginx_with_ranges(reader: Visitor) -> None:
    feed = reader.get("/podcasts.rss").text
    assert "<item>" in feed
    pages = re.findall(r"<link>([^<]+/podcasts/[^<]+)</link>", feed)
    page = next(urlsplit(one).path for one in pages if one.count("/") > 5)
    # The address of the site has no port.
    sound = urlsplit(reader.page(page).select_one("audio source, audio[src]")["src"]).path

    whole = reader.get(sound)
    part = reader.get(sound, headers={"Range": "bytes=100-299"})

    assert whole.status_code == 200
    assert whole.headers["Content-Type"].startswith("audio/")
    assert part.status_code == 206
    assert part.content == whole.content[100:300]
    # nginx removes the header that names the file.
    assert "X-Accel-Redirect" not in part.headers
    # nginx writes its log after the response.
    log = reader.site.sound_log
    wait_until(lambda: '"bytes":"200"' in log.read_text(encoding="utf-8"))


def test_private_folders_and_metrics_are_refused_from_outside(reader: Visitor) -> None:
    for path in ("/metrics", "/media/media/x.mp3", "/media/documents/x.pdf", "/_fichiers/x.mp3"):
        assert reader.get(path).status_code == 404
    assert reader.get("/_indisponible.html").status_code == 404


def test_the_health_page_is_limited(reader: Visitor) -> None:
    statuses = [reader.get("/healthz/live").status_code for _ in range(15)]

    assert 429 in statuses
    # The limit concerns these addresses only.
    assert reader.get("/").status_code == 200


def test_http_2_and_modern_tls_only(production_site: Production) -> None:
    port = urlsplit(production_site.address).port
    context = ssl.create_default_context(cafile=str(production_site.certificate))
    context.set_alpn_protocols(["h2", "http/1.1"])

    with (
        socket.create_connection(("127.0.0.1", port), timeout=20) as connection,
        context.wrap_socket(connection, server_hostname="127.0.0.1") as secured,
    ):
        assert secured.selected_alpn_protocol() == "h2"
        assert secured.version() == "TLSv1.3"


def test_a_reader_does_not_choose_her_address_or_protocol(production_site: Production) -> None:
    """Without nginx, the site asks for https: its processes are reached from here only."""
    answer = requests.get(
        f"{production_site.internal_address}/",
        headers={"Host": "127.0.0.1"},
        allow_redirects=False,
        timeout=60,
        proxies={"http": ""},
    )

    assert answer.status_code == 301
    assert answer.headers["Location"].startswith("https://127.0.0.1/")
