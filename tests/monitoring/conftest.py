from collections.abc import Iterator

import pytest

from tests.monitoring.served import ServedSite, served_site


@pytest.fixture(scope="session")
def postgresql_site() -> Iterator[ServedSite]:
    """The site on its own PostgreSQL server; each test leaves this server running."""
    with served_site(DATABASE_LOCK_TIMEOUT="1") as site:
        yield site
