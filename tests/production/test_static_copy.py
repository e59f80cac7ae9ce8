"""The static copy of the site of production, served by nginx while gunicorn is stopped."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.services.production.site import Production
from tests.services.production.visitors import Visitor


@pytest.fixture
def stopped_site(production_site: Production) -> Iterator[Production]:
    """The site with its static copy, gunicorn stopped until the end of the test."""
    production_site.manage("export_static", str(production_site.folder / "nginx" / "export"))
    production_site.web.stop()
    yield production_site
    production_site.start_web()


def test_readers_read_while_gunicorn_is_stopped(stopped_site: Production, reader: Visitor) -> None:
    site_map = reader.get("/sitemap.xml").text
    paths = [urlsplit(url).path for url in re.findall(r"<loc>\s*([^<\s]+)\s*</loc>", site_map)]
    assert len(paths) > 30

    answers = {path: reader.get(path) for path in [*paths, "/lettres.rss", "/agenda.ics"]}

    assert {path: one.status_code for path, one in answers.items() if one.status_code != 200} == {}
    assert all(one.headers["X-Static-Copy"] == "yes" for one in answers.values())
    assert any(re.fullmatch(r"/lettres/[^/]+/", path) for path in paths)
    assert any(re.fullmatch(r"/inspiration/[^/]+/", path) for path in paths)
    assert answers["/agenda.ics"].headers["Content-Type"] == "text/calendar; charset=utf-8"
    copied = next((stopped_site.folder / "nginx/export/current/sons").iterdir())
    sound = reader.get(f"/sons/{copied.name}")
    assert (sound.status_code, sound.content) == (200, copied.read_bytes())
    assert sound.headers["Content-Type"].startswith("audio/")


def test_a_search_is_the_page_503_while_gunicorn_is_stopped(
    stopped_site: Production, reader: Visitor
) -> None:
    for path in ("/recherche/?q=jardin", "/inspiration/?q=jardin", "/admin/"):
        answer = reader.get(path)
        assert answer.status_code == 503
        assert "momentanément indisponible" in answer.content.decode()
