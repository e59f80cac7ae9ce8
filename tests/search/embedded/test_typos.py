import pytest

from hub.search.contract import Entry
from hub.search.embedded import EmbeddedEngine
from hub.search.embedded.catalogue import catalogue_of
from hub.search.embedded.typos import spelling_candidates
from hub.search.models import SearchIndex

pytestmark = pytest.mark.django_db


@pytest.fixture
def candidates_of(request: pytest.FixtureRequest) -> list[str]:
    """The candidates for the typed word (the parameter) in an index that holds « cantine »."""
    EmbeddedEngine("typos").rebuild([Entry(uid="a", kind="k", title="Une cantine, un quai")])
    catalogue = catalogue_of(SearchIndex.objects.get(name="typos"))
    return [row[1] for row in spelling_candidates(catalogue, request.param)]


@pytest.mark.parametrize(
    "candidates_of", ["cantin", "cantinne", "canyine", "catnine", "cantien"], indirect=True
)
def test_one_edit_is_one_typo(candidates_of: list[str]) -> None:
    assert candidates_of == ["cantine"]


@pytest.mark.parametrize(
    "candidates_of",
    ["cantine", "canti", "cnatnie", "cuntone", "antinec", "bantine", "qua", "cantin3"],
    indirect=True,
)
def test_other_words_are_not_corrected(candidates_of: list[str]) -> None:
    assert candidates_of == []
