"""`/healthz/live`, `/healthz/ready` and `/metrics`: answers, and who sees what."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max
from pytest_django import DjangoAssertNumQueries, Settings

from hub.core.site.address import default_site
from hub.monitoring import endpoints, probes
from hub.worker.heartbeat import beat
from hub.worker.models import Heartbeat

ELSEWHERE, PROXY = "198.51.100.77", "192.0.2.10"


@pytest.fixture
def worker(db: None) -> None:
    beat("ouvrier-1")


@pytest.fixture(autouse=True)
def no_kept_result(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoints, "public_readiness", endpoints.PublicReadiness())


def problems(client: Client) -> dict[str, str]:
    """Return the details of the checks that do not pass, by name."""
    answer = client.get(endpoints.READY)
    found = {
        name: check["detail"] for name, check in answer.json()["checks"].items() if not check["ok"]
    }
    assert answer.status_code == (503 if found else 200)
    assert answer.json()["status"] == ("unavailable" if found else "ready")
    return found


def test_live_asks_nothing_of_the_database(client: Client) -> None:
    """Without the mark `django_db`, a query would fail."""
    assert client.get(endpoints.LIVE).json() == {"status": "live"}


def test_a_site_with_a_worker_is_ready(client: Client, worker: None) -> None:
    assert problems(client) == {}


@pytest.mark.parametrize("path", [endpoints.LIVE, endpoints.READY, endpoints.METRICS])
def test_addresses_answer_on_any_host_without_https(
    client: Client, worker: None, settings: Settings, path: str
) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["hub.example.org"]

    answer = client.get(path, headers={"host": "10.0.0.5:8000"})

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.cookies == {}
    assert client.head(path).status_code == 200
    assert client.post(path).status_code == 405


def test_stopped_worker_is_said_with_its_last_beat(client: Client, worker: None) -> None:
    Heartbeat.objects.update(beat_at=timezone.now() - timedelta(hours=2))
    assert "ne tournent plus depuis le" in problems(client)["worker"]
    Heartbeat.objects.all().delete()
    assert "n’ont jamais tourné" in problems(client)["worker"]


def test_missing_migration_is_named(
    client: Client, worker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = probes.migrations_of_code()
    future = {**code, ("core", "9999_future"): frozenset()}
    monkeypatch.setattr(probes, "migrations_of_code", lambda: future)

    assert problems(client) == {"migrations": "Migrations à appliquer\u00a0: 1 (core.9999_future)."}


def test_squashed_migration_is_applied_when_those_it_replaces_are(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    applied = frozenset([("core", "0001_initial")])
    squashed = {("core", "0001_squashed"): applied, ("core", "0002_x"): frozenset([("a", "b")])}
    monkeypatch.setattr(probes, "migrations_of_code", lambda: squashed)

    assert probes.missing_migrations() == [("core", "0002_x")]


def test_other_address_in_the_database_is_said(client: Client, worker: None) -> None:
    site = default_site()
    site.hostname = "ancien.example"
    site.save()

    assert "ancien.example" in problems(client)["address"]


def test_unwritable_media_folder_is_said(
    client: Client, worker: None, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "absent"
    assert "ne s’écrit pas" in problems(client)["media"]


def test_probe_of_the_media_folder_leaves_no_file(
    client: Client, worker: None, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    assert problems(client) == {}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [("dummy.DummyCache", "ne rend pas"), ("redis.RedisCache", "a échoué")],
)
def test_broken_cache_is_said(
    client: Client, worker: None, settings: Settings, name: str, said: str
) -> None:
    backend = f"django.core.cache.backends.{name}"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "redis://127.0.0.1:1/0"}}
    assert said in problems(client)["cache"]


def test_missing_static_manifest_is_said_until_collected_and_restarted(
    client: Client, worker: None, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "a.txt").write_text("été", encoding="utf-8")
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    backend = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": backend}}
    assert "collectstatic" in problems(client)["static"]

    call_command("collectstatic", interactive=False, verbosity=0)
    assert "static" not in problems(client)


def test_database_that_does_not_answer_ends_the_checks_that_need_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cursor() -> None:
        raise OperationalError("connection to hub:secret@10.0.0.3 refused")

    monkeypatch.setattr(probes.connection, "cursor", cursor)
    answer = client.get(endpoints.READY)

    assert set(problems(client)) == {"database", *probes.DATABASE_PROBES}
    assert "OperationalError" in answer.json()["checks"]["database"]["detail"]
    assert "secret" not in answer.text


@pytest.mark.parametrize(
    ("peer", "headers", "sees"),
    [
        ("127.0.0.1", {}, True),
        ("10.9.8.7", {}, True),
        (ELSEWHERE, {}, False),
        (PROXY, {"X-Forwarded-For": "10.9.8.7"}, True),
        (PROXY, {"X-Forwarded-For": ELSEWHERE}, False),
        (ELSEWHERE, {"X-Forwarded-For": "10.9.8.7"}, False),
        ("127.0.0.1", {"X-Forwarded-For": ELSEWHERE}, False),
    ],
)
def test_details_are_for_this_machine_and_named_networks(
    worker: None, settings: Settings, peer: str, headers: dict[str, str], sees: bool
) -> None:
    settings.TRUSTED_PROXIES, settings.MONITORING_NETWORKS = [PROXY], ["10.0.0.0/8"]
    client = Client(REMOTE_ADDR=peer, headers=headers)

    assert ("checks" in client.get(endpoints.READY).json()) is sees
    is_local = peer == "127.0.0.1" and not headers
    assert client.get(endpoints.METRICS).status_code == (200 if is_local else 404)


def test_others_cannot_make_the_checks_run_at_each_request(
    worker: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = Client(REMOTE_ADDR=ELSEWHERE)
    assert client.get(endpoints.READY).json() == {"status": "ready"}
    with django_assert_num_queries(0):
        assert client.get(endpoints.READY).json() == {"status": "ready"}


def test_kept_result_is_renewed_after_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now, runs = [100.0], []
    report = probes.Readiness((), 1)

    def run() -> probes.Readiness:
        runs.append(now[0])
        return report

    monkeypatch.setattr(endpoints, "readiness", run)
    kept = endpoints.PublicReadiness(clock=lambda: now[0])
    for later in (0, 4.9, 0.2, 5.0):
        now[0] += later
        assert kept.get() is report
    assert len(runs) == 3


@pytest.fixture
def metric(client: Client) -> Callable[[str], Any]:
    """Return a function that reads a metric by its name and labels."""

    def read(name: str) -> float | None:
        lines = client.get(endpoints.METRICS).text.splitlines()
        return next(
            (float(line[len(name) :]) for line in lines if line.startswith(f"{name} ")), None
        )

    return read


def test_metrics_show_the_state_of_the_site(worker: None, metric: Callable[[str], Any]) -> None:
    assert metric('hub_check{check="worker"}') == 1
    assert metric("hub_worker_heartbeat_age_seconds") is not None
    assert metric('hub_tasks{status="failed"}') == 0
    assert metric('hub_search_outbox_dead{engine="embedded"}') == 0
    assert metric("hub_media_disk_free_bytes") > 0
    Heartbeat.objects.all().delete()
    assert metric('hub_check{check="worker"}') == 0
    assert metric("hub_worker_heartbeat_age_seconds") is None


def test_requests_are_counted_by_family_and_status(
    worker: None, client: Client, metric: Callable[[str], Any]
) -> None:
    def counts() -> list[Any]:
        return [
            metric('hub_http_requests_total{status="200",view="search"}') or 0,
            metric('hub_http_requests_total{status="404",view="page"}') or 0,
            metric('hub_http_request_seconds_count{view="search"}') or 0,
        ]

    before = counts()
    client.get("/recherche/?q=zoe@exemple.fr")
    client.get("/inconnue/zoe/")

    assert [after - one for after, one in zip(counts(), before, strict=True)] == [1, 1, 1]
    assert (metric('hub_database_queries_total{view="search"}') or 0) > 0
    assert "zoe" not in client.get(endpoints.METRICS).text


def test_queue_is_as_old_as_its_oldest_due_task(db: None, metric: Callable[[str], Any]) -> None:
    now = timezone.now()
    DBTaskResult.objects.create(
        task_path="a.b", args_kwargs={}, backend_name="default", run_after=get_date_max()
    )
    DBTaskResult.objects.update(enqueued_at=now - timedelta(seconds=100))
    waiting = metric("hub_task_oldest_seconds")
    DBTaskResult.objects.update(run_after=now - timedelta(seconds=50))
    retried = metric("hub_task_oldest_seconds")
    DBTaskResult.objects.update(run_after=now + timedelta(seconds=50))

    assert metric('hub_tasks{status="ready"}') == 1
    assert waiting >= 100
    assert 50 <= retried < waiting
    assert metric("hub_task_oldest_seconds") == 0
