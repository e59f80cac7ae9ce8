"""The site of production, started once for the tests of this folder, and its visitors."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.production.site import Production, production
from tests.services.production.visitors import Visitor, sign_in


@pytest.fixture(scope="session")
def production_site() -> Iterator[Production]:
    """The site in a temporary folder, or in the folder that HUB_TEST_PRODUCTION names."""
    kept = os.environ["HUB_TEST_PRODUCTION"]
    with tempfile.TemporaryDirectory(prefix="hub-production-") as temporary:
        folder = Path(kept if "/" in kept else temporary).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        with production(folder) as site:
            yield site


@pytest.fixture
def reader(production_site: Production) -> Iterator[Visitor]:
    with Visitor(production_site) as visitor:
        yield visitor


@pytest.fixture
def editor(production_site: Production) -> Iterator[Visitor]:
    with Visitor(production_site) as visitor:
        sign_in(visitor)
        yield visitor
