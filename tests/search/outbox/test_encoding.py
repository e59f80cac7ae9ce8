"""Encoding of the site's index in the background: order, resumption, failures, other engines."""

import datetime
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Page

from hub.search.engines import embedded_engine
from hub.search.meaning import known_vectors, question_vector
from hub.search.meaning.vectors import model_key
from hub.search.models import (
    EncoderModel,
    SearchConsumer,
    SearchEntry,
    SearchIndex,
    SearchPiece,
    SearchVector,
)
from hub.search.outbox.consumers import Consumer, lease
from hub.search.outbox.draining import drain
from hub.search.outbox.encoding import (
    ENCODER,
    RETENTION,
    EncodingProgress,
    encode_all,
    encode_pending,
    encoding_progress,
    purge_vectors,
)
from hub.search.projection import all_entries
from tests.factories import ResourcePageFactory
from tests.search.encoders import FailingEncoder, FakeEncoder, use_encoder
from tests.search.memory_engine import MemoryEngine

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


@pytest.fixture
def fake() -> Iterator[FakeEncoder]:
    encoder = FakeEncoder()
    with use_encoder(encoder):
        yield encoder


@pytest.fixture
def pages(
    committing: Callable[..., AbstractContextManager[list[Callable[[], None]]]],
) -> list[Page]:
    """Three pages in the index, the last one the latest."""
    found = []
    for title in ("Verger", "Cantine", "Autobus"):
        with committing():
            found.append(ResourcePageFactory(title=title, summary=f"Résumé de {title}."))
    return found


def titles(texts: list[str]) -> list[str]:
    return [text.splitlines()[0] for text in texts]


def test_pieces_are_encoded_and_the_index_gets_a_new_stamp(
    fake: FakeEncoder, pages: list[Page]
) -> None:
    assert encoding_progress() == EncodingProgress(0, 3)
    stamp = SearchIndex.objects.get().vector_stamp
    assert encode_all().encoded == 3
    assert encoding_progress() == EncodingProgress(3, 3)
    assert SearchIndex.objects.get().vector_stamp != stamp
    digests = SearchPiece.objects.values_list("digest", flat=True)
    assert set(known_vectors(model_key(fake), digests)) == set(digests)
    assert question_vector("verger") is not None
    fake.texts.clear()
    assert encode_all().encoded == 0
    assert fake.texts == []


def test_latest_changes_are_encoded_first(fake: FakeEncoder, pages: list[Page]) -> None:
    encode_pending(seconds=0)
    fake.texts.clear()
    SearchVector.objects.all().delete()
    encode_pending()
    assert titles(fake.texts) == ["Autobus", "Cantine", "Verger"]


def test_interrupted_encoding_goes_on(fake: FakeEncoder, pages: list[Page]) -> None:
    fake.batch = 1
    result = encode_pending(seconds=0)
    assert (result.encoded, result.is_finished) == (1, False)
    assert encoding_progress() == EncodingProgress(1, 3)
    assert encode_all().encoded == 2


def test_page_saved_during_the_encoding_is_next(
    fake: FakeEncoder,
    pages: list[Page],
    committing: Callable[..., AbstractContextManager[list[Callable[[], None]]]],
) -> None:
    fake.batch = 1
    encode_pending(seconds=0)
    with committing():
        pages[0].title = "Verger partagé"
        pages[0].save()
    fake.texts.clear()
    encode_pending(seconds=0)
    assert titles(fake.texts) == ["Verger partagé"]


def test_nothing_is_encoded_again_by_a_rebuild_or_a_page_published_again(
    fake: FakeEncoder,
    pages: list[Page],
    committing: Callable[..., AbstractContextManager[list[Callable[[], None]]]],
) -> None:
    encode_all()
    fake.texts.clear()
    embedded_engine().rebuild(all_entries())
    assert encode_all().encoded == 0
    with committing():
        pages[0].unpublish()
    assert encoding_progress() == EncodingProgress(2, 2)
    with committing():
        pages[0].save_revision().publish()
    assert encode_all().encoded == 0
    assert encoding_progress() == EncodingProgress(3, 3)
    assert fake.texts == []


def test_change_of_model_encodes_everything_again(fake: FakeEncoder, pages: list[Page]) -> None:
    encode_all()
    with use_encoder(FakeEncoder("another")):
        assert encoding_progress() == EncodingProgress(0, 3)
        assert encode_all().encoded == 3
    assert encode_all().encoded == 0


