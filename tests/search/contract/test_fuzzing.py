"""A sample of the fuzzed queries of `python -m tests.bench.contract`."""

from hub.search.contract import Engine
from tests.search.contract.fuzzing import find_unsafe_tags


def test_no_query_raises_nor_leaves_a_tag_unescaped(library: Engine) -> None:
    assert list(find_unsafe_tags(library, 400)) == []
