"""Goal R2: after an outage, a rebuild or a drift, engines match the pages of the site."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from hub.search.contract import Engine, EngineUnavailable, Entry
from hub.search.engines import embedded_engine
from hub.search.models import SearchChange, SearchEntry
from hub.search.outbox import drain, rebuilding, record
from hub.search.outbox.checking import find_drift
from hub.search.outbox.consumers import Consumer, consumers, lease
from hub.search.outbox.rebuilding import rebuild
from hub.search.projection import all_entries, entries
from inspiration.models import ResourcePage
from tests.factories import InitiativePageFactory, ResourcePageFactory
from tests.search.memory_engine import MemoryEngine

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


def expected_hashes() -> dict[str, str]:
    return {entry.uid: entry.content_hash for entry in all_entries()}


def stored_hashes(engine: Engine) -> dict[str, str]:
    """Return {uid: content hash} of an engine; fail on a duplicate uid."""
    rows = list(engine.stored())
    assert len({uid for uid, _, _ in rows}) == len(rows)
    return {uid: content_hash for uid, content_hash, _ in rows}


def test_five_hundred_edits_during_an_outage_are_all_delivered(
    remote: MemoryEngine,
    committing: Callable[..., AbstractContextManager[list[Callable[[], None]]]],
) -> None:
    pages = [ResourcePageFactory() for _ in range(20)]
    call_command("search_rebuild")
    remote.is_down = True
    for number in range(500):
        page = pages[number % 20]
        with committing():
            page.author = f"Auteur {number}"
            page.save(clean=False)
    with committing():
        pages[0].unpublish()
        pages[1].delete()
    assert SearchChange.objects.waiting().filter(engine="elasticsearch").count() >= 500
    assert stored_hashes(embedded_engine()) == expected_hashes()
    with pytest.raises(CommandError):
        call_command("search_sync")
    remote.is_down = False
    call_command("search_sync")
    call_command("search_check")
    assert stored_hashes(remote) == expected_hashes()
    assert len(expected_hashes()) == 18


class EditDuringRebuild:
    """Edit the site between two batches of a rebuild."""

    def __init__(
        self,
        committing: Callable[[], AbstractContextManager[list[Callable[[], None]]]],
        pages: list[ResourcePage],
    ) -> None:
        self.committing = committing
        self.changed, self.taken_down, self.deleted = pages[:3]
        self.waiting = True

    def __call__(self, read: int) -> None:
        if self.waiting:
            self.waiting = False
            with self.committing():
                self.changed.author = "Changé pendant la reconstruction"
                self.changed.save()
                self.taken_down.unpublish()
                self.deleted.delete()
                ResourcePageFactory()


@pytest.mark.parametrize("number", [0, 1])
def test_edits_during_a_rebuild_are_neither_lost_nor_duplicated(
    number: int,
    remote: MemoryEngine,
    committing: Callable[..., AbstractContextManager[list[Callable[[], None]]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(entries, "BATCH", 3)
    pages = [ResourcePageFactory() for _ in range(8)]
    call_command("search_rebuild")
    consumer = consumers()[number]
    edits = EditDuringRebuild(committing, pages)
    rebuild(consumer, edits)
    assert not edits.waiting
    assert stored_hashes(consumer.engine) == expected_hashes()
    assert len(expected_hashes()) == 7
    assert not find_drift(consumer).uids


def test_edits_sent_to_the_former_index_are_sent_again(
    remote: MemoryEngine, remote_consumer: Consumer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No change is lost by an engine that ignores changes during a rebuild."""
    page = ResourcePageFactory()
    call_command("search_rebuild", engine="elasticsearch")
    read = list(all_entries())

    def rebuild_without_following(stream: Iterable[Entry]) -> int:
        list(stream)
        page.unpublish()
        drain(remote_consumer)
        remote.entries = {entry.uid: entry for entry in read}
        return 1

    monkeypatch.setattr(remote, "rebuild", rebuild_without_following)
    call_command("search_rebuild", engine="elasticsearch")
    assert not remote.entries


