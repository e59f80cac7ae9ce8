"""A result of a recording opens at the cue that holds the words, whichever engine found it."""

import pytest

from hub.search.contract import Engine, Fragment, SearchRequest
from hub.search.embedded import EmbeddedEngine
from hub.search.highlighting import highlight
from tests.search.contract.conftest import entry

LONG = (
    "Et puis nous parlons d’autre chose, longuement, sans un mot de ce qui précède ni de la suite."
)
CUES = [
    (61, "Bonjour à toutes et à tous."),
    (65, "Le verger est derrière l’école."),
    (70, LONG),
    (80, LONG),
    (754, "La cuisinière goûte les pommes du verger."),
    (760, "Merci."),
]


def episode() -> Fragment:
    offsets, length = [], 0
    for start, text in CUES:
        offsets.append((length, start))
        length += len(text) + 1
    text = " ".join(text for _, text in CUES)
    return Fragment("t-61", "cue", text, "Zoé Exemple", start=61, cues=tuple(offsets))


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ("cuisinière", [754]),
        ("cuisiniere gouter", [754]),
        ("derrière école", [65]),
        ("cuisinèire", [754]),
        ("verger", [65, 754]),
        ("pommes école", [65, 754]),
    ],
)
def test_result_opens_at_the_cue_that_holds_the_words(
    engine: Engine, asked: str, seconds: list[int]
) -> None:
    stored = entry("e", "Un épisode", episode().text, kind="episode", fragments=(episode(),))
    engine.rebuild([stored])
    # The texts of the results are always read in the site's own index.
    EmbeddedEngine().apply([stored])
    (hit,) = engine.search(SearchRequest(text=asked)).hits
    excerpts = highlight([hit])["e"].excerpts
    assert {one.fragment.start for one in excerpts} == set(seconds)
    assert all(one.fragment.anchor == f"t-{one.fragment.start}" for one in excerpts)
    assert all("<mark>" in one.text for one in excerpts)
