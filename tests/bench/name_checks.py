"""Recall and precision of the checks of territory names, over sentences and random names.

`python -m tests.bench.name_checks` prints, with the whole gazetteer and the demo content:
- the planted errors that are found, and the false alarms, in `tests/data/name_checks.jsonl`;
- the same over sentences made from random names, so that the rules are not made for the file;
- the doubts of every published page, to be read.
It ends with status 1 when an error is missed or a correct sentence is doubtful.
"""

import json
import random
import sys

# First: it sets Django up for what follows.
from tests.bench.database import bench_database  # isort: skip

from collections.abc import Iterator
from pathlib import Path

from django.core.management import call_command
from django.db.models import Count

from hub.core.models import HubPage
from hub.core.publication.names import doubtful_names
from hub.territories.checking import check_texts
from hub.territories.gazetteer.loading import load
from hub.territories.gazetteer.reading import read_gazetteer, shipped_file
from hub.territories.models import Territory, TerritoryKind

SENTENCES = Path(__file__).parents[1] / "data" / "name_checks.jsonl"
NAMES = 300  # random communes in each kind of sentence
SEED = 14
OTHER_CODES = ("01", "26", "59", "2B", "974")


def read_sentences() -> list[dict]:
    """Return the sentences: {text}, with {problem, written, suggestions} for a planted error."""
    return [json.loads(line) for line in SENTENCES.read_text("utf-8").splitlines()]


def is_found(sentence: dict, doubts: list) -> bool:
    """Tell whether the doubts about a sentence have its planted error, and what to write."""
    return any(
        doubt.problem == sentence["problem"]
        and doubt.written == sentence["written"]
        and set(sentence["suggestions"]) <= set(doubt.suggestions)
        for doubt in doubts
    )


def correct_sentences(communes: list) -> Iterator[str]:
    """Yield correct sentences about communes."""
    for commune in communes:
        name, code = commune.name, commune.departement_code
        yield f"{name} ({code})\u00a0: un plan pour l’eau."
        yield f"À {name} ({code}), les agents se forment."
        yield f"Nous étions à {name} hier."
        yield f"{name.upper()} ({code})"


def planted_sentences(communes: list) -> Iterator[str]:
    """Yield sentences with a wrong département, a code that does not exist, a wrong spelling."""
    for commune in communes:
        name, code = commune.name, commune.departement_code
        other = next(one for one in OTHER_CODES if one != code)
        yield f"À {name} (99), les agents se forment."
        if commune.is_alone:
            yield f"{name} ({other})\u00a0: un plan pour l’eau."
        if "-" in name and " " not in name:
            yield f"{name.replace('-', ' ', 1)} ({code})\u00a0: un plan pour l’eau."


def main() -> int:
    """Print the counts; return the exit status."""
    with bench_database():
        load(read_gazetteer(shipped_file()))
        call_command("seed_demo", verbosity=0)
        return print_counts()


def print_counts() -> int:
    """Print the counts on the current database; return the exit status."""
    sentences = read_sentences()
    planted = [s for s in sentences if "problem" in s]
    correct = [s["text"] for s in sentences if "problem" not in s]
    missed = [s["text"] for s in planted if not is_found(s, check_texts([s["text"]])[0])]
    alarms = [text for text in correct if check_texts([text])[0]]
    print(f"sentences: {len(planted) - len(missed)}/{len(planted)} planted errors found")
    print(f"sentences: {len(alarms)} false alarms in {len(correct)} correct sentences")

    current = Territory.objects.current().filter(kind=TerritoryKind.COMMUNE).order_by("code")
    slugs = Territory.objects.values("slug").annotate(count=Count("pk")).filter(count=1)
    alone = set(slugs.values_list("slug", flat=True))
    drawn = random.Random(SEED).sample(list(current), NAMES)
    for commune in drawn:
        commune.is_alone = commune.slug in alone
    for texts, failed, wants, label in (
        (list(planted_sentences(drawn)), missed, True, "planted errors missed"),
        (list(correct_sentences(drawn)), alarms, False, "false alarms"),
    ):
        wrong = [text for text in texts if bool(check_texts([text])[0]) != wants]
        failed.extend(wrong)
        print(f"random names: {len(wrong)} {label} in {len(texts)} sentences")

    for text in missed:
        print(f"  missed: {text}")
    for text in alarms:
        print(f"  false alarm: {text}")
    pages = [page.specific for page in HubPage.objects.live()]
    print(f"published pages: {len(pages)}")
    for page in pages:
        for finding in doubtful_names(page):
            print(f"  {page.title}: {finding}")
    return 1 if missed or alarms else 0


if __name__ == "__main__":
    sys.exit(main())
