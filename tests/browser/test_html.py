"""The W3C's checker finds no error in the HTML of the whole public site, and no link is broken."""

import pytest

from tests.browser.crawl import Crawl
from tests.browser.html_check import check, check_site
from tests.browser.site import Site

pytestmark = pytest.mark.browser


def test_whole_site_is_valid_and_no_link_is_broken(site: Site, examples: dict[str, str]) -> None:
    count, problems, _ = check_site(site, examples)

    assert count > len(site.site_map())
    assert not problems, "\n".join(problems)


def test_invalid_html_is_detected() -> None:
    page = '<!doctype html><html lang="fr"><title>Exemple</title><p><div></p><b id=a><b id=a>'

    errors, _ = check({"/exemple/": page})

    assert any(line.startswith("/exemple/:1: Duplicate ID") for line in errors)
    assert any("No “p” element in scope" in line for line in errors)


class BrokenSite(Site):
    """Two pages whose links lead nowhere."""

    def site_map(self) -> list[str]:
        return ["/", "/cassee/"]


def test_broken_links_and_anchors_are_detected(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = {
        "/": '<a href="/absente/">Absente</a> <a href="/cassee/#nulle-part">Ancre</a>',
        "/cassee/": '<h1 id="titre">Titre</h1> <a href="#titre">Titre</a> <a href="/admin/">A</a>',
    }

    def fetch(site: Site, path: str) -> tuple[int, bool, str]:
        return (200, True, pages[path]) if path in pages else (404, False, "")

    monkeypatch.setattr("tests.browser.crawl.fetch", fetch)
    monkeypatch.setattr("tests.browser.crawl.KINDS", [])

    problems = Crawl(BrokenSite("http://127.0.0.1:1")).run().problems

    assert problems == ["404 /absente/ (from /)", "/: no 'nulle-part' in /cassee/"]
