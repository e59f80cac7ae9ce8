"""`check --deploy`: files, folder, database, address, worker."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from pytest_django import Settings

from hub.core.site.address import default_site
from hub.monitoring import probes
from hub.worker.heartbeat import beat


@pytest.fixture
def found() -> Callable[..., list[str]]:
    """Return a function that runs the checks of monitoring and returns their ids."""

    def run(**options: Any) -> list[str]:
        messages = run_checks(tags=["monitoring"], include_deployment_checks=True, **options)
        return [str(message.id) for message in messages]

    return run


@pytest.fixture
def manifest(settings: Settings, tmp_path: Path) -> Path:
    """Use static files with a manifest; return the folder of their sources."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.txt").write_text("été", encoding="utf-8")
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    backend = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": backend}}
    return source


def test_a_site_that_is_well_passes(found: Callable[..., list[str]], db: None) -> None:
    beat("ouvrier-1")
    assert found(databases=["default"]) == []


def test_static_files_not_collected_are_an_error(
    found: Callable[..., list[str]], manifest: Path
) -> None:
    assert found() == ["monitoring.E001"]
    call_command("collectstatic", interactive=False, verbosity=0)
    assert found() == []


def test_static_files_of_another_version_are_an_error(
    found: Callable[..., list[str]], manifest: Path
) -> None:
    call_command("collectstatic", interactive=False, verbosity=0)
    (manifest / "nouveau.txt").write_text("été", encoding="utf-8")
    assert found() == ["monitoring.E002"]


def test_unwritable_media_folder_is_an_error(
    found: Callable[..., list[str]], settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "absent"
    assert found() == ["monitoring.E003"]


def test_several_processes_without_common_metrics_are_a_warning(
    found: Callable[..., list[str]], settings: Settings
) -> None:
    settings.WEB_CONCURRENCY = 3
    assert found() == ["monitoring.W001"]
    settings.METRICS_FOLDER = "/run/hub/metrics"
    assert found() == []


def test_the_database_is_not_asked_without_the_option(found: Callable[..., list[str]]) -> None:
    """Without the mark `django_db`, a query would fail."""
    assert found() == []


def test_stopped_worker_and_other_address_are_errors(
    found: Callable[..., list[str]], db: None
) -> None:
    site = default_site()
    site.hostname = "ancien.example"
    site.save()

    assert found(databases=["default"]) == ["monitoring.E006", "monitoring.E007"]


def test_database_that_does_not_answer_is_the_only_error(
    found: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probes, "database_problem", lambda: "La base de données ne répond pas.")
    assert found(databases=["default"]) == ["monitoring.E004"]


def test_migrations_to_apply_are_an_error(
    found: Callable[..., list[str]], db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    beat("ouvrier-1")
    monkeypatch.setattr(probes, "missing_migrations", lambda: [("core", "9999_future")])
    assert found(databases=["default"]) == ["monitoring.E005"]
