"""Helpers for mutations: change paragraphs, names, dates or order."""

import re
from collections.abc import Callable
from dataclasses import replace

from tests.newsletters.importing.labels import Labelled, Letter

Mutation = Callable[[Letter], Letter]

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
MONTH_NUMBERS = {month: number for number, month in enumerate(MONTHS.split(), 1)}
SHORT = {"janvier": "janv.", "février": "févr.", "avril": "avr."}


def each_paragraph(*parts: str) -> Callable[[Callable[[str], str]], Mutation]:
    """Return a mutation of the paragraphs of some parts, applied to text and facts."""

    def decorate(change: Callable[[str], str]) -> Mutation:
        def mutate(letter: Letter) -> Letter:
            return [p.changed(change) if not parts or p.part in parts else p for p in letter]

        mutate.__name__, mutate.__doc__ = change.__name__, change.__doc__
        return mutate

    return decorate


def without(*parts: str) -> Mutation:
    return lambda letter: [p for p in letter if p.part not in parts]


def split_letter(letter: Letter) -> tuple[Letter, list[Letter], Letter]:
    """Return (top, rubriques, closing), each a list of paragraphs."""
    starts = [i for i, p in enumerate(letter) if p.part == "heading"]
    end = next((i for i, p in enumerate(letter) if p.part == "closing"), len(letter))
    bounds = [*starts, end]
    rubriques = [letter[a:b] for a, b in zip(bounds, bounds[1:], strict=False)]
    return letter[: starts[0]], rubriques, letter[end:]


def join_letter(top: Letter, rubriques: list[Letter], closing: Letter) -> Letter:
    return [*top, *(p for part in rubriques for p in part), *closing]


def with_title(write: Callable[[str, str], list[str]]) -> Mutation:
    """Return a mutation that rewrites the title line."""

    def mutate(letter: Letter) -> Letter:
        number, title = re.match(r"\D+(\d+)\s*[:—]\s*(.*)", letter[0].text).groups()
        return [*(Labelled(t, "title") for t in write(number, title)), *letter[1:]]

    return mutate


def with_names(write: Callable[[str, str], str]) -> Mutation:
    """Return a mutation that rewrites the names of speakers in the whole letter."""

    def mutate(letter: Letter) -> Letter:
        names = {words[0] for p in letter for kind, *words in p.facts if kind == "answer"}

        def change(text: str) -> str:
            for name in names:
                given, surname = name.split()
                text = text.replace(name, write(given, surname))
            return text

        return [p.changed(change) for p in letter]

    return mutate


def with_dates(write: Callable[[int, str, str], str]) -> Mutation:
    """Return a mutation that rewrites dates such as « le 7 mars »; facts are unchanged."""
    pattern = re.compile(rf"\b(?:le |du )?0?(\d{{1,2}}) ({MONTHS.replace(' ', '|')})\b(?! 20)")

    def one(match: re.Match[str]) -> str:
        return write(int(match[1]), match[2], match.group()[: match.start(1) - match.start()])

    def mutate(letter: Letter) -> Letter:
        return [
            replace(p, text=pattern.sub(one, p.text))
            if any(fact[:2] == ("date", "day") for fact in p.facts)
            else p
            for p in letter
        ]

    return mutate


def lead_of(lead: str) -> str:
    return re.sub("0$", "", lead)
