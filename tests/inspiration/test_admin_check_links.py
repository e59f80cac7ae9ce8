"""`check_links` requests each public address, skips private ones, survives failures."""

import pytest
from django.core.management import call_command

from inspiration.link_checking import check_link
from inspiration.models.resources import LinkHealth
from tests.factories import ResourcePageFactory
from tests.factories.site_tree import SiteTree
from tests.web import Answer, Web


@pytest.mark.parametrize("url", ["http://10.1.2.3/", "ftp://example.org/", "http:///"])
def test_private_or_strange_address_is_not_checked(url: str) -> None:
    assert check_link(url) == LinkHealth.UNCHECKED


def test_page_that_answers_is_found_with_one_request(web: Web) -> None:
    assert check_link(web.add("/")) == LinkHealth.FOUND
    assert web.requested == [("HEAD", "/")]


def test_server_that_refuses_head_is_asked_with_get(web: Web) -> None:
    web.answers["HEAD", "/"] = Answer(405)
    assert check_link(web.add("/")) == LinkHealth.FOUND


@pytest.mark.parametrize("status", [401, 403, 429])
def test_server_that_refuses_robots_counts_as_answering(status: int, web: Web) -> None:
    assert check_link(web.add("/", status=status)) == LinkHealth.FOUND


@pytest.mark.parametrize("status", [404, 410, 500, 503])
def test_page_in_error_is_lost(status: int, web: Web) -> None:
    assert check_link(web.add("/", status=status)) == LinkHealth.LOST


@pytest.mark.parametrize(
    "url", ["https://inconnu.invalid/", "https://example.org:99999/", "http://127.0.0.1:1/"]
)
def test_unknown_host_broken_address_and_closed_port_are_lost(url: str, web: Web) -> None:
    assert check_link(url) == LinkHealth.LOST


def test_redirection_is_followed(web: Web) -> None:
    web.add("/nouveau")
    assert check_link(web.add("/ancien", status=301, Location="/nouveau")) == LinkHealth.FOUND


def test_redirection_to_a_private_address_is_not_checked(web: Web) -> None:
    url = web.add("/", status=302, Location="http://10.0.0.1/admin/")
    assert check_link(url) == LinkHealth.UNCHECKED


def test_redirections_without_end_are_lost(web: Web) -> None:
    assert check_link(web.add("/", status=302, Location="/")) == LinkHealth.LOST


def test_command_notes_the_state_of_published_links_and_counts_them(
    web: Web, site_tree: SiteTree, capsys: pytest.CaptureFixture[str]
) -> None:
    found = ResourcePageFactory(resource_url=web.add("/"))
    lost = ResourcePageFactory(resource_url=web.url("/perdu"))
    refused = ResourcePageFactory(resource_url="http://10.0.0.1/")
    draft = ResourcePageFactory(resource_url=web.url("/brouillon"), draft=True)
    call_command("check_links")
    for page in (found, lost, refused, draft):
        page.refresh_from_db()
    states = [page.link_health for page in (found, lost, refused, draft)]
    assert states == [LinkHealth.FOUND, LinkHealth.LOST, LinkHealth.UNCHECKED, ""]
    assert found.link_checked_at
    assert draft.link_checked_at is None
    last = capsys.readouterr().out.splitlines()[-1]
    assert "3 adresses vérifiées" in last
    assert "1 ne répondent plus" in last