def test_pieces_of_an_older_version_are_written_again(fake: FakeEncoder, pages: list[Page]) -> None:
    SearchPiece.objects.filter(entry__title="Verger").delete()
    SearchPiece.objects.filter(entry__title="Cantine").update(digest="0" * 32)
    assert encode_all().encoded == 3
    assert encoding_progress() == EncodingProgress(3, 3)


def test_entries_that_cannot_be_read_do_not_stop_the_others(
    fake: FakeEncoder, pages: list[Page]
) -> None:
    SearchEntry.objects.filter(title="Autobus").update(uid="unknown")
    result = encode_all()
    assert (result.encoded, result.is_finished) == (2, True)
    assert encoding_progress() == EncodingProgress(2, 3)


def test_failing_encoder_is_retried_later_and_loses_nothing(
    pages: list[Page],
) -> None:
    encoder = FailingEncoder(share=0)
    encoder.batch = 1
    with use_encoder(encoder):
        encode_pending(seconds=0)
        encoder.share = 1
        result = encode_pending()
        assert result.error == "L’encodeur d’essai est en panne."
        state = SearchConsumer.objects.get(engine=ENCODER)
        assert state.failing_since
        encoder.share = 0
        assert encode_pending().error, "the encoder is in backoff"
        assert encode_all().encoded == 2
        state.refresh_from_db()
        assert (state.error, state.failures) == ("", 0)
        assert state.failing_since is None
        assert state.written_at


def test_one_process_encodes_at_a_time(fake: FakeEncoder, pages: list[Page]) -> None:
    with lease(ENCODER):
        assert encode_pending().is_busy
    assert encode_pending().encoded == 3


def test_saves_do_not_wait_for_the_encoder(
    pages: list[Page],
    committing: Callable[..., AbstractContextManager[list[Callable[[], None]]]],
) -> None:
    encoder = FailingEncoder(share=1)
    with use_encoder(encoder), lease(ENCODER):
        with committing():
            pages[0].title = "Verger partagé"
            pages[0].save()
        assert encoder.texts == []
        assert SearchEntry.objects.filter(title="Verger partagé").exists()


def test_remote_engine_receives_the_encoded_pages_again(
    fake: FakeEncoder, remote: MemoryEngine, remote_consumer: Consumer, pages: list[Page]
) -> None:
    drain(remote_consumer)
    encode_all()
    assert drain(remote_consumer).sent == 3
    encode_all()
    assert drain(remote_consumer).sent == 0


def test_site_without_encoder_encodes_nothing(pages: list[Page]) -> None:
    with use_encoder(None):
        assert encode_all().is_finished
        assert encoding_progress() == EncodingProgress(0, 3)
    assert not EncoderModel.objects.exists()


def test_unused_vectors_and_models_are_deleted_after_a_while(
    fake: FakeEncoder, pages: list[Page]
) -> None:
    encode_all()
    today = timezone.localdate()
    SearchPiece.objects.filter(entry__title="Verger").delete()
    purge_vectors(today)
    assert SearchVector.objects.count() == 3
    purge_vectors(today + RETENTION)
    assert SearchVector.objects.count() == 3
    purge_vectors(today + RETENTION + datetime.timedelta(days=1))
    assert not EncoderModel.objects.exists()
    assert not SearchVector.objects.exists()


def test_vector_used_again_is_kept(fake: FakeEncoder, pages: list[Page]) -> None:
    encode_all()
    EncoderModel.objects.update(used_on=timezone.localdate() + 2 * RETENTION)
    SearchVector.objects.update(unused_since=timezone.localdate())
    purge_vectors(timezone.localdate() + 2 * RETENTION)
    assert SearchVector.objects.filter(unused_since=None).count() == 3


def test_search_encode_reports_and_stops_at_the_limit(
    fake: FakeEncoder,
    pages: list[Page],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("hub.search.outbox.encoding.WINDOW", 1)
    call_command("search_encode", limit=1)
    assert "1 sur 3" in capsys.readouterr().out
    call_command("search_encode")
    assert "3 sur 3" in capsys.readouterr().out


def test_search_encode_fails_when_the_encoder_fails(pages: list[Page]) -> None:
    with use_encoder(FailingEncoder(share=1)), pytest.raises(CommandError, match="en panne"):
        call_command("search_encode")
    with use_encoder(None), pytest.raises(CommandError, match="pas d’encodeur"):
        call_command("search_encode")


def test_sync_and_rebuild_commands_encode(
    fake: FakeEncoder, pages: list[Page], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("search_sync")
    assert encoding_progress() == EncodingProgress(3, 3)
    SearchVector.objects.all().delete()
    call_command("search_rebuild")
    assert encoding_progress() == EncodingProgress(3, 3)
    assert "3 sur 3" in capsys.readouterr().out
