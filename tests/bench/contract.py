"""Check engines further than unit tests do: 1,000 facet combinations, 10,000 fuzzed queries.

python -m tests.bench.contract                     every engine that can be tried here
python -m tests.services.postgresql -- python -m tests.bench.contract
python -m tests.services.elasticsearch -- python -m tests.bench.contract
"""

import argparse
import os
import sys

# First: it sets Django up for what follows.
from tests.bench.database import bench_database  # isort: skip

from django.conf import settings

from hub.search.evaluation import scratch_engine, scratch_engines
from tests.real_servers import VARIABLE
from tests.search.contract.by_hand import differences
from tests.search.contract.conftest import ENTRIES
from tests.search.contract.fuzzing import find_unsafe_tags


def available_engines() -> list[str]:
    """Return the engines that can be tested: Elasticsearch only if a server is configured."""
    urls = os.environ.get(VARIABLE, "")
    settings.ELASTICSEARCH_URLS = urls.split(",") if urls else []
    return [name for name in scratch_engines() if name != "elasticsearch" or urls]


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--facets", type=int, default=1_000)
    parser.add_argument("--queries", type=int, default=10_000)
    options = parser.parse_args(arguments)
    wrong = 0
    with bench_database():
        for name in available_engines():
            with scratch_engine(name) as engine:
                found = list(differences(engine, options.facets))
                print(f"{name}: {options.facets} combinations, {len(found)} wrong", flush=True)
                engine.rebuild(ENTRIES)
                let_out = list(find_unsafe_tags(engine, options.queries))
                print(f"{name}: {options.queries} queries, {len(let_out)} with a tag", flush=True)
                wrong += len(found) + len(let_out)
    if wrong:
        sys.exit(1)


if __name__ == "__main__":
    main()
