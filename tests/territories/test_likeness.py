"""Properties of the likeness of two territories, over random pairs with fixed seeds."""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hub.territories.likeness import WEIGHTS, Profile, distance_km, likeness
from hub.territories.models import Territory, TerritoryKind
from hub.territories.strata import STRATA
from tests.territories.likeness_truth import BANDS

DOCUMENT = Path(__file__).parents[2] / "docs" / "features" / "likeness.md"
ROW = re.compile(r"^\| `(\w+)` \| ([0-9.]+) \|", re.MULTILINE)
THEMES = {f"theme-{number}": f"Thème {number}" for number in range(6)}
SEEDS = range(300)


def territory(rng: random.Random, pk: int, **fields: object) -> Territory:
    """Return an unsaved territory with random columns."""
    departement = rng.choice(("37", "41", "75", "974"))
    values = {
        "pk": pk,
        "name": f"Territoire {pk}",
        "kind": rng.choice(TerritoryKind.values),
        "code": f"{pk:05}",
        "population": rng.choice((None, 0, 80, 1_759, round(10 ** rng.uniform(1, 7)))),
        "latitude": rng.choice((None, rng.uniform(-21, 51))),
        "longitude": rng.uniform(-5, 56),
        "departement_codes": departement,
        "region_codes": {"37": "24", "41": "24", "75": "11"}.get(departement, "04"),
        "cohort_id": rng.choice((None, 1, 2)),
    }
    return Territory(**values | fields)


def profile(rng: random.Random, pk: int, **fields: object) -> Profile:
    themes = rng.sample(sorted(THEMES), rng.randrange(4))
    return Profile(territory(rng, pk, **fields), themes={slug: THEMES[slug] for slug in themes})


def reugny(**fields: object) -> Territory:
    values = {
        "pk": 1,
        "name": "Reugny",
        "kind": TerritoryKind.COMMUNE,
        "code": "37194",
        "population": 1_759,
        "latitude": 47.4823,
        "longitude": 0.8836,
        "departement_codes": "37",
        "region_codes": "24",
    }
    return Territory(**values | fields)


def pairs() -> Iterator[tuple[random.Random, Profile, Profile]]:
    for seed in SEEDS:
        rng = random.Random(seed)
        yield rng, profile(rng, 1), profile(rng, 2)


def test_weights_are_those_of_the_document() -> None:
    table = {name: float(weight) for name, weight in ROW.findall(DOCUMENT.read_text())}
    assert table == WEIGHTS


def test_strata_are_those_that_the_check_of_reasons_uses() -> None:
    assert [stratum.least for stratum in STRATA] == [0, *BANDS]


def test_score_is_between_0_and_1_and_there_is_always_a_reason() -> None:
    for _, here, there in pairs():
        found = likeness(here, there)
        assert 0 <= found.score < 1
        assert found.reasons
        assert all(found.reasons)
        assert len(set(found.reasons)) == len(found.reasons)


def test_score_is_the_same_from_both_sides() -> None:
    for _, here, there in pairs():
        assert likeness(here, there).score == pytest.approx(likeness(there, here).score)


def test_nothing_is_more_similar_than_the_territory_itself() -> None:
    for _, here, there in pairs():
        assert likeness(here, here).score == 1 > likeness(here, there).score


def test_closer_population_never_lowers_the_score() -> None:
    for rng, here, there in pairs():
        if here.territory.population is None:
            continue
        size = max(here.territory.population, 1)
        ratios = sorted(10 ** rng.uniform(0, 5) for _ in range(4))
        for sign in (1, -1):
            scores = []
            for ratio in ratios:
                there.territory.population = round(size * ratio**sign)
                scores.append(likeness(here, there).score)
            assert scores == sorted(scores, reverse=True)


def test_score_decreases_with_distance() -> None:
    for rng, here, there in pairs():
        here.territory.latitude, there.territory.latitude = 47.0, 47.0
        here.territory.longitude = 0.0
        scores = []
        for longitude in sorted(rng.uniform(0, 40) for _ in range(5)):
            there.territory.longitude = longitude
            scores.append(likeness(here, there).score)
        assert scores == sorted(scores, reverse=True)
        assert len(set(scores)) > 1


def test_more_in_common_never_lowers_the_score() -> None:
    for rng, here, there in pairs():
        before = likeness(here, there).score
        slug = rng.choice(sorted(THEMES))
        shared = {slug: THEMES[slug]}
        richer = replace(there, themes={**there.themes, **shared})
        assert likeness(replace(here, themes={**here.themes, **shared}), richer).score >= before
        there.territory.cohort_id = here.territory.cohort_id
        assert likeness(here, there).score >= before
        inside = replace(there, containers=frozenset({here.territory.pk}))
        assert likeness(here, inside).score >= likeness(here, there).score


def test_small_commune_outranks_paris_for_reugny_all_else_equal() -> None:
    here = Profile(reugny())
    paris = territory(
        random.Random(0),
        2,
        kind=TerritoryKind.COMMUNE,
        population=2_133_111,
        latitude=48.8566,
        longitude=2.3522,
        departement_codes="75",
        region_codes="11",
        cohort_id=None,
    )
    for seed in SEEDS:
        rng = random.Random(seed)
        small = territory(
            rng, 3, kind=TerritoryKind.COMMUNE, population=rng.randrange(5_000), cohort_id=None
        )
        themes = {slug: THEMES[slug] for slug in rng.sample(sorted(THEMES), rng.randrange(3))}
        own = replace(here, themes=themes)
        assert (
            likeness(own, Profile(small, themes=themes)).score
            > likeness(own, Profile(paris, themes=themes)).score
        )


def test_reasons_are_told_in_order_and_containers_without_distance() -> None:
    near = reugny(pk=2, code="37001", latitude=47.4, longitude=0.9, cohort_id=3)
    themes = {"eau": "Eau"}
    found = likeness(Profile(reugny(cohort_id=3), themes=themes), Profile(near, themes=themes))
    assert found.reasons == (
        "même strate",
        "9\u00a0km",
        "même chantier\u00a0: Eau",
        "même promotion",
        "même département",
        "commune aussi",
    )
    departement = reugny(pk=4, kind=TerritoryKind.DEPARTEMENT, code="37", population=612_000)
    inside = Profile(reugny(), frozenset({4}))
    assert likeness(inside, Profile(departement)).reasons == ("votre département",)
    assert likeness(Profile(departement), inside).reasons == ("dans votre territoire",)


def test_close_population_is_told_across_a_bound_of_strata() -> None:
    found = likeness(Profile(reugny(population=1_990)), Profile(reugny(pk=2, population=2_010)))
    assert found.reasons[0] == "population proche"


def test_territory_with_nothing_in_common_is_named_by_its_kind() -> None:
    other = Territory(pk=2, kind=TerritoryKind.EPCI, code="200000001")
    assert likeness(Profile(reugny()), Profile(other)).reasons == ("une intercommunalité",)


def test_distance_is_in_kilometres_and_unknown_without_a_position() -> None:
    paris = reugny(pk=2, latitude=48.8566, longitude=2.3522)
    assert distance_km(reugny(), paris) == pytest.approx(188, abs=2)
    assert distance_km(reugny(), reugny(latitude=None)) is None
