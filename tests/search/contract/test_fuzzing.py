"""A sample of the fuzzed queries of `python -m tests.bench.contract`."""

from hub.search.contract import Engine
from tests.search.contract.fuzzing import tags_let_out


def test_no_query_raises_nor_lets_a_tag_out(library: Engine) -> None:
    assert list(tags_let_out(library, 400)) == []
