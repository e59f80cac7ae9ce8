"""Measure the memory of a web process that searches a database: a process apart.

    python -m tests.bench.memory < texts.json        for `tests.bench.search`

Reads a JSON list of texts to search, and prints one line of JSON, in MB: `start` once the site is
imported, `search` after the searches; `rss` is the resident memory, `peak` its maximum so far,
`pss` counts pages shared with other processes in proportion. Linux only.
"""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.db import connection

ROLLUP = Path("/proc/self/smaps_rollup")
# As in production: one thread of linear algebra per process.
ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def memory_of_a_process(texts: list[str], *, encoder: str) -> dict[str, Any]:
    """Return the memory of a new process that searches `texts` in the database of this one.

    `encoder` is the setting `SEARCH_ENCODER`; empty on a system without `ROLLUP`.
    """
    if not ROLLUP.exists():
        return {}
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.memory"],
        input=json.dumps([encoder, database_url(), texts]),
        env={**os.environ, **ENVIRONMENT},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def database_url() -> str:
    """Return the URL of the database of this process, a test database included."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    place = f"{settings['USER']}@{settings['HOST']}:{settings['PORT']}"
    return f"postgresql://{place}/{settings['NAME']}"


def used() -> dict[str, float]:
    """Return the memory of this process, in MB."""
    lines = (line.split() for line in ROLLUP.read_text().splitlines()[1:])
    sizes = {line[0]: int(line[1]) / 1024 for line in lines}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"rss": round(sizes["Rss:"]), "pss": round(sizes["Pss:"]), "peak": round(peak)}


def main() -> None:
    encoder, url, texts = json.load(sys.stdin)
    os.environ["HUB_TEST_DATABASE_URL"] = url
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.test")
    from django.core.wsgi import get_wsgi_application

    get_wsgi_application()
    from django.conf import settings
    from django.urls import get_resolver

    from hub.search.contract import SearchRequest
    from hub.search.embedded import EmbeddedEngine
    from hub.search.highlighting import highlight
    from tests.bench.entries import FACETS

    settings.SEARCH_ENCODER = encoder
    get_resolver().url_patterns  # noqa: B018 - imports the views
    start = used()
    engine = EmbeddedEngine(synonyms=dict)
    for text in texts:
        page = engine.search(SearchRequest(text=text, facets=FACETS))
        highlight(page.hits)
    print(json.dumps({"start": start, "search": used()}))


if __name__ == "__main__":
    main()
