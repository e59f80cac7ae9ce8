"""Compare the answers of the subscription forms for known and unknown addresses.

    python -m tests.bench.answers
    python -m tests.bench.answers --tries 200

Posts known and unknown addresses in random order, from the same client, to each form. Prints for
each form the number of distinct answers, the median times, and the probability that times as
different come from one distribution (Mann-Whitney U test, normal approximation). `--check` fails if
answers differ, or if that probability is below 0.01.
"""

import argparse
import json
import random
import sys
import time

# First: it sets Django up for what follows.
from tests.bench.database import bench_database  # isort: skip

from statistics import NormalDist, median
from typing import Any

from django.conf import settings
from django.test import Client
from django.test.utils import override_settings

from hub.settings import base
from tests.factories import SubscriberFactory

FORMS = ("/abonnement/", "/abonnement/lien/")
SIGNIFICANT = 0.01


def same_distribution(one: list[float], other: list[float]) -> float:
    """Return the two-sided probability of the Mann-Whitney U test; ties are not expected."""
    ranked = sorted([(value, 0) for value in one] + [(value, 1) for value in other])
    ranks = sum(rank for rank, (_, side) in enumerate(ranked, start=1) if side == 0)
    n, m = len(one), len(other)
    u = ranks - n * (n + 1) / 2
    spread = (n * m * (n + m + 1) / 12) ** 0.5
    return 2 * (1 - NormalDist().cdf(abs(u - n * m / 2) / spread))


def answers_of(form: str, tries: int) -> dict[str, Any]:
    """Return what `tries` known and `tries` unknown addresses received from a form."""
    client = Client()
    host = f"{form.strip('/').replace('/', '-')}.example.org"
    known = [SubscriberFactory(email=f"connue-{n}@{host}").email for n in range(tries)]
    unknown = [f"autre-{n}@{host}" for n in range(tries)]
    posts = [(address, 0) for address in known] + [(address, 1) for address in unknown]
    random.Random(1).shuffle(posts)
    times: tuple[list[float], list[float]] = ([], [])
    answers = set()
    for address, side in posts:
        start = time.perf_counter()
        response: Any = client.post(form, {"email": address})
        times[side].append(1000 * (time.perf_counter() - start))
        answers.add((response.status_code, response.headers.get("Location"), response.content))
    return {
        "form": form,
        "tries": tries,
        "answers": len(answers),
        "known_ms": round(median(times[0]), 2),
        "unknown_ms": round(median(times[1]), 2),
        "probability": round(same_distribution(*times), 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--tries", type=int, default=1000)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    limits = {**settings.RATE_LIMITS, "subscription": None}
    # Tasks wait in the database, as in production.
    with bench_database(), override_settings(TASKS=base.TASKS, RATE_LIMITS=limits):
        results = [answers_of(form, options.tries) for form in FORMS]
    for result in results:
        print(json.dumps(result, ensure_ascii=False))
    if options.check and any(
        result["answers"] > 1 or result["probability"] < SIGNIFICANT for result in results
    ):
        sys.exit("The answers to known and unknown addresses differ.")


if __name__ == "__main__":
    main()
