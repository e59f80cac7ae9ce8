"""Storing, replacing, refusing and deleting entries; rebuilding the index."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from hub.search.contract import Engine, Entry, SearchRequest
from tests.search.contract.conftest import entry


def stored(engine: Engine) -> dict[str, tuple[str, int]]:
    return {uid: (content_hash, version) for uid, content_hash, version in engine.stored()}


def test_a_change_is_found_at_once_and_its_former_words_are_not(
    engine: Engine, found: Callable[..., list[str]]
) -> None:
    engine.apply([entry("a", "Jardin", "tomates", version=1)])
    engine.apply([entry("a", "Potager", "courges", version=2)])

    assert found("jardin") == found("tomates") == []
    assert found("potager") == found("courges") == ["a"]


def test_the_same_entry_twice_changes_nothing(
    engine: Engine, found: Callable[..., list[str]]
) -> None:
    one = entry("a", "Jardin", "tomates", version=1, content_hash="x")

    engine.apply([one])
    before = engine.search(SearchRequest(text="tomates"))
    engine.apply([one, one])

    assert engine.search(SearchRequest(text="tomates")).hits == before.hits
    assert stored(engine) == {"a": ("x", 1)}
    assert engine.health().entries == 1


def test_an_older_version_is_ignored(engine: Engine, found: Callable[..., list[str]]) -> None:
    engine.apply([entry("a", "Neuf", version=5)])
    engine.apply([entry("a", "Vieux", version=4)])

    assert found("neuf") == ["a"]
    assert found("vieux") == []


def test_a_deleted_entry_is_removed(engine: Engine, found: Callable[..., list[str]]) -> None:
    engine.apply([entry("a", "Jardin"), entry("b", "Jardin")])
    engine.apply([], deleted=["a", "unknown"])

    assert found("jardin") == ["b"]
    assert stored(engine).keys() == {"b"}
    assert engine.suggest("jar")[0].uid == "b"


def test_a_refused_entry_is_reported_and_the_others_are_stored(
    engine: Engine, found: Callable[..., list[str]]
) -> None:
    refused = engine.apply([entry("", "Sans nom"), entry("a" * 5_000, "Trop"), entry("b", "Bon")])

    assert set(refused) == {"", "a" * 5_000}
    assert all(refused.values())
    assert found() == ["b"]


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "x" * 100_000, "<script>", "👩‍🌾" * 500, ""])
def test_any_text_can_be_stored(text: str, engine: Engine, found: Callable[..., list[str]]) -> None:
    assert engine.apply([entry("a", f"Jardin {text}", text, summary=text, themes=(text,))]) == {}
    assert found("jardin") == ["a"]


def test_a_rebuild_stores_exactly_what_it_is_given(
    engine: Engine, found: Callable[..., list[str]]
) -> None:
    engine.apply([entry("a", "Jardin"), entry("b", "Potager")])

    assert engine.rebuild([entry("b", "Potager"), entry("c", "Verger")]) == 2

    assert set(found()) == {"b", "c"}
    assert engine.health().entries == 2


def test_a_rebuild_that_fails_leaves_all_as_it_was(
    engine: Engine, found: Callable[..., list[str]]
) -> None:
    engine.apply([entry("a", "Jardin")])

    def broken() -> Iterator[Entry]:
        yield entry("b", "Potager")
        raise ValueError("the source is cut")

    with pytest.raises(ValueError, match="cut"):
        engine.rebuild(broken())

    assert found() == ["a"]


def test_changes_during_a_rebuild_are_not_lost_and_the_former_content_is_seen(
    engine: Engine, found: Callable[..., list[str]]
) -> None:
    old = [entry("edited", "Ancien", version=1), entry("deleted", "Ancien", version=1)]
    engine.apply(old)
    seen = []

    def source() -> Iterator[Entry]:
        # Read before the changes, written after them.
        engine.apply([entry("edited", "Nouveau", version=2), entry("added", "Nouveau")])
        engine.apply([], deleted=["deleted"])
        seen.extend(found("ancien"))
        yield from old

    assert engine.rebuild(source()) == 2

    assert seen == []
    assert set(found("nouveau")) == {"edited", "added"}
    assert found("ancien") == []


def test_an_empty_engine_answers(engine: Engine) -> None:
    page = engine.search(SearchRequest(text="jardin", facets=("theme",)))

    assert (page.hits, page.total, page.facets) == ((), 0, {"theme": {}})
    assert engine.rebuild([]) == 0
    assert list(engine.stored()) == []
    assert engine.suggest("j") == []
    assert engine.health().is_up


def test_a_result_names_its_engine_and_its_duration(engine: Engine) -> None:
    page = engine.search(SearchRequest())

    assert page.engine == engine.name
    assert page.took_ms >= 0
    assert not page.degraded


def test_versions_and_hashes_are_given_back(engine: Engine) -> None:
    engine.apply([replace(entry("a", "Jardin"), content_hash="h", version=7)])

    assert list(engine.stored()) == [("a", "h", 7)]
