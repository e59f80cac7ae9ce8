"""The jobs of the search that the worker repeats: when they are needed, when they go on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hub.search import periodic_jobs
from hub.search.models import DocumentText, SearchChange, SearchConsumer
from hub.search.outbox import record
from hub.search.outbox.encoding import encode_all, encoding_progress, has_pending
from hub.search.outbox.sync import are_changes_due, sync
from tests.factories import DocumentFactory, ResourcePageFactory
from tests.search.encoders import FailingEncoder, FakeEncoder, use_encoder
from tests.search.memory_engine import MemoryEngine

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


def test_changes_are_sent_in_several_calls(
    remote: MemoryEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync()
    monkeypatch.setattr(periodic_jobs, "CHANGES", 2)
    assert not are_changes_due()
    for _ in range(3):
        ResourcePageFactory()
    SearchChange.objects.filter(engine="embedded").delete()
    assert are_changes_due()
    assert periodic_jobs.send_some_changes()
    assert not periodic_jobs.send_some_changes()
    assert len(remote.entries) == 3
    assert not are_changes_due()


def test_an_engine_in_backoff_makes_no_work(remote: MemoryEngine) -> None:
    ResourcePageFactory()
    sync()
    remote.is_down = True
    record(["une-page"], engines=["elasticsearch"])
    assert not periodic_jobs.send_some_changes()
    assert not are_changes_due()
    SearchConsumer.objects.update(next_attempt_at=timezone.now() - timedelta(seconds=1))
    assert are_changes_due()


def test_a_change_due_later_makes_no_work_before() -> None:
    sync()
    record(["une-page"], due_at=timezone.now() + timedelta(minutes=1))
    assert not are_changes_due()


def test_documents_are_read_in_several_calls() -> None:
    for _ in range(periodic_jobs.DOCUMENTS + 1):
        DocumentFactory()
    assert periodic_jobs.has_unread_documents()
    assert periodic_jobs.read_some_documents()
    assert not periodic_jobs.read_some_documents()
    assert not periodic_jobs.has_unread_documents()
    assert DocumentText.objects.count() == periodic_jobs.DOCUMENTS + 1


def test_texts_are_encoded_until_none_is_left() -> None:
    ResourcePageFactory()
    sync()
    assert not has_pending()
    with use_encoder(FakeEncoder()):
        assert has_pending()
        while periodic_jobs.encode_some_texts():
            pass
        progress = encoding_progress()
        assert progress.encoded == progress.total > 0
        assert not has_pending()


def test_a_failing_encoder_is_left_alone_for_a_while() -> None:
    ResourcePageFactory()
    sync()
    with use_encoder(FailingEncoder(share=1)):
        assert encode_all().error
        assert not has_pending()
