"""Changes that fail are retried; those refused for good are kept with the reason."""

import datetime
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.db.models import QuerySet
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.blocks import StreamValue

from hub.newsletters.models import NewsletterPage
from hub.search.contract import Entry
from hub.search.embedded import EmbeddedEngine
from hub.search.engines import embedded_engine
from hub.search.models import SearchChange, SearchConsumer
from hub.search.outbox import drain, record
from hub.search.outbox.consumers import Busy, Consumer, consumers, lease
from hub.search.outbox.delivery import INLINE_LIMIT
from hub.search.outbox.draining import MAX_ATTEMPTS, MAX_PAUSE_SECONDS
from hub.search.outbox.sync import RETENTION, SyncResult, are_changes_due, sync
from tests.factories import NewsletterPageFactory, ResourcePageFactory
from tests.search.memory_engine import MemoryEngine

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


def pending(engine: str = "elasticsearch") -> QuerySet[SearchChange]:
    return SearchChange.objects.waiting().filter(engine=engine)


def make_due() -> None:
    """Make every retry due now."""
    pending().update(due_at=timezone.now())


def test_each_engine_is_updated_independently(
    remote: MemoryEngine,
    remote_consumer: Consumer,
    committing: Callable[..., AbstractContextManager[list[Callable[[], None]]]],
) -> None:
    with committing():
        page = ResourcePageFactory()
    assert [uid for uid, _, _ in embedded_engine().stored()] == [str(page.uid)]
    assert not pending("embedded").exists()
    assert not remote.entries
    assert drain(remote_consumer).sent == 1
    assert set(remote.entries) == {str(page.uid)}
    assert drain(remote_consumer).sent == 0


def test_a_save_makes_no_request_to_a_remote_engine(
    remote: MemoryEngine,
    committing: Callable[..., AbstractContextManager[list[Callable[[], None]]]],
) -> None:
    remote.is_down = True
    with committing():
        ResourcePageFactory()
    assert remote.calls == 0


def test_changes_stay_pending_while_an_engine_is_down(
    remote: MemoryEngine, remote_consumer: Consumer
) -> None:
    page = ResourcePageFactory()
    remote.is_down = True
    assert "down" in drain(remote_consumer).error
    state = SearchConsumer.objects.get(engine="elasticsearch")
    assert state.failures == 1
    due = state.next_attempt_at
    assert due is not None
    assert due > timezone.now()
    # No attempt before the retry is due, and no change is marked as dead.
    calls = remote.calls
    assert drain(remote_consumer).error
    assert remote.calls == calls
    for _ in range(MAX_ATTEMPTS + 2):
        drain(remote_consumer, force=True)
    state.refresh_from_db()
    due = state.next_attempt_at
    assert due is not None
    assert due <= timezone.now() + datetime.timedelta(seconds=MAX_PAUSE_SECONDS)
    assert pending().get().attempts == 0
    remote.is_down = False
    assert drain(remote_consumer, force=True).sent == 1
    assert str(page.uid) in remote.entries
    state.refresh_from_db()
    assert (state.failures, state.error, state.next_attempt_at) == (0, "", None)


def test_a_refused_page_is_retried_then_marked_dead(
    remote: MemoryEngine, remote_consumer: Consumer
) -> None:
    page, other = ResourcePageFactory(), ResourcePageFactory()
    remote.refused = {str(page.uid): "champ trop long"}
    drained = drain(remote_consumer)
    assert (drained.sent, drained.refused) == (1, 1)
    assert set(remote.entries) == {str(other.uid)}
    assert drain(remote_consumer).refused == 0
    for _ in range(MAX_ATTEMPTS - 1):
        make_due()
        drained = drain(remote_consumer)
    assert drained.dead == 1
    letter = SearchChange.objects.dead().get()
    assert (letter.uid, letter.error) == (str(page.uid), "champ trop long")


def test_dead_changes_are_deleted_once_the_page_is_accepted(
    remote: MemoryEngine, remote_consumer: Consumer
) -> None:
    page = ResourcePageFactory()
    SearchChange.objects.update(is_dead=True)
    record([page.uid], due_at=timezone.now())
    drain(remote_consumer)
    assert not SearchChange.objects.dead().filter(engine="elasticsearch").exists()


def test_a_page_that_fails_a_batch_is_isolated(
    remote: MemoryEngine, remote_consumer: Consumer
) -> None:
    pages = [ResourcePageFactory() for _ in range(3)]
    remote.fails_on = {str(pages[1].uid)}
    drained = drain(remote_consumer)
    assert (drained.sent, drained.refused) == (2, 1)
    assert set(remote.entries) == {str(pages[0].uid), str(pages[2].uid)}
    assert "mapper_parsing" in pending().get().error


