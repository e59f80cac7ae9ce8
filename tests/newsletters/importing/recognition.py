"""Measure the recognition rates of the parser over every mutation of the letters.

    python -m tests.newsletters.importing.recognition            # rates per kind
    python -m tests.newsletters.importing.recognition --misses   # and what was missed, where

For each kind: labelled facts, labelled facts found, and found facts without a label.
"""

import argparse
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hub.newsletters.importing import parse_letter, read_pasted
from hub.newsletters.importing.parsed import ParsedDate, ParsedLetter
from hub.newsletters.importing.parser.text_patterns import fold
from tests.newsletters.importing.labels import Labelled, Letter, letters
from tests.newsletters.importing.mutations import MUTATIONS
from tests.newsletters.importing.words import words_of

KINDS = (
    "rubrique",
    "question",
    "answer",
    "person",
    "role",
    "territory",
    "quotation",
    "initiative",
    "date",
    "lost link",
)
GOAL = 0.95


@dataclass
class Rate:
    expected: int = 0
    found: int = 0
    invented: int = 0
    misses: list = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.found / self.expected if self.expected else 1.0


def _key(text: str, words: int | None = None) -> str:
    """Return the first words of a text, normalised."""
    return " ".join(words_of([fold(text)])[:words])


def expected_facts(letter: Letter) -> dict[str, Counter[Any]]:
    """Return the facts labelled by hand in a letter, as {kind: counter}."""
    facts = {kind: Counter() for kind in KINDS}
    question = ""
    for paragraph in letter:
        if paragraph.part == "question":
            question = _key(paragraph.text)
        for kind, *words in paragraph.facts:
            facts[kind].update([_fact(kind, words, paragraph, question)])
    for kind in ("person", "territory", "role"):
        facts[kind] = Counter(set(facts[kind]))
    return facts


Fact = str | tuple[str, ...]


def _fact(kind: str, words: list[str], paragraph: Labelled, question: str) -> Fact:
    forms: dict[str, Callable[[], Fact]] = {
        "question": lambda: _key(paragraph.text),
        "answer": lambda: (_key(words[0]), question),
        "date": lambda: tuple(words),
        "quotation": lambda: (_key(words[0], 2), _key(words[1])),
        "role": lambda: (_key(words[0]), _key(words[1], 1)),
        "lost link": lambda: words[0],
    }
    return forms.get(kind, lambda: tuple(_key(word, 3) for word in words))()


def found_facts(letter: ParsedLetter) -> dict[str, Counter[Any]]:
    """Return the facts found by the parser, in the same form."""
    facts = {kind: Counter() for kind in KINDS}
    for rubrique in letter.rubriques:
        facts["rubrique"].update([(_key(rubrique.key or rubrique.name, 3),)])
    for interview in letter.interviews:
        asked = _key(interview.question.text) if interview.question else ""
        facts["question"].update([asked] if asked else [])
        facts["answer"].update((_key(a.person), asked) for a in interview.answers)
    facts["person"].update({(_key(person.name, 3),) for person in letter.people})
    facts["role"].update({(_key(p.name), _key(p.role, 1)) for p in letter.people if p.role})
    facts["territory"].update({(_key(territory.name, 3),) for territory in letter.territories})
    quotations = [
        quotation
        for item in letter.all_items()
        for quotation in (
            *getattr(item, "quotations", ()),
            *([item.quotation] if getattr(item, "quotation", None) else ()),
        )
    ]
    facts["quotation"].update((_key(q.text, 2), _key(q.speaker)) for q in quotations)
    facts["initiative"].update((_key(s.place, 3), _key(s.title, 3)) for s in letter.initiatives)
    facts["date"].update(_date(date) for date in letter.dates)
    facts["lost link"].update(link.kind for link in letter.lost_links)
    return facts


def _date(date: ParsedDate) -> tuple[str, ...]:
    if date.precision == "count":
        return ("count", "", "", "", "")
    parts = (date.day, date.month, date.year, date.end_day)
    return (date.precision, *("" if part is None else str(part) for part in parts))


def measure() -> dict[str, Rate]:
    """Return the rates of each kind over every letter and every mutation."""
    rates = {kind: Rate() for kind in KINDS}
    for name, original in letters().items():
        for mutation, mutate in MUTATIONS.items():
            letter = mutate(original)
            text = "\n".join(paragraph.text for paragraph in letter)
            found = found_facts(parse_letter(read_pasted(text).paragraphs))
            for kind, expected in expected_facts(letter).items():
                rate, missed = rates[kind], expected - found[kind]
                rate.expected += expected.total()
                rate.found += expected.total() - missed.total()
                rate.invented += (found[kind] - expected).total()
                where = f"{name}, {mutation}"
                rate.misses += [(where, "-", fact) for fact in missed]
                rate.misses += [(where, "+", fact) for fact in found[kind] - expected]
    return rates


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--misses", action="store_true", help="list what was missed or invented")
    wanted = parser.parse_args()
    rates = measure()
    print(f"{len(letters())} letter(s), {len(MUTATIONS)} writings of each")
    print(f"{'kind':<12}{'labelled':>10}{'found':>8}{'rate':>9}{'invented':>10}")
    for kind, rate in rates.items():
        print(f"{kind:<12}{rate.expected:>10}{rate.found:>8}{rate.share:>9.1%}{rate.invented:>10}")
    if wanted.misses:
        for kind, rate in rates.items():
            for where, sign, fact in rate.misses:
                print(f"{sign} {kind}: {fact} ({where})")
    return 0 if all(rate.share >= GOAL for rate in rates.values()) else 1


if __name__ == "__main__":
    raise SystemExit(main())
