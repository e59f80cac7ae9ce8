"""Count facets by brute force, to compare with the counts of an engine (goal F1)."""

import datetime
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from hub.search.contract import Engine, Entry, SearchPage, SearchRequest
from tests.search.contract.conftest import NOW, entry

FACETS = ("type", "theme", "territoire", "annee")
WORDS = ["jardin", "école", "mobilité", "budget", "forêt", "compost", "vélo"]


def random_entries(count: int = 80, seed: int = 7) -> list[Entry]:
    """Return entries with words and values drawn at random."""
    pick = random.Random(seed)
    return [
        entry(
            f"e{number}",
            " ".join(pick.sample(WORDS, 2)),
            " ".join(pick.choices(WORDS, k=20)),
            kind=pick.choice(["lettre", "initiative", "episode"]),
            filters={
                "theme": tuple(pick.sample("abcdef", pick.randrange(4))),
                "territoire": tuple(pick.sample("xyz", pick.randrange(2))),
                "annee": (str(pick.randrange(2020, 2024)),),
            },
            path=f"000{pick.randrange(4)}",
            date=datetime.date(pick.randrange(2020, 2024), 1, 1),
        )
        for number in range(count)
    ]


def random_request(pick: random.Random) -> SearchRequest:
    """Return a random request: words, choices, fixed filters, hidden branches."""
    values = {"type": ["lettre", "initiative", "none"], "theme": "abcdef", "territoire": "xyz"}
    chosen = {k: tuple(pick.sample(v, pick.choice((1, 2)))) for k, v in values.items()}
    return SearchRequest(
        text=pick.choice(["", "", "jardin", "école vélo", "budget forêt compost", "jardin -vélo"]),
        filters={k: chosen[k] for k in pick.sample(sorted(chosen), pick.randrange(4))},
        fixed=pick.choice([{}, {}, {"annee": ("2021", "2022")}]),
        facets=FACETS,
        hidden_paths=pick.choice([(), ("0001",), ("0002", "0003")]),
        since=pick.choice([None, None, datetime.date(2021, 1, 1)]),
        now=NOW,
        limit=100,
    )


def brute_force(
    request: SearchRequest, uids: list[str], entries: dict[str, Entry]
) -> tuple[int, dict[str, dict[str, int]]]:
    """Return (total, facets) of the matching entries, counted one by one."""

    def values(one: Entry, parameter: str) -> set[str]:
        return {one.kind} if parameter == "type" else set(one.filters.get(parameter, ()))

    def passes(one: Entry, but: str | None = None) -> bool:
        return all(
            values(one, parameter) & set(wanted)
            for parameter, wanted in [*request.fixed.items(), *request.filters.items()]
            if parameter != but or parameter in request.fixed
        )

    answering = [entries[uid] for uid in uids]
    facets = {
        facet: dict(
            Counter(v for one in answering if passes(one, facet) for v in values(one, facet))
        )
        for facet in FACETS
    }
    return sum(map(passes, answering)), facets


def differences(
    engine: Engine, count: int, seed: int = 11, *, by_meaning: bool = False
) -> Iterator[tuple[SearchRequest, SearchPage, tuple[int, dict[str, dict[str, int]]]]]:
    """Run `count` random requests; yield those whose total or counts differ from brute force.

    `by_meaning`: what is near is compared among the entries that pass the fixed filters.
    """
    stored = random_entries()
    engine.rebuild(stored)
    entries, pick = {one.uid: one for one in stored}, random.Random(seed)
    for _ in range(count):
        request = random_request(pick)
        fixed = request.fixed if by_meaning else {}
        answering = engine.search(replace(request, filters={}, fixed=fixed, facets=()))
        page = engine.search(request)
        by_hand = brute_force(request, [hit.uid for hit in answering.hits], entries)
        if (page.total, page.facets) != by_hand or len(page.hits) != page.total:
            yield request, page, by_hand
