"""Fixture that checks the outbox rows of a change, their delivery, and the index."""

import datetime
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.utils import timezone

from hub.core.models import HubPage
from hub.search.engines import embedded_engine
from hub.search.models import SearchChange, SearchText
from hub.search.outbox.checking import Drift, find_drift
from hub.search.outbox.consumers import consumers
from hub.search.projection import all_entries


@pytest.fixture
def changing(
    committing: Callable[..., AbstractContextManager[list[Callable[[], None]]]],
) -> "Callable[[], Change]":
    """Return a context manager around a change, entered with an index that is up to date.

    On exit the change is committed and sent; `uids` are those recorded in the outbox, `pending`
    those not yet sent, `drift` the differences between the pages and the embedded index.
    """
    return lambda: Change(committing)


class Change:
    def __init__(
        self, committing: Callable[[], AbstractContextManager[list[Callable[[], None]]]]
    ) -> None:
        self.committing = committing

    def __enter__(self) -> "Change":
        assert embedded_engine().rebuild(all_entries()) >= 0
        SearchChange.objects.all().delete()
        self.commit = self.committing()
        self.commit.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self.commit.__exit__(*error)
        if error[0] is None:
            rows = SearchChange.objects.all()
            self.uids = set(rows.values_list("uid", flat=True))
            self.pending = set(rows.waiting().values_list("uid", flat=True))
            self.drift = find_drift_of_any_age()

    def assert_recorded(self, *pages: HubPage) -> None:
        """Check that these pages were recorded, none is pending, and the index has no drift."""
        assert {str(page.uid) for page in pages} <= self.uids
        assert not self.pending
        assert not self.drift.uids


def find_drift_of_any_age() -> Drift:
    SearchChange.objects.update(created_at=timezone.now() - datetime.timedelta(days=1))
    return find_drift(consumers()[0])


def body_of(page: HubPage) -> str:
    return SearchText.objects.get(entry__uid=str(page.uid), entry__index__is_active=True).body
