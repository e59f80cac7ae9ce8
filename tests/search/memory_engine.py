"""A test double of `hub.search.contract.Engine`: entries in a dict, failures on demand."""

from collections.abc import Iterable, Iterator

from hub.search.contract import (
    Engine,
    EngineUnavailable,
    Entry,
    Health,
    RequestRefused,
    SearchPage,
    SearchRequest,
    Suggestion,
)


class MemoryEngine(Engine):
    """`is_down`: every call fails; `refused`: {uid: reason}; `fails_on`: uids that fail a batch."""

    name = "elasticsearch"

    def __init__(self) -> None:
        self.entries = {}
        self.is_down = False
        self.refused = {}
        self.fails_on = set()
        self.calls = 0

    def _ask(self) -> None:
        self.calls += 1
        if self.is_down:
            raise EngineUnavailable("down")

    def apply(self, entries: Iterable[Entry], deleted: Iterable[str] = ()) -> dict[str, str]:
        self._ask()
        entries = list(entries)
        if self.fails_on & {entry.uid for entry in entries}:
            raise RequestRefused("mapper_parsing_exception")
        for entry in entries:
            stored = self.entries.get(entry.uid)
            if entry.uid not in self.refused and (not stored or stored.version <= entry.version):
                self.entries[entry.uid] = entry
        for uid in deleted:
            self.entries.pop(uid, None)
        return {e.uid: self.refused[e.uid] for e in entries if e.uid in self.refused}

    def rebuild(self, entries: Iterable[Entry]) -> int:
        self._ask()
        entries = list(entries)
        assert len({entry.uid for entry in entries}) == len(entries)
        self.entries = {entry.uid: entry for entry in entries}
        return len(self.entries)

    def search(self, request: SearchRequest) -> SearchPage:
        return SearchPage((), 0)

    def suggest(self, prefix: str, **options: object) -> list[Suggestion]:
        return []

    def stored(self) -> Iterator[tuple[str, str, int]]:
        self._ask()
        for uid, entry in list(self.entries.items()):
            yield uid, entry.content_hash, entry.version

    def health(self) -> Health:
        return Health(not self.is_down, len(self.entries))
