"""About fifty mutations of a letter: recognised, without losing a word."""

import pytest

from hub.newsletters.importing import parse_letter, read_pasted
from tests.newsletters.importing.conftest import EXAMPLE
from tests.newsletters.importing.labels import Letter, letters
from tests.newsletters.importing.mutations import MUTATIONS
from tests.newsletters.importing.recognition import GOAL, KINDS, Rate, measure
from tests.newsletters.importing.words import assert_faithful

LETTERS = letters()


def written(letter: Letter) -> str:
    return "\n".join(paragraph.text for paragraph in letter)


def test_forty_mutations_at_least_are_tried() -> None:
    assert len(MUTATIONS) > 40


@pytest.mark.parametrize("name", LETTERS)
@pytest.mark.parametrize("mutation", MUTATIONS)
def test_mutated_letter_keeps_every_word(name: str, mutation: str) -> None:
    document = read_pasted(written(MUTATIONS[mutation](LETTERS[name])))
    assert_faithful(parse_letter(document.paragraphs), document.paragraphs)


@pytest.mark.parametrize("mutation", ["no emoji", "two people answer", "answers on the line"])
def test_mutated_letter_cut_at_any_paragraph_keeps_every_word(mutation: str) -> None:
    letter = MUTATIONS[mutation](LETTERS[EXAMPLE.name])
    paragraphs = read_pasted(written(letter)).paragraphs
    for end in range(1, len(paragraphs) + 1):
        assert_faithful(parse_letter(paragraphs[:end]), paragraphs[:end])


@pytest.fixture(scope="module")
def rates() -> dict[str, Rate]:
    return measure()


@pytest.mark.parametrize("kind", KINDS)
def test_kind_is_recognised_over_all_mutations(rates: dict[str, Rate], kind: str) -> None:
    rate = rates[kind]
    assert rate.expected > 100
    assert rate.share >= GOAL
    assert rate.invented <= 0.05 * rate.expected
