import pytest

from hub.search.elastic.client import connect, with_port


@pytest.mark.parametrize(
    ("url", "full"),
    [
        ("https://search.example.org", "https://search.example.org:443"),
        ("http://search.example.org/hub", "http://search.example.org:80/hub"),
        ("http://user:word@10.0.0.1:9200", "http://user:word@10.0.0.1:9200"),
    ],
)
def test_an_address_without_a_port_has_that_of_its_scheme(url: str, full: str) -> None:
    assert with_port(url) == full
    assert [node.base_url for node in connect([url]).transport.node_pool.all()]