def test_a_page_that_cannot_be_projected_is_kept_with_the_reason(
    remote: MemoryEngine, remote_consumer: Consumer, monkeypatch: pytest.MonkeyPatch
) -> None:
    NewsletterPageFactory()

    def fail(self: NewsletterPage, story: StreamValue) -> None:
        raise ValueError("bloc inconnu")

    monkeypatch.setattr(NewsletterPage, "search_projection", fail)
    drain(remote_consumer)
    assert pending().get().error == "ValueError: bloc inconnu"


def test_the_embedded_engine_catches_up_after_a_locked_database(
    committing: Callable[..., AbstractContextManager[list[Callable[[], None]]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def locked(self: EmbeddedEngine, entries: Iterable[Entry], deleted: Iterable[str] = ()) -> None:
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch, committing():
        patch.setattr("hub.search.embedded.EmbeddedEngine.apply", locked)
        page = ResourcePageFactory()
        embedded = consumers()[0]
    with monkeypatch.context() as patch:
        patch.setattr("hub.search.embedded.EmbeddedEngine.apply", locked)
        assert "locked" in drain(embedded, force=True).error
    assert pending("embedded").exists()
    assert sync(force=True).drained["embedded"].sent == 1
    assert [uid for uid, _, _ in embedded_engine().stored()] == [str(page.uid)]


def test_sending_twice_is_idempotent(remote: MemoryEngine, remote_consumer: Consumer) -> None:
    page = ResourcePageFactory()
    drain(remote_consumer)
    first = dict(remote.entries)
    record([page.uid], due_at=timezone.now())
    drain(remote_consumer)
    assert remote.entries.keys() == first.keys()
    uid = str(page.uid)
    assert remote.entries[uid].content_hash == first[uid].content_hash


def test_a_change_of_many_pages_waits_for_the_worker(
    committing: Callable[..., AbstractContextManager[list[Callable[[], None]]]],
) -> None:
    uids = [f"page-{number}" for number in range(INLINE_LIMIT + 1)]
    with committing():
        record(uids)
    assert pending("embedded").count() == 1
    assert are_changes_due()
    assert sync().drained["embedded"].sent == 1


def test_a_change_of_many_pages_is_written_in_few_queries(
    remote: MemoryEngine, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(30):
        record([f"page-{number}" for number in range(1000)])
    assert pending().count() == 1000


def test_a_change_due_later_stays_pending(remote: MemoryEngine, remote_consumer: Consumer) -> None:
    page = ResourcePageFactory()
    drain(remote_consumer)
    later = timezone.now() + datetime.timedelta(hours=1)
    record([page.uid], due_at=later)
    assert drain(remote_consumer).sent == 0
    assert pending().filter(due_at=later).count() == 1


def test_only_the_lease_holder_sends_to_an_engine(
    remote: MemoryEngine, remote_consumer: Consumer
) -> None:
    ResourcePageFactory()
    with lease("elasticsearch"):
        with pytest.raises(Busy):
            drain(remote_consumer)
        assert sync_without_waiting().busy == ["elasticsearch"]
    assert drain(remote_consumer).sent == 1


def sync_without_waiting() -> SyncResult:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hub.search.outbox.sync.WAIT_SECONDS", 0)
        return sync()


def test_an_abandoned_lease_expires(remote: MemoryEngine, remote_consumer: Consumer) -> None:
    ResourcePageFactory()
    SearchConsumer.objects.create(
        engine="elasticsearch",
        holder="gone",
        held_until=timezone.now() - datetime.timedelta(seconds=1),
    )
    assert drain(remote_consumer).sent == 1


def test_old_rows_are_deleted_and_pending_ones_kept(remote: MemoryEngine) -> None:
    remote.is_down = True
    ResourcePageFactory()
    old = timezone.now() - RETENTION - datetime.timedelta(hours=1)
    sync()
    SearchChange.objects.filter(engine="embedded").update(done_at=old)
    SearchChange.objects.update(created_at=old)
    sync()
    assert set(SearchChange.objects.values_list("engine", flat=True)) == {"elasticsearch"}


def test_sync_reports_sent_changes_and_fails_while_an_engine_is_down(
    remote: MemoryEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    ResourcePageFactory()
    remote.is_down = True
    with pytest.raises(CommandError, match="elasticsearch ne répond pas .* reste noté"):
        call_command("search_sync")
    assert "embedded\u00a0: 1 changements transmis, 0 en attente" in capsys.readouterr().out
    remote.is_down = False
    call_command("search_sync")
    assert "elasticsearch\u00a0: 1 changements transmis, 0 en attente" in capsys.readouterr().out