def test_a_rebuild_of_an_engine_that_is_down_fails_and_says_so(
    remote: MemoryEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    ResourcePageFactory()
    remote.is_down = True
    with pytest.raises(CommandError, match="Index non refait\u00a0: elasticsearch"):
        call_command("search_rebuild")
    said = capsys.readouterr()
    assert "ancien index reste en place" in said.err
    assert "embedded\u00a0: 1 pages dans l’index" in said.out


def test_two_rebuilds_do_not_run_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    with lease("embedded rebuild"), pytest.raises(CommandError):
        call_command("search_rebuild")
    assert "un autre processus" in capsys.readouterr().err


def test_a_rebuild_leaves_pending_changes_to_the_lease_holder(
    remote: MemoryEngine, remote_consumer: Consumer, monkeypatch: pytest.MonkeyPatch
) -> None:
    ResourcePageFactory()
    monkeypatch.setattr(rebuilding, "WAIT_SECONDS", 0.0)
    with lease(remote_consumer.name):
        count, drained = rebuild(remote_consumer)
    assert (count, drained.sent) == (1, 0)
    assert stored_hashes(remote) == expected_hashes()


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(CommandError, match="pas de moteur «\u00a0solr\u00a0»"):
        call_command("search_rebuild", engine="solr")


def test_if_empty_skips_an_index_that_has_entries(
    remote: MemoryEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    page = ResourcePageFactory()
    call_command("search_rebuild", engine="embedded")
    capsys.readouterr()
    call_command("search_rebuild", if_empty=True)
    said = capsys.readouterr().out
    assert "elasticsearch\u00a0: 1 pages" in said
    assert "embedded" not in said
    assert set(remote.entries) == {str(page.uid)}


def test_a_check_finds_and_repairs_every_drift(
    remote: MemoryEngine,
    committing: Callable[..., AbstractContextManager[list[Callable[[], None]]]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    with committing():
        missing, stale, extra = (InitiativePageFactory() for _ in range(3))
    call_command("search_rebuild")
    call_command("search_check")
    for consumer in consumers():
        uid = str(extra.uid)
        consumer.engine.apply([], [str(missing.uid)])
        held = next(entry for entry in all_entries() if entry.uid == str(stale.uid))
        consumer.engine.apply([entries.with_content_hash(held, 10**9)])
        corrupt_entry(consumer.engine, str(stale.uid))
    type(extra).objects.filter(pk=extra.pk).update(live=False)
    capsys.readouterr()
    with pytest.raises(CommandError, match="--repair"):
        call_command("search_check")
    said = capsys.readouterr()
    for name in ("embedded", "elasticsearch"):
        assert f"{name}\u00a0: 2 pages attendues, 1 manquent, 1 ont changé, 1 en trop" in said.out
    assert uid in said.err
    call_command("search_check", repair=True)
    assert "3 écarts corrigés" in capsys.readouterr().out
    call_command("search_check")
    assert stored_hashes(remote) == stored_hashes(embedded_engine()) == expected_hashes()


def corrupt_entry(engine: Engine, uid: str) -> None:
    """Replace an entry of an engine by another content than the page's."""
    if engine is embedded_engine():
        SearchEntry.objects.filter(uid=uid).update(content_hash="autre", version=0)
    else:
        engine.entries[uid] = replace(engine.entries[uid], content_hash="autre", version=0)


def test_a_check_counts_dead_changes(remote: MemoryEngine) -> None:
    ResourcePageFactory()
    call_command("search_rebuild")
    record(["page-perdue"])
    SearchChange.objects.filter(uid="page-perdue").update(is_dead=True)
    with pytest.raises(CommandError):
        call_command("search_check")


def test_a_check_of_an_engine_that_is_down_fails(
    remote: MemoryEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    remote.is_down = True
    with pytest.raises(CommandError):
        call_command("search_check", engine="elasticsearch")
    assert "ne répond pas" in capsys.readouterr().err


def test_a_change_during_the_comparison_is_no_drift(
    remote: MemoryEngine, remote_consumer: Consumer
) -> None:
    pages = [ResourcePageFactory() for _ in range(2)]
    call_command("search_rebuild")

    def edit(read: int) -> None:
        pages[0].delete()

    assert not find_drift(remote_consumer, edit).uids


def test_a_rebuild_that_fails_leaves_the_engine_as_it_was(
    remote: MemoryEngine, remote_consumer: Consumer, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = ResourcePageFactory()
    call_command("search_rebuild")

    def fail(stream: Iterable[Entry]) -> None:
        next(iter(stream))
        raise EngineUnavailable("disque plein")

    with monkeypatch.context() as patch:
        patch.setattr(remote, "rebuild", fail)
        with pytest.raises(CommandError):
            call_command("search_rebuild", engine="elasticsearch")
    assert set(remote.entries) == {str(page.uid)}
    call_command("search_rebuild", engine="elasticsearch")
